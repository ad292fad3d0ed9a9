"""The MkDocs plugin for the pictures beside shared links."""
