"""The policy allows what pages need, and what a site asks for by name."""

import base64
import hashlib

import pytest

from charterkit.publish import policy


def directives(text):
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def test_nothing_inside_a_page_runs():
    found = directives(policy.policy({}))
    assert ["'none'"] == found["default-src"]
    assert ["'self'", "'wasm-unsafe-eval'"] == found["script-src"]
    assert ["'self'"] == found["style-src"]
    assert "'unsafe-inline'" not in policy.policy({})


def test_a_site_can_add_to_a_directive():
    found = directives(policy.policy({"img-src": ["https://a.example"], "frame-src": ["https://b.example"]}))
    assert ["'self'", "data:", "blob:", "https://a.example"] == found["img-src"]
    assert ["https://b.example"] == found["frame-src"]


def test_none_stands_alone_or_not_at_all():
    assert ["'self'"] == directives(policy.policy({"base-uri": ["'self'"]}))["base-uri"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"img-scr": ["https://a.example"]}, "img-scr"),
        ({"img-src": ["https://a.example; script-src *"]}, "one source"),
        ({"img-src": ["a, b"]}, "one source"),
        ({"img-src": [""]}, "one source"),
        ({"img-src": ['https://a.example"']}, "one source"),
    ],
)
def test_what_would_change_another_directive_is_refused(more, words):
    with pytest.raises(policy.NoPolicy, match=words):
        policy.policy(more)


def test_a_script_of_the_site_s_own_templates_is_known_by_its_hash(tmp_path):
    script = "\n  go();\n"
    (tmp_path / "a.html").write_text(
        f'<script>{script}</script><script src="x.js"></script><script type="application/json">{{}}</script>',
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text("<script>go('{{ page.url }}')</script>", encoding="utf-8")
    hashes, varying = policy.inline_scripts(tmp_path)
    expected = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert ([expected], ["b.html"]) == (hashes, varying)
    assert f"'sha256-{expected}'" in directives(policy.policy({}, hashes))["script-src"]


def test_hosts_are_told_the_same_and_who_may_embed():
    files = policy.header_files(policy.policy({}), ["'self'"])
    assert {"_headers", ".htaccess"} == files.keys()
    for text in files.values():
        assert f"{policy.policy({})}; frame-ancestors 'self'" in text
        assert all(name in text for name in policy.HEADERS)
    assert files["_headers"].startswith("/*\n  Content-Security-Policy: ")
    assert "frame-ancestors 'none'" in policy.header_files("x", [])["_headers"]


def test_hosts_leave_the_rest_to_pages_where_some_need_a_looser_policy():
    for text in policy.header_files("", ["'self'"]).values():
        assert "frame-ancestors 'self'" in text
        assert "script-src" not in text


def test_other_hosts_are_those_that_readers_ask():
    more = {"img-src": ["https://a.example", "'self'", "data:"], "frame-src": ["https://a.example"]}
    assert ("https://a.example",) == policy.others(more)
