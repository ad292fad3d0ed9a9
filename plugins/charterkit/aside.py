"""Does work in a process of its own while the build goes on, where the system can copy a process; else at the end.

A build keeps one core busy, and what some capabilities publish needs nothing but the catalogue. A copied process has
that already. It may only write files: what it changes in memory is lost.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from charterkit.problems import CharterkitError

if TYPE_CHECKING:
    from collections.abc import Callable

_THREADS = Path("/proc/self/task")
_LESS_URGENT, _LEAST_URGENT = 5, 15


class Aside:
    """A piece of work that was begun. `finish` must be called, or `stop`."""

    def __init__(self, work: Callable[[], None], *, copies: bool = True, long: bool = True) -> None:
        """Begin `work`, unless `copies` forbids a process of its own: then `finish` does it.

        It steps back behind the build, for which everybody waits; and what is not `long` steps back behind what is,
        since the longest ends last.
        """
        self.work: Callable[[], None] | None = work
        self.process = 0
        self._said = -1
        if copies and possible():
            sys.stdout.flush()
            sys.stderr.flush()
            self._said, say = os.pipe()  # for what went wrong; its end is that of the process
            self.process = os.fork()
            if self.process == 0:
                _do_and_leave(work, say, _LESS_URGENT if long else _LEAST_URGENT)
            os.close(say)
            with contextlib.suppress(PermissionError, ProcessLookupError):  # whoever comes first makes the group
                os.setpgid(self.process, self.process)

    def wait(self) -> None:
        """Wait in another copied process, which was begun later, until this work has ended, well or not."""
        if self._said >= 0:
            ended = select.poll()
            ended.register(self._said, 0)  # nothing but its end, so that what it says is left for `finish`
            ended.poll()

    def finish(self) -> None:
        """Wait until the work is done.

        Raises `CharterkitError` with what a process of its own says of why it failed; else whatever it raises.
        """
        work, self.work = self.work, None
        if self.process:
            with os.fdopen(os.dup(self._said), "rb") as told:
                reason = told.read().decode(errors="replace")
            _, status = os.waitpid(self._gone(), 0)
            if status != 0:
                raise CharterkitError(reason or "A part of the site could not be written; the lines above say why.")
        elif work is not None:
            work()

    def stop(self) -> None:
        """Give up the work, if it is not finished."""
        self.work = None
        if self.process:
            process = self._gone()
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.killpg(process, signal.SIGKILL)  # and what it has started
                os.waitpid(process, 0)

    def _gone(self) -> int:
        """Give the process, and forget it."""
        process, self.process = self.process, 0
        said, self._said = self._said, -1
        os.close(said)
        return process


def possible() -> bool:
    """Say whether there can be a process of its own: elsewhere, or beside threads, a copy cannot use every library.

    Threads that Python does not know are among them: Typst keeps some, and would wait for them in a copy for ever.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and len(list(_THREADS.iterdir())) == 1


def _do_and_leave(work: Callable[[], None], say: int, niceness: int) -> None:
    """Do the work of a copied process and end it at once: whatever its origin does at its end is not for this one."""
    os.setpgid(0, 0)
    os.nice(niceness)
    gc.disable()  # looking through the copied objects would make them real copies
    status = 1
    try:
        work()
        status = 0
    except CharterkitError as error:
        with os.fdopen(say, "w", encoding="utf-8", errors="replace") as out:
            out.write(str(error))
    except BaseException:  # noqa: BLE001 - nothing may get past this into the copied caller
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)
