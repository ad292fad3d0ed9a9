"""Forms of issues offer what records may hold."""

import pytest

from charterkit import catalogue
from charterkit.publish import issue_forms
from tests.editing import FEATURE, add, replace

FORM = """\
body:
  - options:
      # choices of case-studies.{}: written by a script
      - old
      # end of choices
  - after
"""


def filled(site, field, form=FORM):
    model, tables, _ = catalogue.examine(site)
    return issue_forms.filled(form.format(field), model, tables)


def test_a_field_offers_its_vocabulary_in_order(site):
    lines = filled(site, "outcome").splitlines()
    assert lines[2] == "      # choices of case-studies.outcome: written by a script"
    assert lines[3:-2] == [
        '      - "Worked"  # worked',
        '      - "Promising"  # promising',
        '      - "Unclear"  # unclear',
        '      - "Did not work"  # did-not-work',
    ]
    assert lines[-2:] == ["      # end of choices", "  - after"]


def test_a_list_offers_the_records_that_it_may_name(site):
    replace(site, FEATURE, "title: A shared table", "title: A table for two")
    assert '      - "A table for two"  # example-feature\n' in filled(site, "key_features")


def test_a_field_with_fixed_words_offers_those(site):
    assert filled(site, "naming").splitlines()[3:5] == ['      - "named"', '      - "anonymous"']


def test_the_rest_stays_as_it_is_and_twice_is_as_once(site):
    once = filled(site, "needs")
    model, tables, _ = catalogue.examine(site)
    assert issue_forms.filled(once, model, tables) == once
    assert issue_forms.filled("nothing to do\n", model, tables) == "nothing to do\n"


def test_labels_that_a_form_could_not_tell_apart_get_their_ids(site):
    add(site, "data/vocabularies/outcomes.csv", "again,worked,Twice the same.,9\nnone,None,Reserved.,10\n")
    written = filled(site, "outcome")
    assert '- "Worked (worked)"' in written
    assert '- "worked (again)"' in written
    assert '- "None (none)"' in written


def test_a_label_cannot_leave_its_line(site):
    replace(site, "data/vocabularies/outcomes.csv", "worked,Worked,", 'worked,"Say ""so"": # no",')
    assert '- "Say \\"so\\": # no"  # worked\n' in filled(site, "outcome")


def test_an_id_that_is_none_cannot_leave_its_line_either(site):
    add(site, "data/vocabularies/outcomes.csv", '"x\n- y",Odd,Broken.,9\n')
    assert '      - "Odd"\n' in filled(site, "outcome")
    assert "- y" not in filled(site, "outcome")


@pytest.mark.parametrize("field", ["title", "nothing", "what"])
def test_a_field_without_choices_is_refused(site, field):
    with pytest.raises(ValueError, match=f"case-studies.{field} is not a field with choices"):
        filled(site, field)
