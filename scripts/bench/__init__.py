"""Measures the engine against plain MkDocs + Material + Pagefind, on the same words, in one run."""
