"""A certificate and a sticker for each organisation that has signed."""
