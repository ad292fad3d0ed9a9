"""The versions, on pages and in print."""
