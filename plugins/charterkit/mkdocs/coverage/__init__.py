"""The MkDocs plugin for coverage."""
