"""A CommonMark text as a tree: what it keeps, and that nothing of it is ever markup."""

import pytest

from charterkit.views.blocks import blocks


def said(nodes):
    """Give all words of a tree, in order."""
    found = []
    for node in nodes:
        if isinstance(node, list):
            found.append(said(node))
        else:
            found.append(node.get("run", ""))
            found += [said(node[key]) for key in ("inlines", "blocks", "items") if key in node]
    return "".join(found)


def depth(nodes):
    inner = [value for node in nodes if isinstance(node, dict) for value in node.values() if isinstance(value, list)]
    inner += [node for node in nodes if isinstance(node, list)]
    return 1 + max(map(depth, inner), default=0)


def test_inlines_are_kept():
    (paragraph,) = blocks("A *b* **c** `d` [e](https://example.org/)")
    kinds = [node["kind"] for node in paragraph["inlines"]]
    assert [k for k in kinds if k != "text"] == ["emphasis", "strong", "code", "link"]
    assert said([paragraph]) == "A b c d e"


def test_items_of_short_lists_are_paragraphs():
    """So that whoever lays the tree out finds blocks in items, always."""
    (found,) = blocks("3. one\n4. two\n   - deeper")
    assert found["start"] == 3
    assert [[node["kind"] for node in item] for item in found["items"]] == [["paragraph"], ["paragraph", "list"]]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://example.org", "data:text/html,x", "/here"])
def test_links_lead_to_safe_places_only(address):
    """The words stay."""
    (paragraph,) = blocks(f"See [this]({address}).")
    assert "link" not in {node["kind"] for node in paragraph["inlines"]}
    assert said([paragraph]) == "See this."


def test_html_is_left_out_and_typst_is_text():
    assert said(blocks('<b>x</b> #panic("y") $z$')) == 'x #panic("y") $z$'


@pytest.mark.parametrize(
    "text",
    ["> " * 200 + "deep", "\n".join("  " * n + "- deep" for n in range(100)), "*a **b " * 100 + "deep" + "** c*" * 100],
)
def test_depth_has_an_end(text):
    """A record cannot make whoever walks the tree run out of stack; its words are not lost."""
    found = blocks(text)
    assert depth(found) < 80
    assert "deep" in said(found)
