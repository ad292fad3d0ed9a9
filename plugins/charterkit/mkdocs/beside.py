"""What plugins have in common whose work goes on beside the build: see `charterkit.aside`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from charterkit.aside import Aside
from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig


AT_ONCE = 50
"""The priority with which work begins that needs nothing but the catalogue: before pages are added."""

WAITING = -50
"""The priority with which plugins wait for such work: when all others have done theirs."""


class WorksBeside:
    """A plugin that begins work, waits for it at the end, and gives it up where the build fails."""

    serving = False
    begun: tuple[Aside, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is being served; then there are threads, and a process is not copied."""
        del dirty
        self.serving = command == "serve"

    def begin(self, work: Callable[[], None], *, copies: bool = True, long: bool = True) -> Aside:
        """Begin `work`; of several, each is waited for in its turn. `long` as `Aside` has it."""
        begun = Aside(work, copies=copies and not self.serving, long=long)
        self.begun = (*self.begun, begun)
        return begun

    def on_build_error(self, *, error: Exception) -> None:
        """Do nothing more for a site that will not be published."""
        del error
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Leave no work behind that nobody waits for."""
        begun, self.begun = self.begun, ()
        for work in begun:
            work.stop()

    @event_priority(WAITING)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait until all is done."""
        del config
        try:
            while self.begun:
                work, *others = self.begun
                self.begun = tuple(others)  # what is left of it is stopped when this fails
                work.finish()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
