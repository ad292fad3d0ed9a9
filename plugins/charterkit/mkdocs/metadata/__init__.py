"""The MkDocs plugin for what pages say of themselves to other software."""
