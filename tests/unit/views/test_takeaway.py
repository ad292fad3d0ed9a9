"""Citations, and what a site offers."""

from charterkit.model import Brand, CaseStudy
from charterkit.views import takeaway

BRAND = Brand(id="brand", name="Harbour charters", owner="Harbour schools")


def test_a_citation_names_who_what_and_where():
    case = CaseStudy(id="a", title="Who eats alone?")
    assert takeaway.citation(case, BRAND) == "Harbour schools. Who eats alone? Harbour charters."


def test_bibtex_cannot_be_broken_out_of():
    """What TeX would read as a command is written as a sign."""
    case = CaseStudy(id="a", title="50% & more_} \\input{x} #1 ~ ^")
    before, after = takeaway.bibtex(case, BRAND)
    title = next(line for line in before.splitlines() if line.startswith("  title"))
    assert title == (
        r"  title = {{50\% \& more\_\} \textbackslash{}input\{x\} \#1 \textasciitilde{} \textasciicircum{}}},"
    )
    assert after == "}\n}"


def test_what_a_site_does_not_have_is_not_offered():
    case = CaseStudy(id="a", title="A")
    nothing = takeaway.take_away(case, BRAND, frozenset(), "")
    assert ("", "") == (nothing.large, nothing.plain)
    assert (nothing.pdf, nothing.data, nothing.card, nothing.shortlist, nothing.address) == ("", "", "", "", "")
    offered = takeaway.take_away(case, BRAND, {"downloads", "embed"}, "https://example.org/x")
    assert offered.pdf == "case-studies/a/a.pdf"
    assert ("case-studies/a/a-large.pdf", "case-studies/a/a.txt") == (offered.large, offered.plain)
    assert offered.address == "https://example.org/x/case-studies/a/"
