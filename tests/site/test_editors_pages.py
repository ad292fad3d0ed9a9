"""Pages that editors write in Markdown: directives, what takes the place of a generated page, and what is taken out."""

import pytest

from tests.pictures import picture
from tests.site.building import build, charterkit, replaced, small_site, written
from tests.site.built import Built
from tests.site.markup import live

ALERT = "alert(1)"
HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script's address": '<script src="https://evil.example/x.js"></script>',
    "a handler in attr_list": 'Text\n{: onclick="alert(1)" }',
    "a handler on a link": '[x](about.md){ onmouseover="alert(1)" }',
    "a handler on a picture": '<img src="x.png" onerror="alert(1)">',
    "a javascript link": "[x](javascript:alert(1))",
    "a javascript link in disguise": "[x](jAvAsCrIpT&#58;alert(1)) <a href='&#1;javascript:alert(1)'>x</a>",
    "a data link": "[x](data:text/html,<script>alert(1)</script>)",
    "a frame": '<iframe src="https://evil.example/" srcdoc="<script>alert(1)</script>"></iframe>',
    "an object": '<object data="https://evil.example/x"></object><embed src="https://evil.example/y">',
    "a form": '<form action="https://evil.example/"><input name="password"><button formaction="javascript:alert(1)">x</button></form>',
    "a style": "<style>body { background: url(https://evil.example/x.png) }</style><p style='background: url(//evil.example)'>x</p>",
    "a refresh": '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
    "a base": '<base href="https://evil.example/">',
    "a link to a style sheet": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "a drawing": "<svg onload='alert(1)'><a xlink:href='javascript:alert(1)'><text>x</text></a><script>alert(1)</script></svg>",
    "mathematics": "<math><mi//xlink:href='data:x,<script>alert(1)</script>'></mi></math>",
    "a picture from elsewhere": "![x](https://evil.example/x.png) ![x](//evil.example/y.png) ![x](http://evil.example/z.png)",
    "a picture from elsewhere in disguise": r'<img src="/\evil.example/x.png"> <img src="\\evil.example/x"> <img src=" &#9;//evil.example/y">',
    "an address that fetches": '<a href="about.md" ping="https://evil.example/">x</a><video poster="https://evil.example/v.png"></video>',
    "a template": "{{ 7*7 }}{% raw %} {{ config.site_dir }}",
    "a file of the machine": '--8<-- "data/brand.yml"',
    "a place of a view": "ck7view0ck7 ck7view99ck7",
}


def page_of(site, markdown, name="content/about.md"):
    """Build the site with this text on an editor's page, and give what the page says."""
    written(site, name, f"# About\n\nBefore.\n\n{markdown}\n\n<!-- charterkit/resources -->\n\nAfter.\n")
    done = charterkit(site, "build")
    assert done.returncode == 0, done.stderr
    return Built(site)


def from_elsewhere(document):
    """Name the addresses at the evil host that a browser would ask for without a click."""
    asked = [link for element, link in document.addresses() if element.tag != "a" and "evil.example" in link]
    return (
        asked
        + [e.attributes["style"] for e in document.with_attribute("style")]
        + [e.tag for e in document.all("style")]
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A site with an editor's page for each hostile thing."""
    root = small_site(tmp_path_factory.mktemp("editors") / "small")
    for number, text in enumerate(HOSTILE.values()):
        written(
            root,
            f"content/notes/page-{number}.md",
            f"# Page {number}\n\nBefore.\n\n{text}\n\n<!-- charterkit/resources -->\n\nAfter.\n",
        )
    replaced(root, "mkdocs.yml", "  nav:\n    omitted_files: warn\n", "")
    done = charterkit(root, "build")
    assert done.returncode == 0, done.stderr
    return Built(root)


@pytest.mark.parametrize("what", HOSTILE)
def test_an_editors_page_cannot_do_harm(hostile, what):
    """Whatever it holds, nothing of it runs, and the rest of the page stands."""
    number = list(HOSTILE).index(what)
    document = hostile.page(f"notes/page-{number}/")
    assert [] == live(document)
    assert [] == from_elsewhere(document)
    main = hostile.main(f"notes/page-{number}/")
    assert [] == main.all("form", "button", "svg", "math", "video", "meta", "link", "script")
    assert "Before." in main.text
    assert main.text.endswith("After.")
    assert main.text.count("How to lay a table") == 1
    assert "49" not in main.text
    assert "example project" not in main.text


def test_a_picture_from_elsewhere_is_a_warning(site):
    """Or its editor would look for it in vain."""
    written(site, "content/about.md", "# About\n\n![A room](https://evil.example/room.png)\n")
    done = charterkit(site, "build", "--strict")
    assert done.returncode == 1
    assert "about.md shows a picture of another site, https://evil.example/room.png" in done.stderr


def test_what_editors_need_is_left(site):
    """Tables, admonitions, footnotes, folded parts, pictures of the site's own, and links."""
    written(site, "content/files/room.png", "").write_bytes(picture("png"))
    built = page_of(
        site,
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n!!! note\n    Mind this.\n\n??? question\n    Folded.\n\nTrue.[^1]\n\n[^1]: Source.\n\n"
        "![The room](files/room.png)\n\n[Toolkit](toolkit/index.md) [Out](https://example.org/) <post@example.org>\n\n"
        "```python\nprint(1 < 2)\n```\n\n## Part\n\n[To the part](#part)\n",
    )
    main = built.main("about/")
    assert ["1", "2"] == [e.text for e in main.all("td")]
    assert "Mind this." in main.text
    assert ["Folded."] == [e.all("p")[0].text for e in main.all("details")]
    assert ["../files/room.png"] == [e.attributes["src"] for e in main.all("img")]
    assert ["The room"] == [e.attributes["alt"] for e in main.all("img")]
    assert {"../toolkit/", "https://example.org/", "mailto:post@example.org", "#part"} <= set(main.links())
    assert "print(1 < 2)" in main.text
    assert "" == built.fault("about/", "#part")
    assert any(e.text.startswith("Source.") for e in main.all("li"))


def test_a_directive_is_replaced_by_its_view(small_published):
    """The directory of resources, in the middle of an editor's page."""
    main = small_published.main("toolkit/")
    assert "How to lay a table" in main.text
    assert "https://example.org/guide" in main.links()
    assert "charterkit/" not in (small_published.folder / "toolkit/index.html").read_text("utf-8").replace(
        "assets/charterkit/", ""
    )


def test_an_unknown_directive_is_a_warning_that_names_the_known_ones(site):
    """Nothing takes its place."""
    written(site, "content/about.md", "# About\n\nBefore.\n\n<!-- charterkit/libary -->\n\nAfter.\n")
    done = charterkit(site, "build")
    assert done.returncode == 0
    assert "about.md asks for charterkit/libary; known are: coverage, evidence, resources." in done.stderr
    assert "Before. After." in Built(site).main("about/").text
    assert charterkit(site, "build", "--strict").returncode == 1


def test_a_directive_shown_as_code_is_left_alone(site):
    """An editor's guide may explain it."""
    built = page_of(site, "Write `<!-- charterkit/library -->`, or:\n\n    <!-- charterkit/library -->\n")
    assert built.main("about/").text.count("<!-- charterkit/library -->") == 2


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("index.md", ""),
        ("library/index.md", "library/"),
        ("case-studies/example-school.md", "case-studies/example-school/"),
        ("charters/example-charter.md", "charters/example-charter/"),
    ],
)
def test_an_editors_page_takes_the_place_of_the_generated_one(site, name, address):
    """The home page is the usual case. Other pages still link to it."""
    written(site, f"content/{name}", "---\ndescription: Ours.\n---\n# Our own words\n\nNot made from a record.\n")
    if name != "library/index.md":
        replaced(site, "mkdocs.yml", "    omitted_files: warn", "    omitted_files: info")
    built = build(site)
    (heading,) = built.main(address).all("h1")
    assert heading.text.startswith("Our own words")
    assert "Not made from a record." in built.main(address).text
    (description,) = built.page(address).with_attribute("name", "description")
    assert description.attributes["content"] == "Ours."
    assert f"content/{name}" in built.page(address).with_attribute("rel", "edit")[0].attributes["href"]
    # A page of the editor's own has the anchors that the editor gives it.
    assert [] == [fault for fault in built.faults() if "no such anchor" not in fault]


def test_editors_pages_link_to_generated_ones_by_their_source(site):
    """As MkDocs has it, anchors included; a wrong anchor is a warning."""
    good = "[a](charters/example-charter.md) [b](charters/example-charter.md#clause-1-1) [c](case-studies/example-school.md#what)"
    written(site, "content/about.md", f"# About\n\n{good}\n")
    links = build(site).main("about/").links()
    assert {"../charters/example-charter/#clause-1-1", "../case-studies/example-school/#what"} <= set(links)
    written(site, "content/about.md", "# About\n\n[b](charters/example-charter.md#clause-9-9)\n")
    done = charterkit(site, "build", "--strict")
    assert done.returncode == 1
    assert "#clause-9-9" in done.stderr
