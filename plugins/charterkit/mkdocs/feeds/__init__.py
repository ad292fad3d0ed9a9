"""The MkDocs plugin for feeds."""
