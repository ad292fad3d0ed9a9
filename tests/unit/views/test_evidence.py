"""How sure one can be of a case: no more is said than its record says."""

import pytest

from charterkit.model import CaseStudy, Impact
from charterkit.views.evidence import evidence


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ""),
        ([""], ""),
        (["Improved; no figure given"], "said without a figure"),
        (["Up by 12 %", "Better"], "1 figure"),
        (["Up by 12 %", "3.4 points"], "2 figures"),
    ],
)
def test_only_what_has_a_figure_is_counted_as_one(values, expected):
    """A case says what changed in words; its card once called that a figure."""
    impact = tuple(Impact(statement="Something changed.", measure="Attendance" if v else "", value=v) for v in values)
    assert expected == evidence(CaseStudy(id="one", title="One", impact=impact)).figures
