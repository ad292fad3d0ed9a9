"""Everything that can be printed, on one page."""
