"""The MkDocs plugin for the page of what is new."""
