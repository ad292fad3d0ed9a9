"""The translations, on pages and in print."""
