"""A charter in another language."""

import dataclasses

from charterkit import catalogue
from charterkit.views import languages, printing, translations
from tests.editing import CHARTER, replace

EO = "content/charter-translations/example-charter-eo.yml"


def view(site):
    (page,) = translations.pages(catalogue.load(site))
    return page.view


def test_clauses_keep_what_the_original_says_of_them(site):
    replace(site, CHARTER, "      - text: We will lay", "      - key: seat\n        text: We will lay")
    ((_, _, (clause,)),) = view(site).sections
    assert clause.clause.statement.text == "Ni metos lokon por ĉiu lernanto"
    assert clause.clause.anchor == "clause-seat"
    assert [mark.title for mark in clause.marks] == ["Ĉiuj partoprenas"]


class TestMovedOn:
    def test_not_as_it_is(self, site):
        assert not view(site).language.behind

    def test_when_a_word_of_the_original_changes(self, site):
        replace(site, CHARTER, "A seat for everybody.", "A good seat for everybody.")
        assert view(site).notices == ("draft_machine", "moved_on")

    def test_when_the_original_has_a_new_version(self, site):
        """Without a fingerprint the version alone tells."""
        text = "\n".join(line for line in (site / EO).read_text("utf-8").splitlines() if "original_text" not in line)
        (site / EO).write_text(text, encoding="utf-8")
        assert not view(site).language.behind
        replace(site, CHARTER, '\nversion: "1"', '\nversion: "2"')
        replace(
            site,
            CHARTER,
            '  - version: "1"',
            '  - version: "2"\n    changed_on: 2026-04-01\n    change: New.\n  - version: "1"',
        )
        assert view(site).language.behind

    def test_not_when_only_a_tag_changes(self, site):
        replace(site, CHARTER, "        key_features:\n          - example-feature\n", "")
        assert not view(site).language.behind


class TestWords:
    def test_are_in_the_language_or_marked_as_english(self, site):
        words = view(site).words
        assert words["poster"] == languages.Said("Afiŝo", "eo")
        assert words["large"] == languages.Said("Large print", "en")

    def test_are_the_fields_of_a_language(self, site):
        """What a schema cannot hold could never be translated, and what nothing reads need not be."""
        named = {"id", "name", "english_name"}
        fields = {field.name for field in catalogue.load(site).data_model.tables["languages"].fields}
        assert fields - named == languages.words(catalogue.load(site), "en").keys()


class TestPrints:
    def of(self, site):
        loaded = catalogue.load(site)
        return {form.path: printed for form, printed in printing.translations(loaded, "https://example.org/")}

    def test_are_in_every_form(self, site):
        assert {path.rpartition("/")[2] for path in self.of(site)} == {
            f"example-charter-eo{part}{ending}"
            for part in ("-poster", "-template")
            for ending in (".pdf", "-large.pdf", ".txt")
        }

    def test_say_that_they_are_drafts_in_both_languages(self, site):
        printed = next(iter(self.of(site).values()))
        assert printed.draft == "Maŝinfarita malneto, atendas kontrolon."
        assert printed.draft_in_english.startswith("Machine-made draft")

    def test_say_nothing_once_reviewed(self, site):
        reviewed = "review: reviewed\nreviewed_by_role: Teacher\nreviewed_on: 2026-03-02"
        replace(site, EO, "review: awaiting review", reviewed)
        printed = next(iter(self.of(site).values()))
        assert (printed.draft, printed.draft_in_english) == ("", "")
        assert view(site).notices == ()

    def test_name_principles_in_the_language_and_lead_to_its_page(self, site):
        printed = next(iter(self.of(site).values()))
        assert [mark.title for mark in printed.marks] == ["Ĉiuj partoprenas"]
        assert printed.url == "https://example.org/charters/example-charter/eo/"
        assert printed.words.own_title == "Nia propra ĉarto"


def test_what_was_left_out_is_not_made_up(site):
    """A translation that has fallen behind is shown as it is, whatever the original has become."""
    loaded = catalogue.load(site)
    charter = loaded.charters["example-charter"]
    (translation,) = loaded.charter_translations.values()
    shorter = dataclasses.replace(charter, sections=())
    assert len(languages.translated(shorter, translation).sections) == 1
