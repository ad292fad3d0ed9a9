"""Writing a charter of one's own in the browser."""
