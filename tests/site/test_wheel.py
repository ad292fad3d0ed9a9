"""The engine as a wheel builds a site that has nothing else of this repository."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.site.building import REPOSITORY, run, small_site, surroundings
from tests.site.built import Built, differences, tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, made with the build backend that is installed, without asking a registry for another."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)], REPOSITORY
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The path of `charterkit` in an environment of its own: the wheel, and what the tests' environment has beside it."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(folder), "platbase": str(folder)})
    python = shutil.which("python", path=paths["scripts"])
    assert python
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    done = run(install, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    # A path file adds their folder, but not what path files there add: the engine in this repository.
    theirs = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (Path(paths["purelib"]) / "dependencies.pth").write_text("\n".join(theirs) + "\n", encoding="utf-8")
    return shutil.which("charterkit", path=paths["scripts"])


def alone(program, folder, *arguments):
    """Run the installed command in `folder`, with nothing that leads back to the repository."""
    variables = {
        name: value for name, value in surroundings().items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=variables,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )


def test_the_wheel_carries_all_that_the_engine_needs(wheel):
    """Templates, assets, fonts, Typst, the default schemas; and nothing else."""
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "charterkit/templates/theme/main.html",
        "charterkit/templates/pages/case-study.html",
        "charterkit/assets/charterkit.css",
        "charterkit/assets/facets.js",
        "charterkit/typst/poster.typ",
        "charterkit/defaults/schemas/case-studies.yml",
        "charterkit/defaults/safeguarding.yml",
        "charterkit/mkdocs/site/plugin.py",
    ):
        assert part in names
    assert any(name.startswith("charterkit/fonts/") and name.endswith(".ttf") for name in names)
    assert any(name.startswith("charterkit/fonts/web/") and name.endswith(".woff2") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {"charterkit"} == {top for top in tops if not top.endswith(".dist-info")}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_engine_that_runs_is_the_wheels(installed, tmp_path):
    """Not the one in this repository, which the tests' environment has as well."""
    scripts = Path(installed).parent
    python = str(scripts / "python")
    done = alone(python, tmp_path, "-c", "import charterkit; print(charterkit.__file__)")
    where = done.stdout.strip()
    assert where.startswith(str(scripts.parent))
    assert str(REPOSITORY) not in where


@pytest.mark.parametrize("own_schemas", [True, False])
def test_a_site_of_content_and_data_alone_is_built(installed, small_published, tmp_path, own_schemas):
    """With schemas of its own, or without any: those of the wheel are then in their place."""
    root = small_site(tmp_path / "borough")
    if not own_schemas:
        shutil.rmtree(root / "data/schemas")
    done = alone(installed, root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert [] == differences(tree(small_published.folder), tree(root / "site"))
    assert [] == Built(root).faults()


def test_a_site_may_have_some_schemas_of_its_own(installed, tmp_path):
    """The others are the wheel's; what is wrong is told by the name that the file would have in the site."""
    root = small_site(tmp_path / "borough")
    for path in (root / "data/schemas").iterdir():
        if path.name != "case-studies.yml":
            path.unlink()
    done = alone(installed, root, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No problems found." in done.stdout


def test_the_command_says_what_is_missing(installed, tmp_path):
    """In a folder that is no site."""
    done = alone(installed, tmp_path, "build")
    assert done.returncode == 2
    assert "there is no mkdocs.yml" in done.stderr
    assert "--site" in done.stderr
