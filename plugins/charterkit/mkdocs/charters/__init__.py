"""The charters, on pages and in print."""
