"""The content security policy, on every page and in the files that hosts read: see `charterkit.publish.policy`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from charterkit.mkdocs import session
from charterkit.publish import policy

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.charterkit")


class PolicyConfig(Config):
    """Options of the policy."""

    sources = options.Type(dict, default={})
    """What pages may load besides, by directive, for example `img-src: [https://pictures.example.org]`. Whatever is
    named here is asked by every reader's browser: say so in the privacy notice."""

    embedding = options.ListOfItems(options.Type(str), default=["'self'"])
    """Who may show pages of this site inside theirs, for hosts that send headers: `"'self'"`, an origin, or `"*"`."""

    files = options.ListOfItems(options.Choice(("_headers", ".htaccess")), default=["_headers", ".htaccess"])
    """The header files to write: `_headers` for Netlify and Cloudflare Pages, `.htaccess` for Apache."""


class PolicyPlugin(BasePlugin[PolicyConfig]):
    """Writes the policy."""

    written = ""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Work the policy out, and give it to every page."""
        hashes, varying = policy.inline_scripts(Path(config.theme.custom_dir)) if config.theme.custom_dir else ([], [])
        for name in varying:
            log.warning(
                "%s holds a script that differs from page to page, which the policy stops; put it into a file.", name
            )
        try:
            more = {str(name): tuple(map(str, _listed(of))) for name, of in self.config.sources.items()}
            self.written = policy.policy(more, hashes)
        except policy.NoPolicy as wrong:
            message = f"mkdocs.yml: charterkit/policy: {wrong}"
            raise PluginError(message) from None
        build = session.of(config)
        build.policy, build.others = self.written, policy.others(more)
        return config

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that hosts read."""
        sent = "" if session.of(config).looser else self.written
        for name, text in policy.header_files(sent, self.config.embedding).items():
            if name in self.config.files:
                (Path(config.site_dir) / name).write_text(text, encoding="utf-8")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
