"""A stamped page equals, byte for byte, what MkDocs makes of the same content as a page of its own.

The reference is built by MkDocs alone from one Markdown page a record: the shell of its kind, with the fragments of
the record in the place of the placeholders. Of the toy dossier they stand in the Markdown as raw HTML. Hostile text
holds what Markdown obeys even inside raw HTML (a fence, a tab), which is why pages are stamped at all; so there a
Markdown extension of the test's own keeps the fragments as raw HTML is kept.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.commands.build import build

from dossier.cite.formats.box import cite_box
from dossier.configuration import RepositoryLinks, about_of
from dossier.exports.summary import facts_of
from dossier.model.identifiers import Kind
from dossier.pages.record import content_of
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.site import builder
from dossier.site.builder import Builder
from dossier.site.fragments import record_fragments
from dossier.site.head_tags import head
from dossier.site.mkdocs import configure
from dossier.site.shells import Tokens, shell
from dossier.site.staging import stage
from tests.shared.hostile import Hostile
from tests.shared.toy import DAY, TOY


class Keep(Extension):
    """Keeps fragments as Markdown keeps raw HTML, before its fences and its own search for HTML see them."""

    def __init__(self, tokens: Tokens, fragments: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.tokens = tokens
        self.fragments = fragments

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Python-Markdown's)
        md.preprocessors.register(_Keeper(md, self), "keep", 29)


class _Keeper(Preprocessor):
    def __init__(self, md: Markdown, keep: Keep) -> None:
        super().__init__(md)
        self.keep = keep
        self.stash: Any = md.htmlStash

    def run(self, lines: list[str]) -> list[str]:
        """The lines with each placeholder, which names its record and block, replaced by that of the stash."""
        found = re.compile(rf"\[\[([\w-]+) ({self.keep.tokens.pattern.pattern})\]\]")

        def kept(match: re.Match[str]) -> str:
            return str(self.stash.store(self.keep.fragments[match.group(1)][match.group(3)]))

        return found.sub(kept, "\n".join(lines)).split("\n")


def reference(root: Path, dossier: Dossier, work: Path, *, kept: bool) -> Path:
    """The site that MkDocs makes of one Markdown page a record."""
    docs, site = work / "docs", work / "site"
    tokens = Tokens()
    docs.mkdir()
    config = configure(root, docs, site)
    docs.rmdir()
    desk = RepositoryLinks(config.extra["repository"], config.extra["branch"])
    stage(root, docs, desk, tokens)
    fragments = {}
    for name, entry in dossier.entries.items():
        box = cite_box(dossier, entry, config.site_name, None)
        found = record_fragments(content_of(dossier, entry), desk, box, None)
        blocks = {key: str(value) for key, value in found.items()}
        fragments[name] = blocks
        body = shell(entry.kind, tokens).split("---\n", 2)[2]
        if kept:
            body = tokens.pattern.sub(lambda match, name=name: f"[[{name} {match.group()}]]", body)  # type: ignore[misc]
        else:
            body = tokens.pattern.sub(lambda match, blocks=blocks: blocks[match.group(1)], body)  # type: ignore[misc]
        # JSON is YAML.
        front = "".join(f"{key}: {json.dumps(blocks[key])}\n" for key in ("title", "description"))
        (docs / entry.kind.folder / f"{name}.md").write_text(f"---\n{front}---\n{body}", "utf-8")
    for kind in Kind:
        (docs / tokens.path_of(kind)).unlink()
    config = configure(root, docs, site)
    if kept:
        config.markdown_extensions.append(Keep(tokens, fragments))  # type: ignore[arg-type]
    build(config)
    about = about_of(config)
    facts = facts_of(dossier, about)
    for name, entry in dossier.entries.items():
        page = site / entry.kind.folder / name / "index.html"
        tags = head(dossier, entry, about, facts[name])
        # Tags stand where the theme ends its head; there is no way to say so in Markdown.
        page.write_text(page.read_text("utf-8").replace("</head>", f"{tags}</head>", 1), "utf-8")
    return site


@pytest.mark.parametrize("kept", [False, True], ids=["raw", "kept"])
def test_stamped_pages_are_what_mkdocs_makes(toy: Path, tmp_path: Path, kept: bool) -> None:
    _compare(toy, tmp_path, kept=kept)


def test_hostile_stamped_pages_are_what_mkdocs_makes(hostile: Hostile, tmp_path: Path) -> None:
    _compare(hostile.root, tmp_path, kept=True)


def _compare(root: Path, work: Path, *, kept: bool) -> None:
    dossier = load(root, DAY).dossier
    wanted = reference(root, dossier, work, kept=kept)
    assert {entry.kind for entry in dossier.entries.values()} == set(Kind)
    for name, entry in dossier.entries.items():
        page = f"{entry.kind.folder}/{name}/index.html"
        assert (root / "build/site" / page).read_bytes() == (wanted / page).read_bytes(), page


def test_no_placeholder_survives(hostile: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does a shell: a page of a kind is a page of a record, or the hub of the kind."""
    made: list[Tokens] = []

    def remembered() -> Tokens:
        made.append(Tokens())
        return made[-1]

    monkeypatch.setattr(builder, "Tokens", remembered)
    shutil.copytree(hostile.root, tmp_path / "dossier", ignore=shutil.ignore_patterns("build"))
    loaded = load(tmp_path / "dossier", DAY)
    Builder(tmp_path / "dossier").build(loaded.dossier)
    site = tmp_path / "dossier/build/site"
    key = made[0]["path"].removesuffix("xpath0").removeprefix("x").encode()
    docs = [path.read_bytes() for path in (tmp_path / "dossier/build/docs").rglob("*.md")]
    assert sum(key in text for text in docs) > len(Kind)
    packed = 0
    for path in site.rglob("*"):
        assert key not in str(path).encode()
        if path.is_file():
            content = path.read_bytes()
            if content.startswith(b"\x1f\x8b"):
                content, packed = gzip.decompress(content), packed + 1
            assert key not in content, path
    assert packed > len(loaded.dossier.entries)
    for kind in Kind:
        folders = {path.name for path in (site / kind.folder).iterdir() if path.is_dir()}
        assert folders == {name for name, entry in loaded.dossier.entries.items() if entry.kind is kind}


def test_the_sitemap_lists_exactly_the_pages(toy: Path) -> None:
    site = toy / "build/site"
    content = (site / "sitemap.xml").read_bytes()
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == content
    listed = re.findall(r"<loc>([^<]*)</loc>", content.decode())
    pages = [PurePosixPath(path.relative_to(site)).as_posix() for path in site.rglob("index.html")]
    assert len(pages) > len(load(TOY, DAY).dossier.entries)
    assert listed == sorted(f"https://cameras.example.org/vale/{page.removesuffix('index.html')}" for page in pages)


def test_every_address_inside_the_site_is_relative(toy: Path) -> None:
    """Save for canonical links; what leads out of the site is a link that a reader follows, never one that loads."""
    site = toy / "build/site"
    canonical = 0
    addresses = re.compile(r"<(\w+)[^>]*?\s(?:href|src|action|srcset|poster|data)=\"?([^\"\s>]+)")
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix().removesuffix("index.html")
        for tag, address in addresses.findall(path.read_text("utf-8")):
            if page == "404.html":
                assert re.match(r"/vale/|[.#]|https://git\.example\.org/", address), address
            elif address.startswith("https://cameras.example.org/"):
                assert (tag, address) == ("link", f"https://cameras.example.org/vale/{page}")
                canonical += 1
            elif re.match(r"[a-z]+:|/", address):
                assert tag == "a", (page, tag, address)
    assert canonical == len(list(site.rglob("index.html")))


def test_nothing_that_is_not_a_page_names_the_host(toy: Path) -> None:
    """Save for feeds and calendars, which are read far from the site."""
    site = toy / "build/site"
    assert b"cameras.example.org" in (site / "feed.xml").read_bytes()
    for path in site.rglob("*"):
        if path.is_file() and path.suffix not in {".html", ".xml", ".gz"} | {".ics"} and path.name != "feed.json":
            content = path.read_bytes()
            assert b"cameras.example.org" not in content, path
            assert str(toy).encode() not in content, path
