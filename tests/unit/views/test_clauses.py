"""How clauses are numbered and addressed."""

from charterkit.model import Section, Statement
from charterkit.views.clauses import clauses


def sections(*keys):
    return (Section(heading="One", statements=tuple(Statement(text=f"Clause {key}", key=key) for key in keys)),)


def test_a_key_is_the_address_wherever_the_clause_stands():
    """A link that was printed on a poster still leads there when a clause has been put before it."""
    before = {c.statement.key: c.anchor for _, c in clauses(sections("welcome", "listen"))}
    after = {c.statement.key: c.anchor for _, c in clauses(sections("new", "welcome", "listen"))}
    assert before.items() <= after.items()
    assert before["listen"] == "clause-listen"


def test_without_a_key_the_place_is_the_address():
    assert ["clause-1-1", "clause-1-2"] == [c.anchor for _, c in clauses(sections("", ""))]
