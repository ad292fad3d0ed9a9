"""Charterkit: a publishing engine for charters, toolkits and libraries of promising practice."""

import datetime

__version__ = "0.2.0"

RELEASED = datetime.date(2026, 11, 26)
"""The day of this version. A clock that is behind it is wrong."""
