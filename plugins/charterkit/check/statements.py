"""What a public body owes its readers by law: a way to report what they cannot use.

The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, regulation 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.problems import Problem
    from charterkit.records import Tables
    from charterkit.schema import DataModel

_TABLE = "brand"
_CONTACTS = ("contact_email", "contact_url", "contact_by_phone")


def statements(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find a public body that names no contact, and a site that claims more than is known of it."""
    if _TABLE not in model.tables:
        return
    barriers = tables.get("accessibility-barriers", ())
    for row in tables[_TABLE]:
        if row.cells.get("public_body") == "true" and not any(row.cells.get(name) for name in _CONTACTS):
            message = "a public body must tell readers how to report what they cannot use"
            hint = f"Write one of these as well: {', '.join(_CONTACTS)}."
            yield row.problem("public_body", message, hint, "statement")
        if row.cells.get("accessibility_status") == "full" and any(
            barrier.cells.get("reason") == "non-compliance" for barrier in barriers
        ):
            message = "the site does not fully meet the standard while there are barriers that break it"
            hint = "Write `partial`, or remove the barriers that have been mended from data/accessibility-barriers/."
            yield row.problem("accessibility_status", message, hint, "statement")
