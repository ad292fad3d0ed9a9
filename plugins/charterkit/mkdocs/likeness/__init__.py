"""Settings like the reader's own."""
