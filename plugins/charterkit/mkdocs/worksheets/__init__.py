"""The worksheets, on pages, in print and for Word."""
