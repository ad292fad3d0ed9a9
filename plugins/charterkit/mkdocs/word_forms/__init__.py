"""The blank forms for Word."""
