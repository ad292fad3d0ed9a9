"""What a printed page shows: a charter, a case, a certificate, a form, and the site's brand, as plain text and numbers.

These classes are the contract between whoever reads the catalogue and `render.pdf`. They know no file, no schema and
no typesetter. Every text is plain text: no Markdown, no markup; a blank line inside a text begins a new paragraph. Long
texts are trees of blocks (`views.blocks`), whose words are plain text as well.
An empty string means that there is nothing to print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from charterkit.views.blocks import Node

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class PrintedWords:
    """The words that the page adds to the charter's own, in the charter's language.

    English unless the caller says otherwise, so that a charter in another language need not be printed half in English.
    """

    unofficial: str = "Unofficial summary"
    source: str = "Source:"
    version: str = "Version"
    adopted: str = "Adopted"
    by: str = "by"
    so: str = "So, you"
    so_can: str = "So, you can"
    key: str = "Which principle a clause serves"
    online: str = "Read this online"
    page: str = "Page"
    of: str = "of"
    mark_of: str = "Mark of principle"
    code_for: str = "QR code for"
    in_short: str = "This is the charter in short. The whole of it is a document of its own."
    own_title: str = "Our own charter"
    own_name: str = "Name of our group"
    own_based_on: str = "Written with the help of"
    own_we_will: str = "We will"
    own_date: str = "Date"
    own_signatures: str = "Signed by all of us"
    own_help: str = "Talk about each heading together, then write what you agree on in your own words."
    own_write: str = "Write here."
    certificate: str = "Certificate"
    has_signed: str = "has signed"
    we_signed: str = "We have signed"
    signed_on: str = "Signed on"
    affirmed_on: str = "Affirmed again on"
    signed_by: str = "Signed by"
    pledge_online: str = "See this pledge online"
    draw: str = "Draw or write what this means to us."
    in_booklet: str = "In this booklet"
    in_practice: str = "In practice"
    how_to_sign: str = "How to sign"
    how_to_sign_help: str = (
        "Talk about the charter together and agree what you will do. Then sign it: the address on this page says how."
    )
    fold: str = "Fold here"


@dataclass(frozen=True)
class PrintedMark:
    """The mark of one principle.

    `path` is the data of one SVG path in a box of 24 by 24, `colour` is `#rrggbb`. Without a path the number stands in
    the mark's place; without a colour it takes the brand's accent.
    """

    number: int
    title: str
    path: str | None = None
    colour: str | None = None


@dataclass(frozen=True)
class PrintedClause:
    """One clause: its text, and, where the charter has that form, by what it is done and what the reader can do so.

    `number` is printed as it is ("3", "2.4") and may be empty. Where `text` ends without a full stop, `by` goes on from
    it after `words.by`. `so` is a sentence; where it does not begin with `words.so`, `words.so_can` is put before it.
    `marks` are the principles that the clause serves, `practice` names cases that show it.
    """

    number: str
    text: str
    by: tuple[str, ...] = ()
    so: str = ""
    marks: tuple[PrintedMark, ...] = ()
    practice: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedSection:
    """Clauses under one heading; `kind` and `audience` are the ids of vocabulary terms, `audience` may be empty."""

    heading: str
    kind: str
    audience: str = ""
    introduction: str = ""
    clauses: tuple[PrintedClause, ...] = ()


@dataclass(frozen=True)
class PrintedCharter:
    """A whole charter, ready to be set.

    `language` is a BCP 47 tag such as `en-GB`, `adopted` a year or date as it is to be read. `unofficial` puts the
    label of `words.unofficial` under the title, beside `source_line`, which names the document that the charter comes
    from. `notice` is any further sentence that belongs to this charter. `url` is the page's address, printed and drawn
    as a QR code; empty for none. `draft` says that this is a translation which nobody has reviewed, in its language;
    `draft_in_english` says so for those who cannot read it. `three_parts` asks who writes a charter of their own for
    what they will do, by what, and what others can do so, whatever this charter's own form. `can_sign` says that it can
    be signed where `url` leads.
    """

    title: str
    short_title: str
    owner: str
    area: str
    version: str
    adopted: str
    language: str
    direction: Direction
    aspiration: str
    introduction: str
    unofficial: bool
    notice: str
    source_line: str
    url: str
    marks: tuple[PrintedMark, ...]
    sections: tuple[PrintedSection, ...]
    licence: str
    draft: str = ""
    draft_in_english: str = ""
    three_parts: bool = False
    can_sign: bool = False
    words: PrintedWords = field(default_factory=PrintedWords)

    @property
    def headings(self) -> tuple[str, ...]:
        """Give what a charter of one's own has as headings: the principles, where a section names each, or sections."""
        for section in self.sections:
            named = [
                clause.marks[0].number
                for clause in section.clauses
                if len(clause.marks) == 1 and clause.text.lower().startswith(clause.marks[0].title.lower())
            ]
            if 1 < len(named) == len(section.clauses) == len(self.marks) == len(set(named)):
                return tuple(mark.title for mark in self.marks)
        return tuple(section.heading for section in self.sections) or tuple(mark.title for mark in self.marks)

    @property
    def boxes(self) -> tuple[str, ...]:
        """Give what children draw or write about: the headings, or, where there is but one, what stands under it."""
        under = self.sections[0].clauses if len(self.headings) == len(self.sections) == 1 else ()
        return tuple(clause.text for clause in under) if len(under) > 1 else self.headings


@dataclass(frozen=True)
class PrintedCertificate:
    """What an organisation hangs up that has signed a charter.

    `said` is a line about the charter, `facts` are labels with what there is to say. `kind` is `certificate` or
    `sticker`.
    """

    kind: Literal["certificate", "sticker"]
    title: str
    organisation: str
    charter: str
    said: str
    facts: tuple[tuple[str, str], ...]
    unofficial: bool
    source_line: str
    language: str
    direction: Direction
    url: str
    marks: tuple[PrintedMark, ...]
    words: PrintedWords = field(default_factory=PrintedWords)


@dataclass(frozen=True)
class PrintedQuestion:
    """A question of a form: `options` are boxes to tick, without any there are `lines` to write on."""

    title: str
    help: str = ""
    lines: int = 1
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedAsked:
    """Questions under one heading, after what there is to `know`: a paragraph each."""

    title: str
    questions: tuple[PrintedQuestion, ...] = ()
    know: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedForm:
    """A form to fill in on paper; `introduction` are paragraphs. `size` is that of its type in points."""

    title: str
    introduction: tuple[str, ...]
    sections: tuple[PrintedAsked, ...]
    language: str
    direction: Direction
    url: str
    size: int = 11
    words: PrintedWords = field(default_factory=PrintedWords)


@dataclass(frozen=True)
class PrintedBrand:
    """Whose print it is: `accent` is `#rrggbb`, `notice` a sentence that stands on every print, or empty."""

    name: str
    owner: str
    accent: str
    notice: str = ""


@dataclass(frozen=True)
class PrintedLine:
    """A fact in one line: what it is, what there is to say of it.

    `shape` draws the place of a term in its vocabulary: `steps` or `diamond`, at place `order`.
    """

    label: str
    text: str
    shape: Literal["", "steps", "diamond"] = ""
    order: int = 0
    blocks: tuple[Node, ...] = ()


@dataclass(frozen=True)
class PrintedFigure:
    """A figure that describes a setting, with what it counts and what it compares to."""

    value: str
    label: str
    more: str = ""


@dataclass(frozen=True)
class PrintedPart:
    """A part of a long text under a heading; `example` stands apart from it and may be empty."""

    heading: str
    blocks: tuple[Node, ...] = ()
    example: tuple[Node, ...] = ()


@dataclass(frozen=True)
class PrintedChapter:
    """Parts under one heading. A part without a heading of its own stands right below it."""

    heading: str
    parts: tuple[PrintedPart, ...]


@dataclass(frozen=True)
class PrintedCaseWords:
    """The words that the print of a case study adds to the author's own."""

    kind: str = "Case study"
    numbers: str = "In numbers"
    evidence: str = "How sure can we be?"
    example: str = "Example"
    sources: str = "Sources"
    online: str = "Read this online"
    page: str = "Page"
    of: str = "of"
    code_for: str = "QR code for"
    link: str = "Link to"
    language: str = "en"


@dataclass(frozen=True)
class PrintedCase:
    """A case study, ready to be set.

    `setting` is a line of its kind and place. `url` is the page's address, printed and drawn as a QR code;
    empty for none. `flag` is a word that nobody may miss, such as that it is archived; empty for none. `sources` are
    lines.
    """

    title: str
    language: str
    direction: Direction
    setting: str
    name: str
    summary: str
    flag: str
    figures: tuple[PrintedFigure, ...]
    tags: tuple[PrintedLine, ...]
    chapters: tuple[PrintedChapter, ...]
    evidence: tuple[PrintedLine, ...]
    sources: tuple[str, ...]
    dates: str
    url: str
    licence: str
    words: PrintedCaseWords = field(default_factory=PrintedCaseWords)
