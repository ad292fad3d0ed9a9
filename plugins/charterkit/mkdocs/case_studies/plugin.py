"""The pages of case studies: see `charterkit.views.case_studies`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from charterkit.mkdocs.pages import AddsPages, NoOptions
from charterkit.views import case_studies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from charterkit.mkdocs.session import Session
    from charterkit.views.page import Page


class CaseStudiesPlugin(AddsPages, BasePlugin[NoOptions]):
    """Adds the pages to the site."""

    def pages(self, build: Session) -> Iterable[Page]:
        """Give them."""
        return case_studies.pages(
            build.catalogue, frozenset(build.offers), build.site_url, pictures=build.pictures.published
        )
