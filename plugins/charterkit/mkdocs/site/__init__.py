"""The site as a whole: what every other plugin builds on."""
