"""The MkDocs plugin for the accessibility statement and the privacy notice."""
