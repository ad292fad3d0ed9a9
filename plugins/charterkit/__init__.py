"""Charterkit: a publishing engine for charters, toolkits and libraries of promising practice."""

__version__ = "0.2.0"
