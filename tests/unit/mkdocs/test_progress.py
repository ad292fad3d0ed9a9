"""Progress is for people at a terminal, and for nobody else."""

import io

from charterkit.mkdocs.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_is_told_the_stage_and_the_last_step():
    terminal = Terminal()
    progress = Progress(terminal)
    progress.stage("Checking the records")
    for _ in range(1200):
        progress.step("Rendering pages", 1200)
    assert "Checking the records …" in terminal.getvalue()
    assert terminal.getvalue().endswith("Rendering pages: 1,200 of 1,200")
    progress.end()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_log_is_told_nothing():
    log = io.StringIO()
    progress = Progress(log)
    progress.stage("Checking the records")
    progress.step("Rendering pages", 1)
    progress.end()
    assert log.getvalue() == ""
