"""The pages of withdrawn records."""
