"""Each case study as a file to keep."""
