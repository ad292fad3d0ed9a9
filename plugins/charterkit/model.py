"""The site's records as typed, frozen objects. This module knows nothing of files, schemas or pages.

The schema is the source of what a record may hold; a class here names the fields that the engine itself uses. What a
site adds to a schema arrives in `extra` (for pages) and `tags` (for facets) without a change here.

How `catalogue` fills a class: a field takes the cell or list of its own name. `term()` marks a reference to a term of
a vocabulary, `terms()` a list of such references, `rows(Class)` a list of rows. Plain `tuple[str, ...]` lists hold ids
of records. A text that the author left out is empty, anything else that was left out is None.

The classes here and in `views` have no slots: Python pickles those six times more slowly, and every view is pickled
once to see whether the page was rendered before (`cache`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from decimal import Decimal


@dataclass(frozen=True)
class Term:
    """A term of a vocabulary. `more` holds the vocabulary's own columns."""

    id: str
    label: str
    description: str = ""
    order: int = 0
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """A field that the engine knows nothing about but its schema: its title, and its value as readers see it."""

    name: str
    title: str
    text: str
    markdown: bool = False


def term() -> Any:  # noqa: ANN401 - stands for whatever the annotation of the field says
    """Mark a field that refers to one term."""
    return field(default=None, metadata={"of": Term})


def terms() -> Any:  # noqa: ANN401 - as above
    """Mark a list of references to terms."""
    return field(default=(), metadata={"of": Term})


def rows(of: type) -> Any:  # noqa: ANN401 - as above
    """Mark a list whose entries become objects of class `of`."""
    return field(default=(), metadata={"of": of})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: `path` is its file, relative to the site, `tags` the ids it is tagged with, by field."""

    id: str
    path: str = ""
    status: str = "published"
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """What is left of a record that was taken back: which it was, when and why if it says so, and what replaces it."""

    table: str
    id: str
    on: datetime.date | None = None
    reason: Term | None = None
    replaced_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a statement comes from."""

    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    pages: str = ""


@dataclass(frozen=True, kw_only=True)
class PrincipleTag:
    """A principle with the reason why a case study is tagged with it."""

    principle: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of the figures that describe a setting."""

    measure: Term = term()
    value: Decimal | None = None
    approximate: bool | None = None
    of_area: bool | None = None
    unit: str = ""
    comparator: str = ""
    comparator_value: Decimal | None = None
    period: str = ""
    note: str = ""
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class What:
    """A part of what was done; `body` and `example` are Markdown."""

    heading: str
    body: str = ""
    example: str = ""
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class How:
    """A question about how it was done; `answer` is Markdown."""

    question: str
    answer: str = ""
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Impact:
    """A change that somebody saw or measured; `statement` is Markdown."""

    statement: str
    measure: str = ""
    value: str = ""
    period: str = ""
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Somebody's words, by role."""

    text: str
    speaker_role: str = ""


@dataclass(frozen=True, kw_only=True)
class Funding:
    """Where the money came from."""

    source: str
    amount: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """An entry of a record's change log."""

    changed_on: datetime.date
    change: str
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture: the name of its file, what it shows (`alt`), whose it is and what others may do with it."""

    file: str
    alt: str = ""
    credit: str = ""
    licence: str = ""
    identifiable: bool | None = None
    consent_ref: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseStudy(Record):
    """A piece of practice: where, what, how, and what came of it."""

    title: str
    summary: str = ""
    language: str = ""
    setting_name: str = ""
    setting_type: Term | None = term()
    place: str = ""
    urn: str = ""
    naming: str = ""
    tier: Term | None = term()
    key_features: tuple[str, ...] = ()
    principles: tuple[PrincipleTag, ...] = rows(PrincipleTag)
    needs: tuple[Term, ...] = terms()
    local_authorities: tuple[Term, ...] = terms()
    regions: tuple[Term, ...] = terms()
    in_numbers: tuple[Figure, ...] = rows(Figure)
    context: str = ""
    what: tuple[What, ...] = rows(What)
    how: tuple[How, ...] = rows(How)
    impact: tuple[Impact, ...] = rows(Impact)
    limitations: str = ""
    quotes: tuple[Quote, ...] = rows(Quote)
    staffing: str = ""
    time_needed: str = ""
    training: str = ""
    cost_band: Term | None = term()
    cost_note: str = ""
    funding: tuple[Funding, ...] = rows(Funding)
    practice_stage: Term | None = term()
    outcome: Term | None = term()
    sources: tuple[Source, ...] = rows(Source)
    resources: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    replaces: str = ""
    media: tuple[Picture, ...] = rows(Picture)
    subject: str = ""
    published_on: datetime.date | None = None
    last_reviewed: datetime.date | None = None
    review_due: datetime.date | None = None
    changelog: tuple[Change, ...] = rows(Change)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A line of text in a list."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Principle(Record):
    """A guiding principle. `mark` is SVG path data in a box of 24 by 24, `colour` its colour."""

    title: str
    order: int = 0
    summary: str = ""
    meaning: str = ""
    mark: str = ""
    colour: str = ""
    replaces: str = ""
    examples: tuple[Text, ...] = rows(Text)
    questions: tuple[Text, ...] = rows(Text)
    sources: tuple[Source, ...] = rows(Source)


@dataclass(frozen=True, kw_only=True)
class Finding(Source):
    """A finding (Markdown) and the study in which it stands."""

    finding: str


@dataclass(frozen=True, kw_only=True)
class KeyFeature(Record):
    """A feature of practice."""

    title: str
    order: int = 0
    beneficiary_group: Term | None = term()
    summary: str = ""
    description: str = ""
    questions: tuple[Text, ...] = rows(Text)
    replaces: str = ""
    evidence: tuple[Finding, ...] = rows(Finding)
    sources: tuple[Source, ...] = rows(Source)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A clause of a charter: `text`, the ways in which it is met (`by`), and what the reader can expect (`so`).

    `key` names it for good, whatever is added above it; it may be empty.
    """

    text: str
    so: str = ""
    key: str = ""
    by: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    key_features: tuple[str, ...] = ()
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a charter with its clauses."""

    heading: str
    kind: Term | None = term()
    audience: Term | None = term()
    introduction: str = ""
    on_poster: bool | None = None
    statements: tuple[Statement, ...] = rows(Statement)
    extra: tuple[Fact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Charter(Record):
    """A charter, statement or strategy."""

    title: str
    short_title: str = ""
    version: str = ""
    order: int | None = None
    adopted_year: int | None = None
    adopted_on: datetime.date | None = None
    owner: str = ""
    area: str = ""
    language: str = ""
    summary: str = ""
    aspiration: str = ""
    introduction: str = ""
    unofficial: bool | None = None
    replaces: str = ""
    principles: tuple[str, ...] = ()
    sections: tuple[Section, ...] = rows(Section)
    sources: tuple[Source, ...] = rows(Source)
    published_on: datetime.date | None = None
    last_reviewed: datetime.date | None = None
    changelog: tuple[Change, ...] = rows(Change)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A layer, ring, axis, box or column of a worksheet: its title, and what it asks of whoever writes there."""

    title: str
    prompt: str = ""


@dataclass(frozen=True, kw_only=True)
class Level:
    """How far something has come."""

    title: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What is judged: `looks_like` says how it looks at each level, or is empty. Those of one `area` stand together."""

    title: str
    area: str = ""
    looks_like: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question and how it is answered (`kind`). Those of one `part` stand together."""

    question: str
    part: str = ""
    prompt: str = ""
    kind: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Worksheet(Record):
    """A sheet to fill in: how to use it, and the parts of its `layout`. The lists of other layouts are empty."""

    title: str
    order: int | None = None
    language: str = ""
    summary: str = ""
    purpose: str = ""
    who: str = ""
    time_needed: str = ""
    care: str = ""
    layout: str = ""
    votes: int | None = None
    replaces: str = ""
    materials: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    layers: tuple[Part, ...] = rows(Part)
    rings: tuple[Part, ...] = rows(Part)
    axes: tuple[Part, ...] = rows(Part)
    boxes: tuple[Part, ...] = rows(Part)
    levels: tuple[Level, ...] = rows(Level)
    criteria: tuple[Criterion, ...] = rows(Criterion)
    columns: tuple[Part, ...] = rows(Part)
    questions: tuple[Question, ...] = rows(Question)
    scale: tuple[str, ...] = ()
    key_features: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    sources: tuple[Source, ...] = rows(Source)
    published_on: datetime.date | None = None
    last_reviewed: datetime.date | None = None
    review_due: datetime.date | None = None
    changelog: tuple[Change, ...] = rows(Change)
    rows: int | None = None  # last: from here on the name is not the function


@dataclass(frozen=True, kw_only=True)
class CharterVersion(Record):
    """A charter as it read before `superseded_on`."""

    charter: str
    version: str
    title: str
    adopted_year: int | None = None
    adopted_on: datetime.date | None = None
    superseded_on: datetime.date | None = None
    aspiration: str = ""
    introduction: str = ""
    sections: tuple[Section, ...] = rows(Section)


@dataclass(frozen=True, kw_only=True)
class TitledPrinciple:
    """A principle's title in the language of a translation."""

    principle: str
    title: str


@dataclass(frozen=True, kw_only=True)
class CharterTranslation(Record):
    """A charter in another language. `original_version` and `original_text` say what was translated."""

    charter: str
    language: str
    original_version: str
    original_text: str = ""
    made_by: str = ""
    review: str = ""
    title: str
    short_title: str = ""
    owner: str = ""
    area: str = ""
    summary: str = ""
    aspiration: str = ""
    introduction: str = ""
    published_on: datetime.date | None = None
    last_reviewed: datetime.date | None = None
    principles: tuple[TitledPrinciple, ...] = rows(TitledPrinciple)
    sections: tuple[Section, ...] = rows(Section)


@dataclass(frozen=True, kw_only=True)
class Language(Record):
    """A language: its own name, its English name, and the `words` (by the field's name) that pages need in it."""

    name: str
    english_name: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Pledge(Record):
    """Who signed which charter, and when."""

    organisation: str
    organisation_type: Term | None = term()
    urn: str = ""
    local_authority: Term | None = term()
    charter: str = ""
    charter_version: str = ""
    signed_year: int | None = None
    signed_on: datetime.date | None = None
    reaffirmed_on: datetime.date | None = None
    signed_by_role: str = ""
    statement: str = ""
    review_due: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """What a signatory has done to keep its pledge."""

    pledge: str
    principle: str = ""
    done_on: datetime.date | None = None
    what: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Resource(Record):
    """An entry of the directory of outside help."""

    title: str
    publisher: str = ""
    kind: Term | None = term()
    url: str = ""
    description: str = ""
    key_feature: str = ""


@dataclass(frozen=True, kw_only=True)
class Brand(Record):
    """What makes the site its owner's own."""

    name: str
    strapline: str = ""
    owner: str = ""
    owner_url: str = ""
    notice: str = ""
    accent: str = ""
    accent_dark: str = ""
    logo: str = ""
    licence: str = ""
    licence_url: str = ""
    charter: str = ""
    contact_email: str = ""
    contact_url: str = ""
    contact_url_is_public: bool | None = None
    contact_by_phone: str = ""
    answered_within: str = ""
    public_body: bool | None = None
    accessibility_status: str = ""
    accessibility_prepared_on: datetime.date | None = None
    accessibility_reviewed_on: datetime.date | None = None
    hosted_by: str = ""
    hosted_by_url: str = ""


@dataclass(frozen=True, kw_only=True)
class AccessibilityTest(Record):
    """A way in which the site was tested, and what came of it the last time."""

    tested_on: datetime.date
    how: str
    site: str = ""
    by: str = ""
    pages: int | None = None
    states: int | None = None
    faults: int | None = None


@dataclass(frozen=True, kw_only=True)
class Barrier(Record):
    """Something on the site that somebody cannot use, and why it is there."""

    title: str
    reason: str
    criterion: str = ""
    instead: str = ""
    plan: str = ""
    mended_by: datetime.date | None = None
