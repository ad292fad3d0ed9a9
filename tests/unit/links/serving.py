"""A host on this machine that answers as a test wants, and notes what it was asked."""

from __future__ import annotations

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Host:
    """`answers` holds, by path, a status, or a status and where to, or a function of the handler; 200 for all others."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []
        self.times = []
        self.heads = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def _handler(self):
        host = self

        class Handler(BaseHTTPRequestHandler):
            def _any(self):
                host.asked.append((self.command, self.path))
                host.times.append(time.monotonic())
                host.heads.append(dict(self.headers))
                answer = host.answers.get((self.command, self.path), host.answers.get(self.path, 200))
                if callable(answer):
                    answer(self)
                    return
                status, location = answer if isinstance(answer, tuple) else (answer, "")
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD = _any  # noqa: N815 - the names are the standard library's

            def log_message(self, *_):
                """Say nothing."""

        return Handler


@contextlib.contextmanager
def serving(answers):
    """Give a host that runs until the end."""
    host = Host(answers)
    thread = threading.Thread(target=host.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        host.server.shutdown()
        thread.join()
        host.server.server_close()
