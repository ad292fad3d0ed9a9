"""Work beside the build: done by the time it is waited for, and never mistaken for done."""

import _thread
import sys
import threading
import time

import pytest

from charterkit import aside
from charterkit.aside import Aside
from charterkit.problems import CharterkitError

needs_copies = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process safely")


class TestWithoutACopy:
    def test_the_work_is_done_when_it_is_waited_for(self):
        done = []
        work = Aside(lambda: done.append(1), copies=False)
        assert done == []
        work.finish()
        work.finish()
        assert done == [1]

    def test_what_was_stopped_is_not_done(self):
        done = []
        work = Aside(lambda: done.append(1), copies=False)
        work.stop()
        work.finish()
        assert done == []

    def test_a_failure_is_the_works_own(self):
        def fail():
            raise CharterkitError("There is no room.")

        with pytest.raises(CharterkitError, match="There is no room"):
            Aside(fail, copies=False).finish()


def test_a_process_with_threads_is_not_copied():
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert not aside.possible()
    finally:
        stop.set()
        other.join()


@needs_copies
def test_nor_is_one_with_threads_that_python_does_not_know():
    """Such as Typst's, which it keeps after the first print: a copy would wait for them for ever."""
    stop, ended = _thread.allocate_lock(), _thread.allocate_lock()
    stop.acquire()
    ended.acquire()

    def wait():
        stop.acquire()
        ended.release()

    known = threading.active_count()
    _thread.start_new_thread(wait, ())
    try:
        assert threading.active_count() == known
        assert not aside.possible()
    finally:
        stop.release()
        ended.acquire()


@needs_copies
class TestWithACopy:
    @pytest.fixture(autouse=True)
    def alone(self, monkeypatch):
        """Whatever runs the tests may have threads; these works do not mind them."""
        monkeypatch.setattr(aside, "possible", lambda: True)

    def test_the_work_goes_on_meanwhile(self, tmp_path):
        work = Aside(lambda: (tmp_path / "file").write_text("written", encoding="utf-8"))
        assert work.process
        work.finish()
        assert (tmp_path / "file").read_text("utf-8") == "written"

    def test_a_failure_is_the_works_own(self):
        """However much there is to be said of it."""
        reasons = "There is no room. " * 10_000

        def fail():
            raise CharterkitError(reasons)

        with pytest.raises(CharterkitError) as told:
            Aside(fail).finish()
        assert reasons == str(told.value)

    def test_another_work_can_wait_for_it(self, tmp_path):
        """Which takes nothing away of what is said to who finishes it."""

        def first():
            time.sleep(0.3)
            (tmp_path / "first").touch()
            raise CharterkitError("There is no room.")

        def second():
            one.wait()
            (tmp_path / "second").write_text(str((tmp_path / "first").exists()), encoding="utf-8")

        one = Aside(first)
        other = Aside(second)
        other.finish()
        assert "True" == (tmp_path / "second").read_text("utf-8")
        with pytest.raises(CharterkitError, match="There is no room"):
            one.finish()

    def test_a_mistake_in_the_code_is_not_taken_for_success(self, capfd):
        def slip():
            raise ZeroDivisionError

        with pytest.raises(CharterkitError):
            Aside(slip).finish()
        assert "ZeroDivisionError" in capfd.readouterr().err

    def test_what_is_stopped_writes_no_more(self, tmp_path):
        def late():
            time.sleep(5)
            (tmp_path / "file").touch()

        work = Aside(late)
        started = time.monotonic()
        work.stop()
        assert time.monotonic() - started < 4
        assert not (tmp_path / "file").exists()
        work.finish()
