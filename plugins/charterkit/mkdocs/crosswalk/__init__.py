"""The crosswalk, on pages and in print."""
