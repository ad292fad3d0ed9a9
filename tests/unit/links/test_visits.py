"""What is asked of which hosts, and what is made of their answers. Nothing here leaves this machine."""

import socket
import time

import pytest

from charterkit.links import visits
from charterkit.links.visits import Verdict, Visitor, is_public
from tests.unit.links.serving import serving

DEAD, FINE, MOVED, UNSURE = Verdict.DEAD, Verdict.FINE, Verdict.MOVED, Verdict.UNSURE


def visitor(**options):
    """Give a visitor that may ask this machine, and does not wait."""
    return Visitor(**{"private": True, "pause": 0, "timeout": 5, **options})


def ask(answers, path="/a", **options):
    """Ask a host for a path, and give the answer and the host."""
    with serving(answers) as host:
        return visitor(**options).visit([host.address + path])[host.address + path], host


class TestAnswer:
    @pytest.mark.parametrize(
        ("status", "verdict"),
        [
            (200, FINE),
            (204, FINE),
            (404, DEAD),
            (410, DEAD),
            (401, UNSURE),
            (403, UNSURE),
            (429, UNSURE),
            (500, UNSURE),
            (503, UNSURE),
            (304, FINE),
            (799, UNSURE),
        ],
    )
    def test_is_judged_by_its_status(self, status, verdict):
        answer, _ = ask({"/a": status})
        assert answer.verdict is verdict
        assert verdict is FINE or str(status) in answer.said

    def test_is_asked_for_whole_only_where_its_head_is_refused(self):
        answer, host = ask({("HEAD", "/a"): 405, ("GET", "/a"): 200})
        assert answer.verdict is FINE
        assert host.asked == [("HEAD", "/a"), ("GET", "/a")]
        assert ask({})[1].asked == [("HEAD", "/a")]

    def test_names_who_asks(self):
        _, host = ask({})
        assert host.heads[0]["User-Agent"] == visits.AGENT
        assert host.heads[0]["Host"] == host.address.removeprefix("http://")
        assert "Cookie" not in host.heads[0]

    def test_does_not_repeat_what_the_host_says(self):
        def rude(handler):
            handler.send_response(404, "<script>")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        assert ask({"/a": rude})[0].said == "404 Not Found"

    def test_is_not_read(self):
        """A page without an end is as good as any: only its head is waited for."""

        def endless(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                while True:
                    handler.wfile.write(b"x" * 65536)
            except OSError:
                pass

        started = time.monotonic()
        assert ask({("HEAD", "/a"): 404, ("GET", "/a"): endless})[0].verdict is FINE
        assert time.monotonic() - started < 4

    def test_that_never_comes_is_not_waited_for(self):
        answer, _ = ask({"/a": lambda handler: time.sleep(1)}, timeout=0.2)
        assert (answer.verdict, answer.said) == (UNSURE, "it did not answer in time")

    def test_that_trickles_is_cut_off(self):
        """Each byte comes in time, the whole never would."""

        def trickle(handler):
            try:
                for _ in range(60):
                    handler.wfile.write(b"H")
                    handler.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass

        started = time.monotonic()
        answer, _ = ask({"/a": trickle}, timeout=1, longest=0.4)
        assert (answer.verdict, answer.said) == (UNSURE, "it did not answer in time")
        assert time.monotonic() - started < 3

    def test_that_is_none_is_not_understood(self):
        answer, _ = ask({"/a": lambda handler: handler.wfile.write(b"\x00nonsense\r\n\r\n")})
        assert answer.verdict is UNSURE

    def test_that_is_not_secret_is_none(self):
        with serving({}) as host:
            address = host.address.replace("http:", "https:") + "/"
            answer = visitor().visit([address])[address]
        assert (answer.verdict, answer.said) == (UNSURE, "no secure connection could be made")
        assert host.asked == []

    def test_of_nobody_is_unsure(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
            assert visitor().visit([address])[address].said == "it takes no connections"

    def test_of_a_name_without_a_host_is_dead(self, monkeypatch):
        known = socket.getaddrinfo

        def only_one(name, *rest, **more):
            if name not in {"localhost", "127.0.0.1"}:
                raise socket.gaierror(socket.EAI_NONAME, "unknown")
            return known("127.0.0.1", *rest, **more)

        monkeypatch.setattr(socket, "getaddrinfo", only_one)
        with serving({"/a": 200}) as host:
            there = host.address.replace("127.0.0.1", "localhost") + "/a"
            answers = visitor().visit(["https://there.example/", there])
        assert [DEAD, FINE] == [answer.verdict for answer in answers.values()]

    def test_of_no_name_at_all_is_unsure(self, monkeypatch):
        """Then the network is missing, not every host; a host that is named by its number is not looked up."""

        def unknown(name, *rest, **more):
            if name == "127.0.0.1":
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, rest[0]))]
            raise socket.gaierror(socket.EAI_NONAME, "unknown")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with serving({"/a": 200}) as host:
            answers = visitor().visit(["https://there.example/", "https://here.example/a", host.address + "/a"])
        assert [UNSURE, UNSURE, FINE] == [answer.verdict for answer in answers.values()]

    def test_of_a_name_that_cannot_be_looked_up_now_is_unsure(self, monkeypatch):
        def later(*_, **__):
            raise socket.gaierror(socket.EAI_AGAIN, "later")

        monkeypatch.setattr(socket, "getaddrinfo", later)
        address = "https://there.example/"
        assert visitor().visit([address])[address].verdict is UNSURE


class TestRedirect:
    @pytest.mark.parametrize("status", [301, 308])
    def test_for_good_gives_the_new_address(self, status):
        answer, host = ask({"/a": (status, "/b")})
        assert (answer.verdict, answer.to) == (MOVED, f"{host.address}/b")

    @pytest.mark.parametrize("status", [302, 303, 307])
    def test_for_now_is_followed_and_nothing_to_do(self, status):
        answer, host = ask({"/a": (status, "/b")})
        assert (answer.verdict, answer.to) == (FINE, "")
        assert host.asked[-1] == ("HEAD", "/b")

    def test_for_good_and_then_for_now_gives_what_will_stay(self):
        answer, host = ask({"/a": (301, "/b"), "/b": (302, "/c")})
        assert (answer.verdict, answer.to) == (MOVED, f"{host.address}/b")

    def test_to_what_is_gone_is_dead(self):
        assert ask({"/a": (301, "/b"), "/b": 404})[0].verdict is DEAD

    def test_keeps_the_place_on_the_page(self):
        answer, host = ask({"/a": (301, "/b")}, "/a#part")
        assert answer.to == f"{host.address}/b#part"

    def test_to_the_start_page_is_doubtful(self):
        """What many hosts do with pages that they no longer have."""
        answer, _ = ask({"/a": (301, "/")})
        assert (answer.verdict, answer.said) == (UNSURE, "it leads to a start page now")

    @pytest.mark.parametrize("location", ["/a", "/b"], ids=["to itself", "round"])
    def test_without_an_end_is_given_up(self, location):
        answer, host = ask({"/a": (302, location), "/b": (302, "/a")})
        assert answer.verdict is UNSURE
        assert len(host.asked) <= 6

    @pytest.mark.parametrize("location", ["", "http://["])
    def test_to_nowhere_is_unsure(self, location):
        assert ask({"/a": (302, location)})[0].verdict in {UNSURE, DEAD}

    @pytest.mark.parametrize(
        "location", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "mailto:a@b"]
    )
    def test_to_something_else_than_a_page_is_not_followed(self, location):
        assert ask({"/a": (302, location)})[0].verdict is DEAD

    def test_to_a_private_network_is_not_followed(self, monkeypatch):
        """A host on the public internet must not make us ask one that it could not ask itself."""
        with serving({}) as inside, serving({"/a": (302, f"{inside.address}/secret")}) as outside:
            judge, connect, lookup = visits.is_public, socket.create_connection, socket.getaddrinfo

            def look_up(name, *arguments, **more):
                return lookup("127.0.0.2" if name == "out.example" else name, *arguments, **more)

            monkeypatch.setattr(visits, "is_public", lambda number: number == "127.0.0.2" or judge(number))
            monkeypatch.setattr(socket, "getaddrinfo", look_up)
            monkeypatch.setattr(socket, "create_connection", lambda to, *more: connect(("127.0.0.1", to[1]), *more))
            address = f"http://out.example:{outside.server.server_port}/a"
            answer = Visitor(pause=0, timeout=5).visit([address])[address]
        assert outside.asked == [("HEAD", "/a")]
        assert inside.asked == []
        assert (answer.verdict, answer.said) == (DEAD, "it is not on the public internet")


class TestAddress:
    @pytest.mark.parametrize(
        "number",
        [
            "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
            "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
            "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        ],
    )  # fmt: skip
    def test_in_a_network_of_its_own_is_known(self, number):
        assert not is_public(number)

    @pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
    def test_on_the_public_internet_is_known(self, number):
        assert is_public(number)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"])
    def test_of_this_machine_is_not_asked_however_it_is_written(self, host):
        with serving({}) as server:
            address = f"http://{host}:{server.server.server_port}/"
            answer = Visitor(pause=0, timeout=5).visit([address])[address]
        assert answer.verdict is DEAD
        assert server.asked == []

    def test_is_called_by_the_number_that_was_judged(self, monkeypatch):
        """A name that means something else when it is looked up again gains nothing by it."""
        with serving({}) as host:
            port = host.server.server_port
            times = []
            lookup = socket.getaddrinfo

            def look_up(name, *arguments, **more):
                if name != "two.example":
                    return lookup(name, *arguments, **more)
                times.append(name)
                return lookup("127.0.0.1" if len(times) == 1 else "192.0.2.1", *arguments, **more)

            monkeypatch.setattr(socket, "getaddrinfo", look_up)
            address = f"http://two.example:{port}/"
            assert visitor().visit([address])[address].verdict is FINE
        assert times == ["two.example"]

    @pytest.mark.parametrize(
        "address",
        ["http://[::1", "http://[x#y", "https://", "https://a b/", "https://a:b/", "https://x:0/", "https://x:99999/", "https://é..é/", f"https://{'x' * 70}.example/", "ftp://x.example/", "https://-\u202e.example/"],
    )  # fmt: skip
    def test_that_is_none_is_dead_and_asked_of_nobody(self, address, monkeypatch):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked"))
        assert visitor().visit([address])[address].verdict is DEAD

    def test_with_a_password_is_sent_nowhere(self, monkeypatch):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked"))
        assert visitor().visit(["https://me:secret@x.example/"])["https://me:secret@x.example/"].verdict is UNSURE

    def test_is_sent_as_a_browser_would(self):
        _, host = ask({}, "/é ü%20/?q=ß&r=%2F#part")
        assert host.asked == [("HEAD", "/%C3%A9%20%C3%BC%20/?q=%C3%9F&r=%2F")]

    def test_cannot_say_more_than_one_line(self):
        _, host = ask({}, "/a\r\nX-Evil: 1\r\n\r\n")
        assert "X-Evil" not in host.heads[0]


class TestManners:
    def test_one_question_at_a_time_with_a_pause(self):
        with serving({}) as host:
            visitor(pause=0.2).visit([f"{host.address}/{n}" for n in range(3)])
        assert [path for _, path in host.asked] == ["/0", "/1", "/2"]
        assert min(b - a for a, b in zip(host.times, host.times[1:], strict=False)) >= 0.19

    def test_once_for_what_differs_by_the_place_on_the_page(self):
        with serving({}) as host:
            answers = visitor().visit([f"{host.address}/a#1", f"{host.address}/a#2", f"{host.address}/a"])
        assert host.asked == [("HEAD", "/a")]
        assert {answer.verdict for answer in answers.values()} == {FINE}

    def test_no_more_of_who_asks_for_quiet(self):
        with serving({"/0": 429}) as host:
            answers = visitor().visit([f"{host.address}/{n}" for n in range(5)])
        assert host.asked == [("HEAD", "/0")]
        assert {answer.verdict for answer in answers.values()} == {UNSURE}

    def test_no_more_of_who_was_silent_twice(self):
        def silent(handler):
            time.sleep(0.6)

        with serving({f"/{n}": silent for n in range(5)}) as host:
            answers = visitor(timeout=0.2).visit([f"{host.address}/{n}" for n in range(5)])
        assert [path for _, path in host.asked] == ["/0", "/1"]
        assert {answer.verdict for answer in answers.values()} == {UNSURE}

    def test_several_hosts_at_once(self):
        def wait(handler):
            time.sleep(0.5)
            handler.send_response(200)
            handler.end_headers()

        slow = {"/a": wait}
        with serving(slow) as one, serving(slow) as two, serving(slow) as three:
            started = time.monotonic()
            visitor().visit([f"{host.address}/a" for host in (one, two, three)])
            assert time.monotonic() - started < 1.4
