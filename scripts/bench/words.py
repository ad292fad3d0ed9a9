"""Invented prose whose statistics are those of real prose, the same for the same seed.

A benchmark on one repeated paragraph lies: it compresses to nothing, has no rare words, and so makes a search
index of a few kilobytes. Real English has a few words that are everywhere and a long tail that hardly ever comes
back. Here the frequent words are written out below and the tail (names of schemes, streets and schools) is built
from syllables, each drawn with a probability of one over its rank.
"""

from __future__ import annotations

from bisect import bisect
from functools import cache
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TAIL_SIZE = 12_000
"""How many rare words there are: a million words of prose then hold as many different words as English does."""

TAIL_SHARE = 0.16
"""The share of noun phrases that name something from the tail."""

_NOUNS = """
    pupil teacher family school class lesson timetable corridor playground assembly tutor mentor governor parent carer
    counsellor therapist nurse librarian assistant coordinator leader colleague visitor volunteer neighbour council
    trust charity partner programme project plan review policy routine rota budget grant report survey interview
    questionnaire record register figure measure target outcome result change pattern reason cause barrier risk need
    strength interest talent skill habit feeling worry fear anger sadness joy trust conflict argument incident
    sanction detention suspension exclusion absence attendance transition transfer return visit meeting conversation
    phone-call letter message reminder agreement promise apology circle group pair team club choir garden kitchen
    library hall office gate bus journey breakfast lunch uniform book laptop screen table chair poster wall door
    window room space corner base centre unit hub clinic workshop course session exercise script prompt card folder
    checklist toolkit handbook example story picture song game drawing letter-box notebook diary calendar term year
    week month morning afternoon evening weekend holiday summer winter autumn spring age phase stage step level
    priority decision choice option question answer idea opinion vote voice council-chamber committee panel network
    partnership alliance cluster borough region street estate shelter hostel surgery hospital court station market
    language culture faith tradition heritage festival community service agency team-leader specialist psychologist
    observation referral threshold screening assessment diagnosis profile passport scale score grade band
    evidence data graph baseline comparison trend difference gap progress attainment reading writing maths science
    history music drama sport art curriculum knowledge vocabulary speech hearing sight memory attention behaviour
    relationship friendship belonging safety dignity respect fairness kindness patience confidence resilience hope
""".split()

_ADJECTIVES = """
    quiet calm early daily weekly regular short long clear simple honest careful shared common local whole small large
    new old older younger first second last further closer wider deeper stronger weaker safe warm open private public
    trained senior junior trusted familiar consistent predictable flexible practical written spoken visual printed
    anonymous voluntary optional compulsory targeted universal specialist inclusive nurturing restorative relational
    emotional social academic physical creative vocational digital bilingual multilingual seasonal termly yearly
    difficult gentle sudden gradual steady sharp modest real apparent likely unlikely unexpected persistent occasional
    frequent rare serious minor complex ordinary extra spare missing late hidden visible measurable comparable reliable
    useful costly cheap free affordable sustainable temporary permanent recent current previous next final
""".split()

_VERBS = """
    welcomes supports teaches trains coaches mentors visits calls meets greets notices records reviews plans prepares
    designs tests changes adapts repeats replaces reduces removes widens deepens builds rebuilds repairs protects
    strengthens shares explains describes presents discusses questions compares measures counts tracks follows leads
    guides prompts reminds encourages rewards thanks includes invites involves consults hears answers advises refers
    screens assesses observes understands recognises names values respects offers provides funds orders borrows
    organises arranges schedules opens closes begins continues pauses extends completes evaluates publishes
""".split()

_ADVERBS = """
    together separately quietly carefully regularly daily weekly gradually quickly slowly early often rarely usually
    always sometimes openly privately honestly directly gently firmly fairly consistently deliberately
""".split()

_OPENINGS = (
    "", "", "", "", "", "In practice, ", "At first ", "After a term, ", "By the second year, ", "Each week, ",
    "Before that, ", "Where it is needed, ", "On most days ", "As a result, ", "Even so, ", "Since then, ",
    "With that in place, ", "During the review, ", "For some families, ", "Across the school, ",
)  # fmt: skip

_LINKS = (
    "so that", "because", "and then", "while", "although", "once", "before", "when", "until", "as", "where",
)  # fmt: skip

_PLACES = (
    "in the first week", "at the end of each term", "in every year group", "with the help of {n}", "before school",
    "after {n}", "through {n}", "for {n}", "with {n}", "between {n} and {n}", "without {n}", "about {n}", "over {n}",
    "in the library", "at the gate", "by {n}", "instead of {n}", "from {n} to {n}", "as part of {n}", "near {n}",
)  # fmt: skip

_ONSETS = "b br c ch d dr f g gl gr h k l m n p pl r s sh st t th tr v w".split()
_VOWELS = "a e i o u ai ea oo ow".split()
_CODAS = "l ld m mer n nd ng r rd rn s ster t th ton wick worth x ley ham by den".split()


@cache
def _tail() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The rare words with their accumulated weights: the word of rank r comes up 1 / r as often as the first."""
    draw = Random("tail")
    words: dict[str, None] = {}
    while len(words) < TAIL_SIZE:
        syllables = (draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(draw.choice((1, 1, 2))))
        words["".join(syllables) + draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS)] = None
    return tuple(words), tuple(accumulate(1 / (rank + 10) for rank in range(TAIL_SIZE)))


@cache
def _ranked(words: Sequence[str]) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 8) for rank in range(len(words))))


class Prose:
    """Sentences, paragraphs and names drawn from one seed."""

    def __init__(self, seed: str) -> None:
        """`seed`: the same seed gives the same words for ever, whatever else has been generated."""
        self.draw = Random(seed)

    def name(self) -> str:
        """A rare word with a capital, as a place or a scheme has."""
        words, weights = _tail()
        return words[bisect(weights, self.draw.random() * weights[-1])].capitalize()

    def thing(self) -> str:
        """A noun phrase."""
        if self.draw.random() < TAIL_SHARE:
            return f"the {self.name()} {self._one(_NOUN_RANKS)}"
        article = self.draw.choice(("the", "the", "each", "one", "their", "our"))
        adjective = f" {self._one(_ADJECTIVE_RANKS)}" if self.draw.random() < 0.5 else ""
        return f"{article}{adjective} {self._one(_NOUN_RANKS)}"

    def sentence(self) -> str:
        """One sentence of about fifteen words."""
        text = self.draw.choice(_OPENINGS) + self._clause()
        if self.draw.random() < 0.45:
            text += f" {self.draw.choice(_LINKS)} {self._clause()}"
        return text[0].upper() + text[1:] + "."

    def text(self, words: int) -> str:
        """Whole sentences, of at least `words` words."""
        sentences: list[str] = []
        count = 0
        while count < words:
            sentences.append(self.sentence())
            count += len(sentences[-1].split())
        return " ".join(sentences)

    def markdown(self, words: int) -> str:
        """Paragraphs and now and then a list, with the emphasis and the links that an editor would use."""
        blocks: list[str] = []
        count = 0
        while count < words:
            block = self._block(min(70, words - count))
            blocks.append(block)
            count += len(block.split())
        return "\n\n".join(blocks)

    def heading(self) -> str:
        """A few words with a capital and no full stop."""
        text = f"{self._one(_ADJECTIVE_RANKS)} {self._one(_NOUN_RANKS)} for {self.thing()}"
        return text[0].upper() + text[1:]

    def _block(self, words: int) -> str:
        if words > 40 and self.draw.random() < 0.2:
            return "\n".join(f"- {self.sentence()}" for _ in range(3))
        text = self.text(words)
        if self.draw.random() < 0.3:
            text += f" **{self.sentence()}**"
        if self.draw.random() < 0.15:
            text += f" [{self.heading()}](https://example.org/{self.name().lower()})."
        return text

    def _clause(self) -> str:
        adverb = f" {self._one(_ADVERB_RANKS)}" if self.draw.random() < 0.3 else ""
        place = self.draw.choice(_PLACES).replace("{n}", "{}")
        where = " " + place.format(*(self.thing() for _ in range(place.count("{}"))))
        return f"{self.thing()} {self._one(_VERB_RANKS)} {self.thing()}{adverb}{where}"

    def _one(self, words: tuple[str, ...]) -> str:
        weights = _ranked(words)
        return words[bisect(weights, self.draw.random() * weights[-1])]


def _shuffled(words: list[str]) -> tuple[str, ...]:
    """Each word once, in an order in which rank and alphabet (or subject) have nothing to do with each other."""
    unique = list(dict.fromkeys(words))
    Random("ranks").shuffle(unique)
    return tuple(unique)


_NOUN_RANKS = _shuffled(_NOUNS)
_ADJECTIVE_RANKS = _shuffled(_ADJECTIVES)
_VERB_RANKS = _shuffled(_VERBS)
_ADVERB_RANKS = _shuffled(_ADVERBS)
