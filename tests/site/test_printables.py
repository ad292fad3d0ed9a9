"""The page of everything that can be printed, and what only it publishes."""

import shutil

import docx
import page as pdf_rules
import yaml
from docx.oxml.ns import qn

from tests.site import records
from tests.site.building import build, charterkit, replaced, small_site, written

CHARTER = "content/charters/example-charter.yml"
PAGE = "printables/"


def files(site, pattern):
    return {path.relative_to(site.folder).as_posix(): path.read_bytes() for path in site.folder.rglob(pattern)}


def longer(site, clauses):
    """Give the charter of the small site many clauses."""
    more = "".join(
        f"      - text: Promise {n} is to keep every promise that was made before this one\n" for n in clauses
    )
    replaced(site, CHARTER, "sources:\n", f"{more}sources:\n")


def test_every_charter_is_shown_with_all_that_can_be_printed(published):
    html = (published.folder / PAGE / "index.html").read_text("utf-8")
    main = published.main(PAGE)
    links = {link.removeprefix("../") for link in main.links()}
    for charter in records.records(published.root, "charters"):
        folder = f"charters/{charter}/{charter}"
        wanted = {
            f"{folder}-{what}.pdf" for what in ("poster", "poster-a3", "booklet", "table-sign", "children", "pledge")
        }
        wanted |= {
            f"{folder}-booklet-large.pdf",
            f"{folder}-booklet.txt",
            f"{folder}-template.docx",
            f"{folder}-pledge.docx",
            f"{folder}-pledge-large.pdf",
            f"{folder}-pledge.txt",
            f"{folder}-table-sign-large.pdf",
            f"{folder}-table-sign.txt",
            f"{folder}-children-large.pdf",
            f"{folder}-children.txt",
        }
        assert wanted <= links
    for link in links:
        if link.endswith((".pdf", ".docx", ".txt")):
            assert (published.folder / link).is_file(), link
    assert {"worksheets/", "compose/"} <= links
    assert "ck-size" not in html
    assert ", 1 page, " in html


def test_every_picture_is_there_and_says_what_it_shows(published):
    pictures = list(published.main(PAGE).all("img"))
    assert len(pictures) > 20
    for picture in pictures:
        path = published.folder / picture.attributes["src"].removeprefix("../")
        assert path.read_bytes().startswith(b"\x89PNG")
        assert picture.attributes["alt"]
    assert len({picture.attributes["alt"] for picture in pictures}) == len(pictures)


def test_blank_sheets_pass_pdf_ua_1_and_differ(published):
    sheets = {path: pdf for path, pdf in files(published, "*.pdf").items() if path.startswith(PAGE)}
    assert len(sheets) == 6
    for name, pdf in sheets.items():
        report = pdf_rules.validate_pdf_bytes(pdf, profile="ua-1")
        assert report.is_compliant, f"{name}: {report}"
    texts = [content for path, content in files(published, "*.txt").items() if path.startswith(PAGE)]
    assert len(set(texts)) == 3


def test_other_pages_lead_there(published):
    for page in ("", "charters/"):
        assert any(link.endswith(PAGE) for link in published.main(page).links()), page
    assert any(link.endswith("-pledge.pdf") for link in published.main("pledges/sign/").links())


def test_word_editions_run_from_right_to_left_where_the_language_does(published):
    made = docx.Document(published.folder / "charters/young-people/ar/young-people-ar-template.docx")
    assert list(made.element.body.iter(qn("w:bidi")))
    assert made.core_properties.language == "ar"
    form = docx.Document(published.folder / "charters/london/london-pledge.docx")
    tags = {tag.get(qn("w:val")) for tag in form.element.body.iter(qn("w:tag"))}
    assert {"organisation", "charter", "charter_version", "statement"} <= tags


def test_everything_is_the_same_when_it_is_built_anew(tmp_path):
    first, second = (build(small_site(tmp_path / name)) for name in ("one", "two"))
    for pattern in ("*.pdf", "*.docx", "*.txt", "*.png"):
        made = files(first, pattern)
        assert made
        assert made == files(second, pattern)


def test_a_poster_that_does_not_fit_its_sheet_stops_the_build(site):
    """With the place and what to do about it. Nothing is cut."""
    longer(site, range(150))
    done = charterkit(site, "build")
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert f"{CHARTER}:1:8: error: the A4 poster of \u201cExample charter\u201d does not fit one sheet" in said
    assert "on_poster: true" in said


def test_a_site_may_let_its_posters_run_on(site):
    longer(site, range(150))
    replaced(site, "mkdocs.yml", "  - charterkit/charters\n", "  - charterkit/charters: {one_sheet: false}\n")
    assert "example-charter-poster.pdf" in str(list(files(build(site), "*.pdf")))


def test_a_site_without_it_offers_nothing_of_it(site):
    config = (site / "mkdocs.yml").read_text("utf-8")
    start = config.index("  - charterkit/printables:\n")
    end = config.index("  - charterkit/resources\n")
    written(site, "mkdocs.yml", config[:start] + config[end:])
    built = build(site)
    assert not (built.folder / PAGE).exists()
    assert not list(built.folder.rglob("*-booklet.pdf"))
    for page in ("", "charters/", "charters/example-charter/", "pledges/sign/"):
        links = built.main(page).links()
        assert not [link for link in links if "printables" in link or "-pledge" in link or "booklet" in link], page


def test_a_site_may_do_without_pledges_and_still_print(site):
    """What FORKING.md says to remove, and nothing is left of them."""
    for line in ("  - Pledges: pledges/index.md\n", "  - charterkit/pledges\n", "  - charterkit/certificates\n"):
        replaced(site, "mkdocs.yml", line, "")
    config = (site / "mkdocs.yml").read_text("utf-8")
    written(
        site, "mkdocs.yml", config.replace("collections: [case-studies, charters, pledges]", "collections: [charters]")
    )
    package = yaml.safe_load((site / "data/datapackage.yml").read_text("utf-8"))
    gone = {"pledges", "actions", *(r["name"] for r in package["resources"] if r["name"].startswith("pledge-"))}
    package["resources"] = [resource for resource in package["resources"] if resource["name"] not in gone]
    written(site, "data/datapackage.yml", yaml.safe_dump(package, sort_keys=False))
    for folder in ("pledges", "actions"):
        shutil.rmtree(site / "data" / folder)
    built = build(site)
    assert list(built.folder.rglob("*-booklet.pdf"))
    assert not list(built.folder.rglob("*-pledge.*"))
    assert not [link for link in built.main("printables/").links() if "pledge" in link]


def test_records_that_are_gone_are_named_with_where_they_are_asked_for(site):
    replaced(
        site,
        "mkdocs.yml",
        "charterkit/contribute:\n      collections: [case-studies,",
        "charterkit/contribute:\n      collections: [stories,",
    )
    done = charterkit(site, "build")
    assert "there are no records called `stories` to contribute to" in done.stdout + done.stderr
    assert "under charterkit/contribute, charterkit/word-forms" in done.stdout + done.stderr


def test_who_has_signed_finds_certificate_and_sticker_and_who_has_withdrawn_neither(site):
    built = build(site)
    (pledge,) = [p.parent for p in built.folder.glob("pledges/*/certificate.pdf")][:1]
    links = built.main(f"pledges/{pledge.name}/").links()
    assert {"certificate.pdf", "certificate-large.pdf", "sticker.pdf", "certificate.txt"} <= {
        link.rpartition("/")[2] for link in links
    }
    written(
        site,
        "data/pledges/example-charter.csv",
        f"id,organisation,organisation_type,charter,charter_version,verified_by,status\n{pledge.name},,,,,,withdrawn\n",
    )
    assert charterkit(site, "build").returncode == 0  # what it reported is withdrawn with it, and a warning
    assert not list(built.folder.rglob("certificate.*"))
    assert not list(built.folder.rglob("sticker.pdf"))
