"""The pages of key features."""
