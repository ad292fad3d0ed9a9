"""Sveltia CMS for regular editors."""
