"""The MkDocs plugin for the content security policy."""
