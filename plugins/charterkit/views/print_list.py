"""The page of everything that can be printed: what each is for, with a picture, its formats and how large it is.

It leads to what other pages offer one by one, and to blank sheets that belong to no charter: `Blank`, which a site
describes in its configuration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from charterkit.views import certificates, charters, contribute, languages, page, printing, prints, signing, word_forms
from charterkit.views.printables import (
    PrintedAsked,
    PrintedCertificate,
    PrintedCharter,
    PrintedClause,
    PrintedForm,
    PrintedMark,
    PrintedQuestion,
    PrintedSection,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import Charter
    from charterkit.views.prints import Format, How, What

Pictured = PrintedCharter | PrintedCertificate | PrintedForm

WIDTH = 420
"""How many dots wide the picture of an A4 sheet is: twice what the page shows, for screens with fine dots."""

MOST_BOXES = 24
"""With more terms to choose from, a form on paper asks for the words instead."""

_BLANK_HOWS: tuple[tuple[How, str], ...] = (
    ("a4", ".pdf"),
    ("large", "-large.pdf"),
    ("word", ".docx"),
    ("plain", ".txt"),
)
_CHARTER_FIELDS = ("charter", "charter_version")
_TEMPLATES: dict[str, str] = {
    "poster": "poster",
    "document": "poster",
    "booklet": "booklet",
    "table_sign": "table-sign",
    "children": "children",
    "template": "template",
}
_PURPOSES: dict[str, str] = {
    "poster": "For a wall: the charter on one sheet. A3 reads from further away.",
    "document": "Every clause, to read through or take to a meeting.",
    "booklet": "To hand out: every clause with examples of practice{sign}. Print A5 two pages to a sheet.",
    "table_sign": "For a table, a reception desk or a stall: folded across the middle, it says the same to both sides. "
    "Large print is on A3.",
    "children": "A large box for each heading, to draw or write what it means to you.",
    "template": "To write a charter of your own in the form of this one.",
    "pledge": "To sign on paper: what signing asks, and the same questions as the form on this site.",
}


@dataclass(frozen=True)
class Blank:
    """A blank sheet for a group that writes a charter of its own.

    `purpose` says on the page what it is for; `title`, `help` and `name` (what is asked for whom it belongs to) stand
    on the sheet. Without `headings` it has the principles'. `language` is a BCP 47 tag.
    """

    id: str
    title: str
    purpose: str
    help: str
    name: str
    headings: tuple[str, ...] = ()
    language: str = "en-GB"

    @property
    def formats(self) -> tuple[Format, ...]:
        """Give its forms."""
        return tuple(prints.Format("template", how, f"{page.PRINTABLES}{self.id}{end}") for how, end in _BLANK_HOWS)

    @property
    def picture(self) -> str:
        """Give where its picture is published."""
        return f"{page.PRINTABLES}{self.id}.png"


@dataclass(frozen=True)
class Shown:
    """A print on the page; `size` is its sheet in millimetres, `link` leads on where there are no formats."""

    title: str
    purpose: str
    picture: str
    alternative: str
    formats: tuple[Format, ...]
    size: tuple[int, int] = (210, 297)
    link: page.Link | None = None


@dataclass(frozen=True)
class Group:
    """The prints of one charter, or those that belong to none; `more` are the same charter in other languages."""

    id: str
    title: str
    path: str
    unofficial: bool
    prints: tuple[Shown, ...]
    more: tuple[languages.InLanguage, ...] = ()


@dataclass(frozen=True)
class PrintListView:
    """All of them; `composer` and `worksheets` lead to what else there is to print, or are empty."""

    groups: tuple[Group, ...]
    composer: str
    worksheets: str


def pages(catalogue: Catalogue, blanks: tuple[Blank, ...], offered: Collection[str]) -> Iterator[page.Page]:
    """Give the page; `offered` are the capabilities that the site has."""
    shown = list(catalogue.charters.values()) if charters.CHARTERS in offered else []
    groups = [_of_charter(catalogue, charter, offered) for charter in shown]
    if blanks:
        groups.append(Group("blank", "Blank sheets", "", unofficial=False, prints=tuple(map(_of_blank, blanks))))
    if certificates.CERTIFICATES in offered and any(certificates.signed(catalogue)):
        groups.append(_for_signatories())
    if not groups:
        return
    yield page.Page(
        path=page.PRINTABLES,
        title="Printables",
        description="Posters, booklets, forms and blank sheets to print, with a picture of each and what it is for.",
        template="printables.html",
        view=PrintListView(
            tuple(groups),
            page.COMPOSER if charters.COMPOSER in offered else "",
            page.WORKSHEETS if catalogue.worksheets and "worksheets" in offered else "",
        ),
    )


def pictures(
    catalogue: Catalogue, blanks: tuple[Blank, ...], site_url: str, offered: Collection[str]
) -> Iterator[tuple[str, str, Pictured]]:
    """Give what there is a picture of: where it is published, which template makes it of what."""
    for charter in catalogue.charters.values() if charters.CHARTERS in offered else ():
        whole = booklet(catalogue, charter, site_url, signs=prints.SIGNING in offered)
        poster = printing.printed_poster(catalogue, charter, site_url)
        for what in _whats(charter, offered):
            if what == "pledge":
                yield _picture(charter, what), "form", pledge_form(catalogue, charter, site_url)
            else:
                printed = poster if what == "poster" else whole
                yield _picture(charter, what), _TEMPLATES[what], printed
    for given in blanks:
        yield given.picture, "template", blank(catalogue, given, site_url)
    if certificates.CERTIFICATES in offered and (specimen := _specimen(catalogue, site_url)):
        yield f"{page.PRINTABLES}certificate.png", "certificate", specimen
        yield f"{page.PRINTABLES}sticker.png", "certificate", certificates.sticker(specimen)


def blank(catalogue: Catalogue, given: Blank, site_url: str) -> PrintedCharter:
    """Give a blank sheet as it is printed: under each heading what one will do, by what, and what others can do so."""
    found = sorted(catalogue.principles.values(), key=lambda principle: principle.order)
    marks = tuple(PrintedMark(p.order, p.title, p.mark or None, p.colour or None) for p in found)
    sections: list[tuple[str, tuple[PrintedMark, ...]]] = [(heading, ()) for heading in given.headings]
    sections = sections or [(mark.title, (mark,)) for mark in marks]
    words = languages.printed_words(catalogue, given.language.lower())
    return PrintedCharter(
        title=given.title,
        short_title=given.title,
        owner="",
        area="",
        version="",
        adopted="",
        language=given.language,
        direction=languages.direction(given.language),
        aspiration="",
        introduction="",
        unofficial=False,
        notice="",
        source_line="",
        url=f"{site_url.rstrip('/')}/{page.PRINTABLES}" if site_url else "",
        marks=() if given.headings else marks,
        # Two empty clauses of one principle, and the sheet sets its mark beside the heading.
        sections=tuple(
            PrintedSection(heading, "", clauses=(PrintedClause("", "", marks=of),) * 2) for heading, of in sections
        ),
        licence=catalogue.brand.licence,
        three_parts=True,
        words=replace(words, own_title=given.title, own_help=given.help, own_name=given.name),
    )


def booklet(catalogue: Catalogue, charter: Charter, site_url: str, *, signs: bool = False) -> PrintedCharter:
    """Give a charter as its booklet shows it: every clause with cases that show it, and how to sign it."""
    whole = printing.printed_charter(catalogue, charter, site_url)
    return printing.with_practice(catalogue, charter, whole, signs=signs)


def pledge_form(catalogue: Catalogue, charter: Charter, site_url: str) -> PrintedForm:
    """Give the form to sign a charter on paper."""
    form = _form(catalogue)
    asked = [
        PrintedAsked(
            section.title if section.title != contribute.FIRST_SECTION else "What the public list will say",
            tuple(
                _question(part)
                for part in section.parts
                if isinstance(part, contribute.Input) and part.key not in _CHARTER_FIELDS
            ),
        )
        for section in form.sections
    ]
    said = _said(catalogue, charter)
    return PrintedForm(
        title=said.title,
        introduction=said.introduction,
        sections=(
            *(PrintedAsked(title, know=texts) for title, texts in said.asked),
            *(section for section in asked if section.questions),
            PrintedAsked(
                "To make sure that it is yours",
                (
                    PrintedQuestion(
                        "Work e-mail address or telephone number", "Used once. Neither published nor kept."
                    ),
                    PrintedQuestion("Signature"),
                ),
            ),
        ),
        language=said.language,
        direction=said.direction,
        url=f"{site_url.rstrip('/')}/{page.charter(charter.id)}" if site_url else "",
    )


def large(form: PrintedForm) -> PrintedForm:
    """Give a form in large print."""
    return replace(form, size=18)


def pledge_word(catalogue: Catalogue, charter: Charter) -> word_forms.WordForm:
    """Give the same form for Word; the charter is chosen already."""
    return _said(catalogue, charter)


def _said(catalogue: Catalogue, charter: Charter) -> word_forms.WordForm:
    form = _form(catalogue)
    word = languages.words(catalogue, charter.language.lower())["pledge"].text
    version = f"It is for version {charter.version} of the charter. " if charter.version[:1].isdecimal() else ""
    where = contribute.sending(catalogue.brand, f"hand it to {charter.owner or catalogue.brand.owner}")
    return word_forms.WordForm(
        path=next(f.path for f in prints.to_sign(charter) if f.how == "word"),
        title=f"{word}: {charter.title}",
        introduction=tuple(
            filter(
                None,
                (
                    f"{version}Read what it asks of you, fill it in, and {where}.",
                    "The charter is given here in our own words; only its own document speaks for those who made it."
                    if charter.unofficial
                    else "",
                ),
            )
        ),
        sections=tuple(
            replace(section, parts=tuple(_chosen(part, charter) for part in section.parts)) for section in form.sections
        ),
        language=charter.language or "en-GB",
        direction=languages.direction(charter.language),
        author=catalogue.brand.owner,
        accent=catalogue.brand.accent,
        asked=tuple(
            (f"What it asks: {asked.title}" if asked.title else "What it asks of everybody who signs", asked.clauses)
            for asked in signing.asked(charter, short=True)
        ),
    )


def _chosen(part: contribute.Input | contribute.Repeated, charter: Charter) -> contribute.Input | contribute.Repeated:
    if isinstance(part, contribute.Input) and part.key == "charter":
        return replace(part, options=tuple(o for o in part.options if o.value == charter.id))
    return part


def _form(catalogue: Catalogue) -> contribute.Form:
    return contribute.forms(catalogue, [signing.TABLE])[0]


def _question(part: contribute.Input) -> PrintedQuestion:
    options = tuple(option.label for option in part.options)
    return PrintedQuestion(
        title=part.title,
        help=part.description,
        lines=5 if part.shape == "area" else 1,
        options=options if len(options) <= MOST_BOXES else (),
    )


def _formats(charter: Charter, offered: Collection[str]) -> tuple[Format, ...]:
    return prints.formats(charter, offered=(*offered, prints.PRINTABLES))


def _whats(charter: Charter, offered: Collection[str]) -> tuple[What, ...]:
    return tuple(dict.fromkeys(form.what for form in _formats(charter, offered)))


def _picture(charter: Charter, what: str) -> str:
    return f"{page.PRINTABLES}{charter.id}-{what.replace('_', '-')}.png"


def _of_charter(catalogue: Catalogue, charter: Charter, offered: Collection[str]) -> Group:
    every = _formats(charter, offered)
    words = languages.words(catalogue, languages.ENGLISH)
    signs = prints.SIGNING in offered and signing.can_sign(charter)
    return Group(
        id=charter.id,
        title=charter.title,
        path=page.charter(charter.id),
        unofficial=bool(charter.unofficial),
        prints=tuple(
            Shown(
                title=words[what].text,
                purpose=_PURPOSES[what].format(sign=", and how to sign" if signs else ""),
                picture=_picture(charter, what),
                alternative=f"The first page: {words[what].text.lower()}, {charter.title}",
                formats=tuple(form for form in every if form.what == what),
                size=(148, 210) if what == "booklet" else (210, 297),
            )
            for what in _whats(charter, offered)
        ),
        more=languages.of(catalogue, charter) if languages.TRANSLATIONS in offered else (),
    )


def _of_blank(given: Blank) -> Shown:
    return Shown(
        title=given.title,
        purpose=given.purpose,
        picture=given.picture,
        alternative=f"The first page: {given.title}",
        formats=given.formats,
    )


def _for_signatories() -> Group:
    link = page.Link("Find your organisation", page.PLEDGES)
    about = "Each organisation that has signed finds its own on its page."
    return Group(
        "signatories",
        "For those who have signed",
        "",
        unofficial=False,
        prints=tuple(
            Shown(
                title=title,
                purpose=f"{purpose} {about}",
                picture=f"{page.PRINTABLES}{name}.png",
                alternative=f"A specimen: {title.lower()}",
                formats=(),
                size=size,
                link=link,
            )
            for title, name, size, purpose in (
                ("Certificate", "certificate", (297, 210), "A4, to frame: who signed what, and when."),
                ("Window sticker", "sticker", (210, 148), "A5, for a door or window."),
            )
        ),
    )


def _specimen(catalogue: Catalogue, site_url: str) -> PrintedCertificate | None:
    """Give a certificate of nobody, for the picture: no signatory is held up as an example."""
    known = {pledge.charter for pledge in certificates.signed(catalogue).values()}
    own = catalogue.brand.charter
    charter = catalogue.charters.get(own) if own in known else None
    charter = charter or next((c for c in catalogue.charters.values() if c.id in known), None)
    return certificates.specimen(catalogue, charter, site_url, "Your organisation") if charter else None
