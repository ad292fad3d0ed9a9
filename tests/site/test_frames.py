"""Pages that are set into a ready frame are, byte for byte, the pages that the theme renders."""

import shutil
from unittest import mock

import pytest

from charterkit.mkdocs.frames import Frames
from tests.site.building import build, replaced, written
from tests.site.built import differences, tree

TITLES = (
    "A < B & C > D",
    'Say "yes" & ’no’',
    "&lt;b&gt; & <b>bold</b>",
    "{{ 7 * 7 }} ck7slotcontentck7",
    "Two  spaces",
)


def assert_same_without_frames(root):
    """Build the site both ways, remembering nothing, compare, and give it as it is published."""
    shutil.rmtree(root / ".charterkit", ignore_errors=True)
    site = build(root)
    framed = tree(site.folder)
    shutil.rmtree(root / ".charterkit")
    with mock.patch.object(Frames, "render", lambda frames, _, context: frames.themed(context)):
        build(root)
    assert [] == differences(framed, tree(site.folder))
    return site


def with_more_cases(root, count=None):
    """Add case studies with awkward titles, each differing from the others in what a template may look at."""
    text = (root / "content/case-studies/example-college.yml").read_text("utf-8")
    for number in range(count or len(TITLES)):
        title = TITLES[number].replace("'", "''")
        changed = text.replace("A quiet room that stays open", f"'{title}'").replace(
            "2026-02-01", f"2025-02-0{number + 1}"
        )
        written(root, f"content/case-studies/case-{number}.yml", changed)
    return root


def override(root, name, text):
    replaced(root, "mkdocs.yml", "theme:\n", "theme:\n  custom_dir: overrides\n")
    written(root, f"overrides/{name}", text)


def test_the_frames_are_used(standing):
    """Or the tests below would compare the theme with itself."""
    shutil.rmtree(standing.root / ".charterkit")
    with mock.patch.object(Frames, "render", return_value="framed"):
        build(standing.root)
    for name in ("example-school", "example-college"):
        assert "framed" == (standing.folder / "case-studies" / name / "index.html").read_text("utf-8").strip()


def test_framed_pages_are_those_of_the_theme(published, tmp_path):
    """On the reference site, every page of it."""
    assert_same_without_frames(shutil.copytree(published.root, tmp_path / "again"))


def test_awkward_titles_are_told_as_they_are(site):
    """With signs that HTML, templates or the frames themselves could take for their own."""
    built = assert_same_without_frames(with_more_cases(site))
    for number, title in enumerate(TITLES):
        page = built.page(f"case-studies/case-{number}/")
        (shown,) = [e for e in page.all("title") if "Example charters" in e.text]
        assert " ".join(title.split()) in shown.text
        (heading,) = page.all("h1")
        assert " ".join(title.split()) == heading.text


@pytest.mark.parametrize(
    "footer",
    [
        pytest.param("{{ page.url }}", id="something else of every page"),
        pytest.param(
            "{% if page.meta.charterkit.description.startswith('A school') %}TOLD{% endif %}", id="what one has"
        ),
        pytest.param("{% if page.url == 'case-studies/example-school/' %}HERE{% endif %}", id="one page's address"),
        pytest.param("{{ page.title | length }} {{ page.content | length }}", id="a length"),
        pytest.param("{% if 'Mondays' in page.content %}MONDAYS{% endif %}", id="what one page holds"),
        pytest.param("{{ page.title | upper }}", id="a title in capitals"),
        pytest.param("{{ page.title | truncate(30) }}", id="a title cut short"),
        pytest.param("{{ page.meta.description | striptags }}", id="a description without tags"),
    ],
)
def test_a_template_of_the_site_that_uses_more_of_a_page_is_followed(site, footer):
    """Pages are then rendered one by one, rather than wrongly."""
    override(
        with_more_cases(site),
        "partials/footer.html",
        f"{{% if page and page.meta.charterkit %}}<footer>FOOT {footer}</footer>{{% endif %}}",
    )
    built = assert_same_without_frames(site)
    assert "FOOT" in built.page("case-studies/example-school/").text
    if "TOLD" in footer or "HERE" in footer or "MONDAYS" in footer:
        telling = [name for name, page in built.pages.items() if page.text.endswith(("TOLD", "HERE", "MONDAYS"))]
        assert telling == ["case-studies/example-school/"]


def test_a_case_study_in_the_navigation_is_marked_there(site):
    """A site may put one of its cases into the main menu."""
    replaced(
        site, "mkdocs.yml", "  - About: about.md", "  - Our own: case-studies/example-school.md\n  - About: about.md"
    )
    built = assert_same_without_frames(with_more_cases(site))
    current = {
        name: [e.text for e in page.with_attribute("aria-current") if e.tag == "a" and e.text != "Library"]
        for name, page in built.pages.items()
        if name.startswith("case-studies/")
    }
    assert current.pop("case-studies/example-school/") != []
    assert set(map(tuple, current.values())) == {()}
