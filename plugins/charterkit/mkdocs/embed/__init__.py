"""A card of each case study for other sites."""
