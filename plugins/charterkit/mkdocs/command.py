"""Runs MkDocs for the `charterkit` command, with progress on a terminal and failures in one sentence."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

# Material prints a notice about MkDocs 2 at every start; the bounds of our dependencies already keep MkDocs at 1.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from charterkit.mkdocs import session

_STRICT = re.compile(r"\s*Aborted with \d+ warnings")


def build(config_file: Path, *, strict: bool, of_records: bool = True) -> int:
    """Build the site of `config_file`, and give the exit status.

    `strict` lets warnings stop it, those about records only if `of_records`.
    """
    _log_to_terminal()
    try:
        config = load_config(str(config_file), strict=strict or None)
        if not of_records:
            session.spare_records(config)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    except MkDocsException as error:
        return _failed(error)
    except TemplateError as error:
        print(_explained(error), file=sys.stderr)
        return 1
    return 0


def serve(config_file: Path, *, address: str) -> int:
    """Serve the site of `config_file` until interrupted, and give the exit status."""
    _log_to_terminal()
    try:
        mkdocs_serve.serve(str(config_file), dev_addr=address, open_in_browser=False)
    except MkDocsException as error:
        return _failed(error)
    except KeyboardInterrupt:
        return 0
    return 0


def _failed(error: MkDocsException) -> int:
    """Say why; the exception of MkDocs' own `Abort` carries its sentence as its exit code."""
    text = str(error.code) if isinstance(error, SystemExit) and isinstance(error.code, str) else str(error)
    if _STRICT.match(text):  # it counts what was printed at once as one
        text = "The site was not published: with --strict, the warnings above stop it."
    if text and text != "1":
        print(text, file=sys.stderr)
    return 1


def _explained(error: TemplateError) -> str:
    """Say which template fails, and where: Jinja shows its templates in the traceback."""
    steps = traceback.extract_tb(error.__traceback__)
    name, line = next(((s.filename, s.lineno) for s in reversed(steps) if not s.filename.endswith(".py")), ("", None))
    if isinstance(error, TemplateSyntaxError):
        name, line = error.filename or error.name or "", error.lineno
    path = Path(name)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f"{shown.as_posix()}:{line}:1: error: this template cannot be rendered: {error.message}"


def _log_to_terminal() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
