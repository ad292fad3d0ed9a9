"""The engine's scripts fit one another: a name that nobody exports any more stops a page, and only in a browser."""

import re

import pytest

from tests.unit.test_architecture import ENGINE

SCRIPTS = sorted((ENGINE / "assets").glob("*.js"))

_IMPORT = re.compile(r'import\s*\{([^}]*)\}\s*from\s*"\./([^"]+)"')
_EXPORT = re.compile(r"export\s+(?:async\s+)?(?:const|let|class|function\*?)\s+(\w+)|export\s*\{([^}]*)\}")


def exported(script):
    names = [name for one, several in _EXPORT.findall(script.read_text("utf-8")) for name in (one, *several.split(","))]
    return {name.split(" as ")[-1].strip() for name in names if name.strip()}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_imports_what_others_export(script):
    for names, other in _IMPORT.findall(script.read_text("utf-8")):
        wanted = {name.split(" as ")[0].strip() for name in names.split(",") if name.strip()}
        assert wanted <= exported(script.with_name(other)), other
