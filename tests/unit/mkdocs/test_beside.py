"""Work that goes on beside a build."""

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from charterkit.mkdocs.beside import WorksBeside
from charterkit.problems import CharterkitError


def test_when_one_fails_the_others_are_given_up():
    """They would go on writing into a folder that is being cleared away."""
    done = []

    def fail():
        raise CharterkitError("There is no room.")

    plugin = WorksBeside()
    for work in (lambda: done.append(1), fail, lambda: done.append(3)):
        plugin.begin(work, copies=False)
    with pytest.raises(PluginError, match="There is no room"):
        plugin.on_post_build(config=MkDocsConfig())
    (last,) = plugin.begun
    plugin.on_build_error(error=PluginError("There is no room."))
    last.finish()
    assert [1] == done
