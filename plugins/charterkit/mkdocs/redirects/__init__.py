"""The pages of redirects."""
