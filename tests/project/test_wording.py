"""Words and forms that plain English avoids do not come back."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shared.places import ROOT

# Each form, and the words to write instead.
FORMS = {
    r"\bstands?\b(?! for\b| alone\b)": "is, appears",
    r"\bstood\b": "was",
    r"\b(?:is|are|was|be|were) told\b|\btells?\b(?! apart\b)|\btold\b": "says, reports",
    r"\bbeside\b": "next to, in addition to",
    r"\banew\b": "again",
    r"\bat hand\b": "available",
    r"\bupon\b": "on",
    r"\bfor ever\b": "always",
    r"\bbut for\b|\bbut that\b": "except",
    r"\bendured?\b": "tolerated",
    r"\bwhoever\b|\bwhatever\b": "anyone who, anything that",
    r"\bweighs?\b|\bweightiest\b": "counts",
    r"\bthereof\b|\bwherein\b|\bthereby\b|\bwhereof\b|\bhence\b|\blest\b|\bnought\b|\bwhilst\b": "plain words",
    r"\bamiss\b|\baright\b|\bmeanwhile\b": "plain words",
    r"\bof which there\b|\bwhich there (?:is|are)\b": "that exist",
    r"\b(?:is|are) no (?:[a-z]+ ){1,2}(?:file|folder|record|name|date|address|text|number|identifier|word)s?\b": (
        "is not a"
    ),
    r"\bof several\b": "if there are several",
    r"\bas soon as ever\b": "when",
    r"\bnone (?:is|are) (?:given|there|known|read|said|named)\b": "say what is missing",
    r"\bwhat (?:is|was) (?:amiss|owed|lacking)\b": "the problems",
    r"\bthe other way (?:a)?round\b": "name the order",
}
# Forms that only the first line of a docstring must not have.
FIRST_LINES = {
    r"^Whether\b": "True if",
    r"^(?:That|What)\b": "begin with a noun or a verb",
    r"^Turn\b.*\binto\b": "say what the module holds or does",
    r"^Of\b": "begin with the subject",
    r";": "two sentences",
}
# Forms of docstrings and comments. In other texts they are often right.
REMARKS = {
    r"\bwhere\b": "if, when, or name the place",
    r"\b(?:no|each|every|any|the|this|another|which|a|an) one\b": "name the noun",
    r"\bones?\b(?= (?:is|are|that|of|in|with|after|before|by|has|may|at))": "name the noun",
}
MOST_WORDS = 12
CODE = ("dossier", "bootstrap", "ci", "benchmarks", "tests", "build.py")
TEXTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs",
    "pages",
    ".github",
    "benchmarks",
    "dossier",
    "mkdocs.yml",
)
SUFFIXES = {".md", ".html", ".txt", ".css", ".js", ".yml", ".yaml"}
# A part of the paths that are excepted, with the reason.
EXCEPTED_FILES = {
    "tests/project/test_wording.py": "it lists the forms",
    "/vendor/": "the code of others",
}


@dataclass(frozen=True)
class Finding:
    """A form that must not come back: the file, the line, the words and the better words."""

    path: str
    line: int
    words: str
    better: str


@dataclass(frozen=True)
class Stretch:
    """A stretch of text in a file: a docstring, comment, string or whole text, and the line that it begins on."""

    sort: str
    line: int
    text: str


def stretches(name: str, content: str) -> Iterator[Stretch]:
    """Yield what a person reads in a file."""
    if not name.endswith(".py"):
        yield Stretch("text", 1, content)
        return
    tree = ast.parse(content)
    # A node is visited before those inside it.
    firsts: set[int] = set()
    docstrings: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                firsts.add(id(node.body[0]))
            case ast.Expr(value=ast.Constant(value=str(text)) as constant):
                docstrings.add(id(constant))
                sort = "docstring" if id(node) in firsts else "comment"
                # The description of a field may begin as it likes: "What the claim says about it."
                yield Stretch("headline" if node is tree.body[0] else sort, node.lineno, text)
            # A single word is a name or a key.
            case ast.Constant(value=str(text)) if " " in text and id(node) not in docstrings:
                yield Stretch("string", node.lineno, text)
    for token in tokenize.generate_tokens(io.StringIO(content).readline):
        if token.type == tokenize.COMMENT:
            yield Stretch("comment", token.start[0], token.string)


def findings(name: str, content: str) -> Iterator[Finding]:
    """Yield the forms in the content of a file that must not come back."""
    for stretch in stretches(name, content):
        forms = FORMS if stretch.sort in {"text", "string"} else FORMS | REMARKS
        for form, better in forms.items():
            for match in re.finditer(form.replace(" ", r"\s+"), stretch.text, re.IGNORECASE):
                line = stretch.line + stretch.text.count("\n", 0, match.start())
                yield Finding(name, line, match.group(), better)
        if stretch.sort in {"headline", "docstring"}:
            first = stretch.text.strip().split("\n")[0]
            for form, better in FIRST_LINES.items():
                if re.search(form, first):
                    yield Finding(name, stretch.line, first, better)
            if stretch.sort == "headline" and len(first.replace("[io]", "").split()) > MOST_WORDS:
                yield Finding(name, stretch.line, first, f"at most {MOST_WORDS} words")


def files() -> Iterator[tuple[str, Path]]:
    """Yield the files that people read, with their names from the root of the repository."""
    for tops, suffixes in ((CODE, {".py"}), (TEXTS, SUFFIXES)):
        for top in tops:
            path = ROOT / top
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                name = file.relative_to(ROOT).as_posix()
                if file.suffix in suffixes and file.is_file() and not any(part in name for part in EXCEPTED_FILES):
                    yield name, file


def test_no_file_has_a_form_that_must_not_come_back() -> None:
    read = dict(files())
    assert {"README.md", "build.py", "CONTRIBUTING.md", "dossier/cli.py", "tests/conftest.py"} <= set(read)
    found = [finding for name, file in read.items() for finding in findings(name, file.read_text("utf-8"))]
    assert not found, "\n".join(f"{item.path}:{item.line}: `{item.words}`: {item.better}" for item in found)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", "A record\nstands alone.\nIt stands\nhere.\n", ["stands"]),
        ("a.txt", "Nothing is at\nhand.\n", ["at\nhand"]),
        ("a.py", '"""What is here."""\n', ["What is here."]),
        ("a.py", '"""Reads records; writes pages."""\n', ["Reads records; writes pages."]),
        ("a.py", '"""' + "word " * 13 + '"""\n', [("word " * 13).strip()]),
        ("a.py", '"""' + "word " * 12 + '[io]"""\n', []),
        ("a.py", 'def f():\n    """Whether it is."""\n', ["Whether it is."]),
        ("a.py", "# Only where it matters, and only the one after.\n", ["where", "the one", "one"]),
        ("a.py", 'x = f"`{y}` is told"\n', ["is told"]),
        ("a.py", 'upon = "upon"\n', []),
        ("a.py", '"""Records of claims."""\n\n\ndef f():\n    """The claims, or None if there are none."""\n', []),
    ],
)
def test_forms_that_must_not_come_back_are_found(name: str, content: str, words: list[str]) -> None:
    assert [finding.words for finding in findings(name, content)] == words
