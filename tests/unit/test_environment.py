"""The scripts' set-up, as far as it can be tried without installing anything: stamps, messages, finding a browser."""

import ast
import errno
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"

# Last, not first: some scripts have the names of packages, such as build.
sys.path.append(str(SCRIPTS))

import _browser  # noqa: E402 - found through the line above
import _environment  # noqa: E402 - as above
import _set_up  # noqa: E402 - as above

ALL = sorted(SCRIPTS.glob("*.py"))
# The check itself, and what is loaded only after it.
CHECKED = {"_environment", "_served", "_set_up"}
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;]+)(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@pytest.fixture
def root(tmp_path):
    """A project with a lock file and nothing set up."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "site.txt").write_text("one==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return tmp_path


def made(root):
    """The environment of `root` as a finished set-up leaves it, without any package."""
    environment = _environment.Environment("site", root)
    environment.programs.mkdir(parents=True)
    environment.program("python").touch()
    (environment.folder / "pyvenv.cfg").touch()
    environment.wanted().write(environment.stamp)
    return environment


class TestOldPython:
    """Whoever starts a script with an old Python reads which one is needed."""

    @pytest.mark.parametrize("script", ALL, ids=lambda path: path.name)
    def test_can_parse_all(self, script):
        """Else it would stop at the syntax, before the sentence."""
        ast.parse(script.read_text(encoding="utf-8"), feature_version=(3, 6))

    @pytest.mark.parametrize("script", [path for path in ALL if path.stem not in CHECKED], ids=lambda path: path.name)
    def test_comes_to_the_check_first(self, script):
        """Nothing but the standard library is imported before the module that begins with the check."""
        tree = ast.parse(script.read_text(encoding="utf-8"))
        modules = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
        ours = [module for module in modules if (SCRIPTS / f"{module}.py").exists()]
        assert ours[:1] in (["_environment"], ["_browser"])


class TestStamp:
    def test_survives_being_kept(self, tmp_path):
        stamp = _environment.Stamp("a", "b")
        stamp.write(tmp_path / "stamp")
        assert stamp == _environment.Stamp.read(tmp_path / "stamp")

    @pytest.mark.parametrize("content", [b"", b"one", b"one two three", b"\xff\xfe"])
    def test_is_none_where_it_is_damaged(self, tmp_path, content):
        (tmp_path / "stamp").write_bytes(content)
        assert _environment.Stamp.read(tmp_path / "stamp") is None

    def test_is_none_where_it_is_missing(self, tmp_path):
        assert _environment.Stamp.read(tmp_path / "stamp") is None


class TestEnvironment:
    def test_is_current_once_made(self, root):
        environment = made(root)
        assert environment.is_current(environment.wanted())

    def test_is_not_made_before(self, root):
        environment = _environment.Environment("site", root)
        assert not environment.is_made(environment.wanted())

    def test_is_made_anew_when_the_lock_changes(self, root):
        environment = made(root)
        environment.lock.write_text("one==2\n", encoding="utf-8")
        assert not environment.is_made(environment.wanted())

    def test_only_installs_the_engine_when_the_project_changes(self, root):
        environment = made(root)
        (root / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
        assert environment.is_made(environment.wanted())
        assert not environment.is_current(environment.wanted())

    def test_is_made_anew_for_another_python(self, root, monkeypatch):
        environment = made(root)
        monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
        assert not environment.is_made(environment.wanted())

    def test_is_made_anew_when_its_python_is_gone(self, root):
        environment = made(root)
        environment.program("python").unlink()
        assert not environment.is_current(environment.wanted())

    def test_is_made_anew_in_another_place(self, root):
        environment = made(root)
        moved = root.rename(root.with_name("moved"))
        elsewhere = _environment.Environment("site", moved)
        assert elsewhere.stamp.exists()
        assert not elsewhere.is_made(elsewhere.wanted())
        assert environment.folder != elsewhere.folder

    @pytest.mark.parametrize("name", ["requirements/site.txt", "pyproject.toml"])
    def test_names_a_missing_file_and_the_remedy(self, root, name):
        (root / name).unlink()
        with pytest.raises(_environment.SetUpFailed, match=r"(site\.txt|pyproject\.toml) is missing.*git checkout"):
            _environment.Environment("site", root).wanted()


class TestRemoving:
    def test_takes_the_environment_away(self, root):
        environment = made(root)
        assert _set_up._remove(environment)
        assert ["pyproject.toml", "requirements"] == sorted(path.name for path in root.iterdir())

    def test_leaves_what_is_not_ours(self, root):
        environment = _environment.Environment("site", root)
        environment.folder.mkdir()
        (environment.folder / "thesis.txt").write_text("ten years", encoding="utf-8")
        with pytest.raises(_environment.SetUpFailed, match="in the way"):
            _set_up._create(environment)
        assert (environment.folder / "thesis.txt").read_text(encoding="utf-8") == "ten years"

    def test_goes_on_over_an_interrupted_beginning(self, root):
        environment = _environment.Environment("site", root)
        (environment.folder / "lib").mkdir(parents=True)
        assert _set_up._remove(environment)
        assert not environment.folder.exists()


class TestFailures:
    """What pip prints in ordinary trouble becomes one paragraph with the remedy."""

    @pytest.mark.parametrize(
        ("output", "remedy"),
        [
            (
                """WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': Failed to
                establish a new connection: [Errno -3] Temporary failure in name resolution')'
                ERROR: Could not find a version that satisfies the requirement babel==2.18.0 (from versions: none)
                ERROR: No matching distribution found for babel==2.18.0""",
                "HTTPS_PROXY",
            ),
            (
                """Could not fetch URL: connection error: (SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]
                certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1006)'))""",
                "PIP_CERT",
            ),
            ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "Free some"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "another network"),
            ("ERROR: No matching distribution found for typst==0.15.2", "x64 installer"),
            ("ERROR: Could not install packages: [Errno 13] Permission denied: 'lib'", "this folder is yours"),
            ("ERROR: Something new\nWARNING: and a remark", "ERROR: Something new."),
            ("ERROR: Exception:\nTraceback (most recent call last):\n  …\nTOMLDecodeError: at line 9", "at line 9"),
            ("", "nothing"),
        ],
        ids=["network", "certificate", "disk", "hashes", "platform", "rights", "unknown", "crash", "silent"],
    )
    def test_are_explained(self, output, remedy):
        message = _set_up.explain_pip(output, "pip.log")
        assert remedy in message
        assert "pip.log" in message
        assert "\n" not in message

    def test_tell_a_full_disk_from_a_closed_folder(self):
        assert "Free some space" in _set_up.explain_os_error(OSError(errno.ENOSPC, "No space left on device"))
        assert "is yours" in _set_up.explain_os_error(PermissionError(errno.EACCES, "Permission denied", "/x"))

    @pytest.mark.parametrize("module", ["venv", "ensurepip"])
    def test_name_the_package_that_debian_leaves_out(self, root, monkeypatch, module):
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == module else object())
        with pytest.raises(_environment.SetUpFailed, match="python3-venv"):
            _set_up._create(_environment.Environment("site", root))

    def test_end_a_script_without_a_traceback(self):
        assert issubclass(_environment.SetUpFailed, SystemExit)

    @pytest.mark.parametrize("trouble", [KeyboardInterrupt(), PermissionError(errno.EACCES, "no", "/x")])
    def test_never_leave_a_stamp(self, root, monkeypatch, trouble):
        """Whatever stops the set-up, the next run knows that it is not finished."""

        def stop(*arguments):
            raise trouble

        monkeypatch.setattr(_set_up, "_run", stop)
        environment = _environment.Environment("site", root)
        with pytest.raises(_environment.SetUpFailed):
            _set_up.set_up(environment, environment.wanted())
        assert not environment.is_made(environment.wanted())

    def test_of_the_engine_alone_keep_the_packages(self, root, monkeypatch):
        """A slip in pyproject.toml does not cost a minute of installing everything again."""
        environment = made(root)
        (root / "pyproject.toml").write_text("[project\n", encoding="utf-8")

        def fail(*arguments):
            raise _environment.SetUpFailed("a slip")

        monkeypatch.setattr(_set_up, "_run", fail)
        with pytest.raises(_environment.SetUpFailed):
            _set_up.set_up(environment, environment.wanted())
        assert environment.is_made(environment.wanted())


class TestBrowser:
    @staticmethod
    def program(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    @pytest.mark.skipif(sys.platform == "win32", reason="there a program is known by its ending")
    def test_is_the_one_that_was_asked_for(self, tmp_path):
        self.program(tmp_path / "bin" / "chromium")
        chosen = self.program(tmp_path / "mine")
        assert chosen == _browser.find({"CHROMIUM": chosen, "PATH": str(tmp_path / "bin")})

    def test_is_never_another_than_was_asked_for(self, tmp_path):
        with pytest.raises(_environment.SetUpFailed, match="is not a program"):
            _browser.find({"CHROMIUM": str(tmp_path / "none"), "PATH": ""})

    @pytest.mark.skipif(sys.platform == "win32", reason="there a program is known by its ending")
    def test_is_found_on_the_path(self, tmp_path):
        edge = self.program(tmp_path / "microsoft-edge")
        assert edge == _browser.find({"PATH": str(tmp_path)})

    @pytest.mark.parametrize(
        ("platform", "variables", "place"),
        [
            ("darwin", {"HOME": "/Users/a"}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            ("darwin", {"HOME": "/Users/a"}, "/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium"),
            ("win32", {"PROGRAMFILES(X86)": "C:/P"}, "C:/P/Microsoft/Edge/Application/msedge.exe"),
            ("win32", {"LOCALAPPDATA": "C:/L"}, "C:/L/Google/Chrome/Application/chrome.exe"),
        ],
    )
    def test_is_looked_for_in_the_usual_places(self, platform, variables, place):
        assert Path(place) in _browser.places(variables, platform)

    def test_is_nowhere_else_on_linux(self):
        assert _browser.places({"HOME": "/home/a"}, "linux") == []


def pins(name):
    """The packages of a lock file with their versions; a package may have one for each range of Pythons."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            found.setdefault(pin[1], set()).add(pin[2])
    return found


class TestLock:
    @pytest.mark.parametrize("name", ["site.txt", "test.txt"])
    def test_holds_pins_hashes_and_remarks_only(self, name):
        """No address of an index and no path of somebody's machine."""
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        strange = [line for line in lines if not (PIN.match(line) or HASH.match(line) or re.match(r"^ *#", line))]
        assert strange == []
        assert [line for line in lines if "://" in line or re.search(r"[-/]links|index-url|\s/|[A-Z]:\\", line)] == []

    def test_of_the_tests_has_the_versions_of_the_site(self):
        tests = pins("test.txt")
        assert pins("site.txt") == {name: tests.get(name) for name in pins("site.txt")}

    def test_is_as_young_as_the_project_file(self):
        """Every package that pyproject.toml asks for is locked, at a version that it allows."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        groups = project["dependency-groups"]
        asked = {
            "site.txt": [*project["project"]["dependencies"], *groups["install"]],
            "test.txt": [item for item in groups["test"] if isinstance(item, str)],
        }
        for name, lines in asked.items():
            locked = pins(name)
            for requirement in map(Requirement, lines):
                versions = locked.get(canonicalize_name(requirement.name), set())
                assert versions, f"{requirement} is not in {name}; run python3 scripts/lock.py"
                assert all(version in requirement.specifier for version in versions), f"{requirement}: {versions}"
