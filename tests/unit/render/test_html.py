"""Templates: every value is escaped, an unknown name is an error, and a site may put its own in their place."""

import datetime
import itertools
import re

import jinja2
import pytest

from charterkit import catalogue
from charterkit.cache import Cache
from charterkit.render.html import TEMPLATES, HtmlRenderer, long_date
from charterkit.views import case_studies, charters, key_features, page, principles
from tests.editing import CHARTER, FEATURE, PRINCIPLE, SCHOOL, replace, write

ATTACK = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>"
OWN_SCRIPTS = re.compile(r'<script type="module" src="(?:\.\./)*assets/charterkit/[a-z-]+\.js"></script>')
WRITTEN = '"<img src=x onerror=alert(1)>\\"\'><script>alert(1)</script>"'


def renderer(loaded, tmp_path, *overrides):
    return HtmlRenderer(loaded.brand, overrides, Cache(tmp_path / "cache.sqlite"))


@pytest.fixture
def rendered(site, tmp_path):
    """Give the HTML of every page of some views."""

    def run():
        loaded = catalogue.load(site)
        html = renderer(loaded, tmp_path)
        pages = itertools.chain(
            case_studies.pages(loaded, {"open-data"}),
            charters.pages(loaded),
            key_features.pages(loaded, listed=True),
            principles.pages(loaded, listed=True),
        )
        return {p.path: html.page(p) for p in pages}

    return run


@pytest.mark.parametrize(
    ("name", "old", "key"),
    [
        (SCHOOL, "A seat at every table", "title"),
        (SCHOOL, "Example school", "setting_name"),
        (SCHOOL, "Exampleton", "place"),
        (SCHOOL, "One long table", "heading"),
        (SCHOOL, "How did it begin?", "question"),
        (SCHOOL, "I know everybody now.", "text"),
        (SCHOOL, "Pupil in Year 4", "speaker_role"),
        (SCHOOL, "Every pupil has a seat.", "reason"),
        (SCHOOL, "£400", "amount"),
        (PRINCIPLE, "Everybody takes part", "title"),
        (PRINCIPLE, "Nobody stands at the edge of the playground.", "summary"),
        (FEATURE, "A shared table", "title"),
        (FEATURE, "Lunch and talk", "title"),
        (CHARTER, "What we promise", "heading"),
        (CHARTER, "We will lay a place for every pupil", "text"),
        (CHARTER, "asking who has none", ""),
        (CHARTER, "So, you can always sit down.", "so"),
        (CHARTER, "Exampleshire", "area"),
    ],
)
def test_html_in_a_plain_field_is_text_on_every_page(site, rendered, name, old, key):
    replace(site, name, f"{key}: {old}\n" if key else f"- {old}\n", f"{key}: {WRITTEN}\n" if key else f"- {WRITTEN}\n")
    pages = rendered()
    assert any("&lt;img" in html for html in pages.values()), "it must be shown somewhere"
    for html in pages.values():
        assert "<img" not in html
        assert "<script" not in OWN_SCRIPTS.sub("", html)


@pytest.mark.parametrize("key", ["context", "limitations"])
def test_html_in_a_long_field_is_gone(site, rendered, key):
    start = (site / SCHOOL).read_text("utf-8")
    block = start[start.index(f"{key}: |\n") :].split("\n", 2)
    replace(site, SCHOOL, "\n".join(block[:2]), f"{key}: |\n  Before {ATTACK} after.")
    html = rendered()["case-studies/example-school/"]
    assert "Before" in html
    assert "<script" not in OWN_SCRIPTS.sub("", html)
    assert "onerror" not in html


def test_a_template_of_a_record_is_text(site, rendered):
    replace(site, SCHOOL, "place: Exampleton", 'place: "{{ 7 * 7 }} {% raw %}"')
    html = rendered()["case-studies/example-school/"]
    assert "{{ 7 * 7 }} {% raw %}" in html


class TestTemplates:
    def page(self, template):
        return page.Page(path="x/", title="X", description="", template=template, view=None)

    def test_of_the_site_come_first(self, site, tmp_path):
        own = tmp_path / "own"
        write(own, "pages/case-study.html", "own: {{ page.title }}")
        html = renderer(catalogue.load(site), tmp_path, own)
        assert html.page(self.page("case-study.html")) == "own: X"

    @pytest.mark.parametrize(
        "source",
        ["{{ page.titel }}", "{{ nothing }}", "{{ page.view.title }}"],
    )
    def test_that_name_what_is_not_there_are_an_error(self, site, tmp_path, source):
        """Else a page would silently lack something."""
        own = tmp_path / "own"
        write(own, "pages/case-study.html", source)
        with pytest.raises(jinja2.UndefinedError):
            renderer(catalogue.load(site), tmp_path, own).page(self.page("case-study.html"))

    @pytest.mark.parametrize(
        "source",
        [
            "{{ page.__class__ }}",
            "{{ page.__init__.__globals__ }}",
            "{{ ''.__class__.__mro__ }}",
            "{{ page.view.__class__ }}",
            "{{ brand._secret }}",
            "{{ page.crumbs.append(1) }}",
            "{{ [].append(1) }}",
        ],
    )
    def test_cannot_reach_what_is_behind_the_objects(self, site, tmp_path, source):
        own = tmp_path / "own"
        write(own, "pages/case-study.html", source)
        with pytest.raises((jinja2.exceptions.SecurityError, jinja2.UndefinedError)):
            renderer(catalogue.load(site), tmp_path, own).page(self.page("case-study.html"))

    def test_change_the_fingerprint(self, site, tmp_path):
        own = tmp_path / "own"
        own.mkdir()
        html = renderer(catalogue.load(site), tmp_path, own)
        before, themes = html.fingerprint(), html.fingerprint(themes=True)
        write(own, "theme/main.html", "x")
        assert html.fingerprint() == before, "a page's own HTML does not depend on the theme's templates"
        assert html.fingerprint(themes=True) != themes
        write(own, "components/card.html", "x")
        assert html.fingerprint() != before

    def test_escape_everything(self):
        """`safe` and `autoescape false` would be a way around what the tests above hold."""
        for path in TEMPLATES.rglob("*.html"):
            if "theme" not in path.relative_to(TEMPLATES).parts:
                text = path.read_text("utf-8")
                assert "|safe" not in text.replace(" ", ""), path.name
                assert "autoescape" not in text, path.name


def test_a_card_leads_from_each_page_to_the_same_place(site, tmp_path):
    loaded = catalogue.load(site)
    html = renderer(loaded, tmp_path)
    card = next(case_studies.pages(loaded, {"open-data"})).view.card
    assert f'href="{card.path}"' in html.card(card, "").replace('href="./', 'href="')
    assert f'href="../../{card.path}"' in html.card(card, "../../")


def test_dates_are_written_as_readers_say_them():
    assert long_date(datetime.date(2026, 3, 5)) == "5 March 2026"
    assert long_date(None) == ""


def test_the_style_sheet_carries_the_colours_of_the_site(site, tmp_path):
    loaded = catalogue.load(site)
    marks = [page.mark(principle) for principle in loaded.principles.values()]
    css = renderer(loaded, tmp_path).brand_css(marks)
    assert "#0b5c63" in css
    assert "example-principle" in css
