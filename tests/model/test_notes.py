"""Notes lose no word, use only allowed tags, and report unsafe parts."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model.notes import ATTRIBUTES, LINK_REL, TAGS, problems, to_html


class Reader(HTMLParser):
    """A parser of HTML as a browser sees it: tags with their attributes, visible text, and other content."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def read(note: str) -> Reader:
    reader = Reader()
    reader.feed(str(to_html(note)))
    reader.close()
    return reader


PIECES = [
    *"abcxyz019 \n\t<>&\"'`*_[]()!#-+.=|~\\:;/",
    *("\n\n", "    ", "- ", "1. ", "2. ", "# ", "> ", "---", "```", "&lt;", "&#x202e;", "<b>", "</b>", "<script>"),
    *("<!--", "-->", "<img src=x onerror=alert(1)>", "![i](", "[t](", "javascript:alert(1)", "data:text/html,x"),
    *("//host.example/", "{: #id .c }", "[1]: ", "\u202b", "é", "日本"),
]
notes = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def letters(text: str) -> str:
    """The letters of a text, in order. Digits are left out because they may become the numbers of list items."""
    return "".join(re.findall(r"[^\W\d_]", text))


@given(notes)
@settings(max_examples=400)
def test_no_letter_is_lost_and_only_allowed_tags_are_made(note: str) -> None:
    reader = read(note)

    assert letters(reader.text) == letters(note)
    assert not reader.others
    for tag, attributes in reader.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())


@given(notes, st.sampled_from(["https://host.example/a?b=c&d=e", "http://host.example/#f"]))
def test_a_link_keeps_its_address(before: str, address: str) -> None:
    note = f"{before.replace('[', '').replace('<', '')}\n\n[words]({address})"

    links = [attributes for tag, attributes in read(note).tags if tag == "a"]

    assert links == [{"href": address, "rel": LINK_REL}]


class MarksReader(HTMLParser):
    """A parser that writes the text again with the marks that its emphasis was made of."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.text += {"em": "*", "strong": "**"}.get(tag, "")

    def handle_data(self, data: str) -> None:
        self.text += data


def text_with_marks(note: str) -> str:
    reader = MarksReader()
    reader.feed(str(to_html(note)))
    reader.close()
    return reader.text


starred = st.lists(st.sampled_from(["*", "**", "***", "_", "__", "a", "b", "1", " ", ".", "é"]), max_size=30)


@given(starred.map("".join))
@settings(max_examples=1000)
def test_only_the_marks_of_emphasis_become_tags(words: str) -> None:
    note = f"x {words} x"

    assert text_with_marks(note).replace("_", "*") == note.replace("_", "*")


@pytest.mark.parametrize(
    "note", ["*a**b*c", "x*y**z*5 more", "*2 **3* 4", "prices*, costs** and fees*5", "**a*b**c", "*one**two*three"]
)
def test_emphasis_that_overlaps_loses_nothing(note: str) -> None:
    assert text_with_marks(note) == note


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("**a _b_ c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("***a***", "<p><strong><em>a</em></strong></p>"),
        ("__a__", "<p><strong>a</strong></p>"),
        ("*a\nb*", "<p><em>a\nb</em></p>"),
        ("a_b_c", "<p>a_b_c</p>"),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        ("5*3*2", "<p>5*3*2</p>"),
        ("grades A*, B** and C*", "<p>grades A*, B** and C*</p>"),
        ("(*a*), **b**.", "<p>(<em>a</em>), <strong>b</strong>.</p>"),
        (r"\*a\*", "<p>*a*</p>"),
        ("*a* b *c*", "<p><em>a</em> b <em>c</em></p>"),
    ],
)
def test_emphasis(note: str, html: str) -> None:
    assert to_html(note).strip() == html


def test_allowed_markdown_becomes_html() -> None:
    note = "_One_ *two* **three** [four](https://host.example/).\n\n- five\n- six\n\n3. seven\n4. eight"

    assert to_html(note) == (
        '<p><em>One</em> <em>two</em> <strong>three</strong> <a href="https://host.example/" '
        f'rel="{LINK_REL}">four</a>.</p>\n<ul>\n<li>five</li>\n<li>six</li>\n</ul>\n'
        '<ol start="3">\n<li>seven</li>\n<li>eight</li>\n</ol>'
    )
    assert not problems(note)


@pytest.mark.parametrize("note", ["1. a\n3. b", "007. a", "- a\n1. b", "1. a\n- b", "99999999. a"])
def test_numbers_that_html_would_change_stay_text(note: str) -> None:
    assert re.findall(r"[0-9]+", read(note).text) == re.findall(r"[0-9]+", note)


@pytest.mark.parametrize(
    "note", ["# a", "a\n===", "    a", "> a", "`a`", "***", "| a |\n|---|", "a &copy; b", "[a]: b"]
)
def test_other_markdown_stays_as_typed(note: str) -> None:
    assert re.sub(r"\s", "", read(note).text) == re.sub(r"\s", "", note)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("<b>x</b>", "the HTML `<b>`"),
        ("<script src=//h.example>", "the HTML `<script src=//h.example>`"),
        ("x <!-- y", "the HTML `<!--`"),
        ("[x](javascript:alert(1))", "a link to `javascript:alert(1)`, which is not an absolute http or https address"),
        ("[x](data:text/html,y)", "a link to `data:text/html,y`, which is not an absolute http or https address"),
        ("[x](../y.html)", "a link to `../y.html`, which is not an absolute http or https address"),
        ("[x](//h.example/y)", "a link to `//h.example/y`, which is not an absolute http or https address"),
        ("[x](https://user@h.example/)", "a link to `https://user@h.example/`, which is not an absolute"),
        ("[x](java&#x73;cript:y)", "a link to `java&#x73;cript:y`, which is not an absolute"),
        ("<ftp://h.example/>", "a link to `ftp://h.example/`, which is not an absolute http or https address"),
        ("[](https://h.example/)", "a link to `https://h.example/` without words"),
        ('[x](https://h.example/ "y")', "a link with the hidden title `y`"),
        ("![x](https://h.example/y.png)", "the image `![x](https://h.example/y.png)`"),
    ],
)
def test_unsafe_parts_are_reported_and_appear_as_typed(note: str, words: str) -> None:
    for _ in range(2):  # the second answer is remembered
        assert any(problem.startswith(words) for problem in problems(note))
    reader = read(note)
    assert reader.text.strip() == note
    assert not [tag for tag, _ in reader.tags if tag != "p"]


@pytest.mark.parametrize("note", ["3 < 4 > 2", "a <- b", "<https://h.example/>", "[sic]", "a_b_c", "R&D", "5 * 3 * 2"])
def test_plain_prose_has_no_problem(note: str) -> None:
    assert not problems(note)


@pytest.mark.parametrize(
    "note",
    [
        "[" * 30_000,
        "- " * 5_000 + "x",
        "\n".join("    " * k + "- x" for k in range(150)),
        "*a **b " * 4_000,
        "> " * 9_000,
    ],
    ids=["brackets", "lists in a line", "lists by indentation", "stars", "quotes"],
)
def test_a_hostile_note_costs_little_and_loses_nothing(note: str) -> None:
    start = time.process_time()

    assert letters(read(note).text) == letters(note)
    problems(note)

    # Without limits, each note takes minutes or exhausts the stack. Ten seconds is far from both.
    assert time.process_time() - start < 10
