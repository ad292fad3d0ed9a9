"""Publishes Sveltia CMS in the folder admin/ for regular editors: see `charterkit.publish.cms`. Off unless named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, InclusionLevel

from charterkit.mkdocs import session
from charterkit.problems import CharterkitError
from charterkit.publish import cms

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FOLDER = "admin/"
_HOSTS = {"github.com": "github", "gitlab.com": "gitlab"}


class CmsConfig(Config):
    """Options of the CMS."""

    backend = options.Type(dict, default={})
    """Where the CMS keeps what editors write, in its own words: `{name: github, repo: owner/name, branch: main}`. When
    left out, it is worked out from `repo_url` and `edit_uri`, for a repository on github.com or gitlab.com."""

    collections = options.ListOfItems(options.Type(str), default=[])
    """The collections that can be edited; all that have records when left out."""


class CmsPlugin(BasePlugin[CmsConfig]):
    """Adds the CMS, its configuration and its page, which is not one of the site's own and has no part in search."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Say that its page needs a looser policy: its styles are inline, and it speaks to the repository's host."""
        session.of(config).looser = True
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add its files."""
        build = session.of(config)
        backend = dict(self.config.backend) or _backend(config)
        if not backend.get("name"):
            message = (
                "mkdocs.yml: charterkit/cms does not know where the repository is kept. "
                "Write `backend: {name: github, repo: owner/name, branch: main}` under it."
            )
            raise PluginError(message)
        docs = session.docs_of(config)
        try:
            vendored = cms.files()
            told = cms.configuration(
                build.catalogue, self.config.collections, backend, config.site_url or "", f"{docs}/media"
            )
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        made: dict[str, str | bytes] = {
            **vendored,
            "index.html": build.renderer.document("cms.html", config=cms.CONFIG, script=cms.SCRIPT),
            cms.CONFIG: json.dumps(told, ensure_ascii=False, indent=1),
        }
        for name, content in made.items():
            file = File.generated(config, f"{FOLDER}{name}", content=content)
            file.inclusion = InclusionLevel.INCLUDED
            files.append(file)
        return files


def _backend(config: MkDocsConfig) -> dict[str, Any]:
    """Work out the backend from the address of the repository, where it is on a host that the CMS knows by name."""
    address = urlsplit(config.repo_url or "")
    name = _HOSTS.get(address.netloc, "")
    parts = [part for part in (config.edit_uri or "").split("/") if part not in {"", "-"}]
    branch = parts[1] if len(parts) > 1 else "main"
    return {"name": name, "repo": address.path.strip("/"), "branch": branch} if name else {}
