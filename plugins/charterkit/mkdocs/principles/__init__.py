"""The pages of principles."""
