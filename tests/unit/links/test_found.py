"""Which addresses are found, and where."""

import pytest

from charterkit import catalogue
from charterkit.links import found
from charterkit.problems import errors
from tests.editing import COLLEGE, SCHOOL, add, replace, write


def addresses(site):
    """Give what is found, places as texts."""
    model, tables, _ = catalogue.examine(site)
    return {
        address: [str(place) for place in places] for address, places in found.addresses(site, model, tables).items()
    }


def column(site, name, line, text):
    """Give where in a line of a file a text stands, as an editor counts."""
    return (site / name).read_text("utf-8").splitlines()[line - 1].index(text) + 1


def line_of(site, name, text):
    """Give the number of the only line with a text."""
    (number,) = [n for n, line in enumerate((site / name).read_text("utf-8").splitlines(), start=1) if text in line]
    return number


class TestInRecords:
    def test_a_field_that_is_an_address(self, site):
        replace(
            site,
            SCHOOL,
            "\nsources:\n",
            "\nsources:\n  - title: T\n    publisher: P\n    url: https://there.example/a\n",
        )
        line = line_of(site, SCHOOL, "there.example")
        assert addresses(site)["https://there.example/a"] == [f"{SCHOOL}:{line}:10"]

    def test_a_link_in_a_long_text_where_it_stands(self, site):
        replace(
            site,
            SCHOOL,
            "training: None.\n",
            "training: |\n  One.\n\n  See [é](https://there.example/(a)) and\n  [b](https://there.example/(a)).\n",
        )
        line = line_of(site, SCHOOL, "[é]")
        assert addresses(site)["https://there.example/(a)"] == [
            f"{SCHOOL}:{line}:{column(site, SCHOOL, line, 'https')}",
            f"{SCHOOL}:{line + 1}:{column(site, SCHOOL, line + 1, 'https')}",
        ]

    def test_a_cell_of_a_csv_file(self, site):
        path = "data/resources.csv"
        lines = (site / path).read_text("utf-8").splitlines()
        header = lines[0].split(",")
        row = dict.fromkeys(header, "") | {"id": "x", "title": "T", "publisher": "P", "kind": "guide"}
        row |= {"url": "https://there.example/csv", "description": "D"}
        write(site, path, "\n".join([*lines, ",".join(row[name] for name in header)]) + "\n")
        (place,) = addresses(site)["https://there.example/csv"]
        number = len(lines) + 1
        assert place == f"{path}:{number}:{column(site, path, number, 'https')}"

    def test_every_place_of_an_address_once(self, site):
        for name in (SCHOOL, COLLEGE):
            replace(
                site,
                name,
                "\nsources:\n",
                "\nsources:\n  - title: T\n    publisher: P\n    url: https://there.example/\n",
            )
        places = addresses(site)["https://there.example/"]
        assert [place.partition(":")[0] for place in places] == sorted([COLLEGE, SCHOOL])

    @pytest.mark.parametrize("status", ["draft", "withdrawn"])
    def test_nothing_that_readers_do_not_see(self, site, status):
        replace(
            site,
            SCHOOL,
            "\nsources:\n",
            "\nsources:\n  - title: T\n    publisher: P\n    url: https://there.example/a\n",
        )
        replace(site, SCHOOL, "status: published", f"status: {status}")
        assert "https://there.example/a" not in addresses(site)

    def test_no_text_that_only_mentions_one(self, site):
        replace(site, SCHOOL, "training: None.", "training: Write to https://there.example/ first.")
        replace(site, SCHOOL, "place: Exampleton", "place: at https://there.example/")
        model, tables, problems = catalogue.examine(site)
        assert [] == errors(problems)
        assert not [address for address in found.addresses(site, model, tables) if "there" in address]


class TestInPages:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("A [link](https://there.example/x).", "1:10"),
            ('---\ntitle: "A"\n---\n\n# é\n\nA [link](https://there.example/x "t").', "7:10"),
            ("<https://there.example/x>", "1:2"),
            ("A [link][1]\n\n[1]: https://there.example/x\n", "1:3"),
            ("!!! note\n\n    Read [this](https://there.example/x).\n", "3:17"),
            ('<p><a class="b" href="https://there.example/x">y</a></p>', "1:23"),
            ("![A picture](https://there.example/x)", "1:14"),
            ("| a |\n|---|\n| [b](https://there.example/x) |\n", "3:7"),
        ],
        ids=["link", "front-matter", "bare", "reference", "box", "html", "picture", "table"],
    )
    def test_is_found(self, site, text, place):
        write(site, "content/page.md", text)
        assert addresses(site)["https://there.example/x"] == [f"content/page.md:{place}"]

    @pytest.mark.parametrize(
        "text",
        [
            "`https://there.example/x`",
            "```\n<https://there.example/x>\n```\n",
            "[here](../there.example/x.md)",
            "[m](mailto:a@b.example)",
        ],
    )
    def test_is_not_found_where_it_is_no_link_elsewhere(self, site, text):
        before = addresses(site)
        write(site, "content/page.md", text)
        assert before == addresses(site)

    def test_is_not_looked_for_behind_a_link_to_a_file(self, site, tmp_path):
        (tmp_path / "secret.md").write_text("<https://there.example/x>", encoding="utf-8")
        (site / "content/page.md").symlink_to(tmp_path / "secret.md")
        assert "https://there.example/x" not in addresses(site)


def test_a_site_with_mistakes_is_looked_through_all_the_same(site):
    add(site, SCHOOL, "nonsense: true\n")
    write(site, "content/page.md", "<https://there.example/x>")
    assert "https://there.example/x" in addresses(site)
