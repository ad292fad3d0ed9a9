"""The library with its facets."""
