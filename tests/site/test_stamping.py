"""A stamped page equals the page that MkDocs makes by itself.

MkDocs builds the reference from a Markdown page for each record: the shell of its kind, with the fragments of the
record in place of the placeholders. In the toy dossier the fragments are raw HTML in the Markdown. Hostile text
contains characters that Markdown obeys even inside raw HTML (a fence, a tab), which is why pages are stamped at all.
For hostile text, a Markdown extension of this test therefore protects the fragments as Markdown protects raw HTML.

The search box and the content policy are put into the page of MkDocs as well, and its frame is mended and cut.
`test_frame.py` shows in a browser that the cut changes nothing.
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
from dossier.exports.summary import record_summaries
from dossier.model.identifiers import Kind
from dossier.pages.feed_links import feed_of_record
from dossier.pages.record import content_of
from dossier.pages.sections import headings_of
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.site import builder
from dossier.site.builder import Builder
from dossier.site.content_policy import with_policy
from dossier.site.fragments import record_fragments
from dossier.site.frame import cut, mended, with_finder, with_skip_to_heading
from dossier.site.frame_script import with_own_script
from dossier.site.head_tags import record_head, with_picture
from dossier.site.mkdocs import configure
from dossier.site.shells import Tokens, shell
from dossier.site.staging import stage
from tests.shared.hostile import Hostile
from tests.shared.toy import DAY, TOY, TOY_SUBJECT


class ProtectedFragments(Extension):
    """Protects fragments as Markdown protects raw HTML, before it looks for fences and HTML."""

    def __init__(self, tokens: Tokens, fragments: dict[str, dict[str, str]]) -> None:
        super().__init__()
        self.tokens = tokens
        self.fragments = fragments

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Python-Markdown's)
        md.preprocessors.register(_Protector(md, self), "keep", 29)


class _Protector(Preprocessor):
    def __init__(self, md: Markdown, extension: ProtectedFragments) -> None:
        super().__init__(md)
        self.extension = extension
        self.stash: Any = md.htmlStash

    def run(self, lines: list[str]) -> list[str]:
        """The lines with each placeholder replaced by the placeholder under which Markdown stashes the fragment."""
        placeholder = re.compile(rf"\[\[([\w-]+) ({self.extension.tokens.pattern.pattern})\]\]")

        def protect(match: re.Match[str]) -> str:
            return str(self.stash.store(self.extension.fragments[match.group(1)][match.group(3)]))

        return placeholder.sub(protect, "\n".join(lines)).split("\n")


def reference(root: Path, dossier: Dossier, work: Path, *, is_protected: bool) -> Path:
    """The site that MkDocs makes of a Markdown page for each record."""
    docs, site = work / "docs", work / "site"
    tokens = Tokens()
    docs.mkdir()
    config = configure(root, docs, site)
    docs.rmdir()
    repository = RepositoryLinks(config.extra["repository"], config.extra["branch"])
    stage(root, docs, repository, tokens, TOY_SUBJECT)
    fragments = {}
    for name, entry in dossier.entries.items():
        box = cite_box(dossier, entry, config.site_name, None)
        html = record_fragments(content_of(dossier, entry), repository, box, None, feed_of_record(dossier, entry))
        blocks = {key: str(value) for key, value in html.items()}
        fragments[name] = blocks
        headings = headings_of(entry.kind, TOY_SUBJECT.focus)
        shown = {block: heading for block, heading in headings.items() if blocks[block]}
        body = shell(shown, tokens).split("---\n", 2)[2]
        if is_protected:
            body = tokens.pattern.sub(lambda match, name=name: f"[[{name} {match.group()}]]", body)  # type: ignore[misc]
        else:
            body = tokens.pattern.sub(lambda match, blocks=blocks: blocks[match.group(1)], body)  # type: ignore[misc]
        # JSON is YAML.
        front = "".join(f"{key}: {json.dumps(blocks[key])}\n" for key in ("title", "description"))
        (docs / TOY_SUBJECT.folder(entry.kind) / f"{name}.md").write_text(f"---\n{front}---\n{body}", "utf-8")
    for kind in Kind:
        (docs / tokens.path_of(TOY_SUBJECT.folder(kind))).unlink()
    config = configure(root, docs, site)
    if is_protected:
        config.markdown_extensions.append(ProtectedFragments(tokens, fragments))  # type: ignore[arg-type]
    build(config)
    about = about_of(config)
    summaries = record_summaries(dossier, about)
    for name, entry in dossier.entries.items():
        page = site / TOY_SUBJECT.folder(entry.kind) / name / "index.html"
        tags = record_head(dossier, entry, about, summaries[name], feed_of_record(dossier, entry))
        # The tags come at the end of the head, and Markdown has no way to say so.
        text = with_picture(with_skip_to_heading(with_finder(with_own_script(mended(page.read_text("utf-8"))))), about)
        built = with_policy(cut(text))
        page.write_text(built.replace("</head>", f"{tags}</head>", 1), "utf-8")
    return site


@pytest.mark.parametrize("is_protected", [False, True], ids=["raw", "protected"])
def test_stamped_pages_are_what_mkdocs_makes(toy: Path, tmp_path: Path, is_protected: bool) -> None:
    _compare(toy, tmp_path, is_protected=is_protected)


def test_hostile_stamped_pages_are_what_mkdocs_makes(hostile: Hostile, tmp_path: Path) -> None:
    _compare(hostile.root, tmp_path, is_protected=True)


def _compare(root: Path, work: Path, *, is_protected: bool) -> None:
    dossier = load(root, DAY).dossier
    wanted = reference(root, dossier, work, is_protected=is_protected)
    assert {entry.kind for entry in dossier.entries.values()} == set(Kind)
    for name, entry in dossier.entries.items():
        page = f"{TOY_SUBJECT.folder(entry.kind)}/{name}/index.html"
        assert (root / "build/site" / page).read_bytes() == (wanted / page).read_bytes(), page


def test_no_placeholder_survives(hostile: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No shell survives either: each page in the folder of a kind is the page of a record, or the hub."""
    created: list[Tokens] = []

    def recorded() -> Tokens:
        created.append(Tokens())
        return created[-1]

    monkeypatch.setattr(builder, "Tokens", recorded)
    shutil.copytree(hostile.root, tmp_path / "dossier", ignore=shutil.ignore_patterns("build"))
    loaded = load(tmp_path / "dossier", DAY)
    Builder(tmp_path / "dossier").build(loaded.dossier)
    site = tmp_path / "dossier/build/site"
    key = created[0]["path"].removesuffix("xpath0").removeprefix("x").encode()
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
        folders = {path.name for path in (site / TOY_SUBJECT.folder(kind)).iterdir() if path.is_dir()}
        assert folders == {name for name, entry in loaded.dossier.entries.items() if entry.kind is kind}


def test_the_sitemap_lists_exactly_the_pages(toy: Path) -> None:
    site = toy / "build/site"
    content = (site / "sitemap.xml").read_bytes()
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == content
    listed = re.findall(r"<loc>([^<]*)</loc>", content.decode())
    pages = [PurePosixPath(path.relative_to(site)).as_posix() for path in site.rglob("index.html")]
    # The notes on code from elsewhere are no pages.
    assert not any(page.startswith("assets/") for page in pages)
    assert len(pages) > len(load(TOY, DAY).dossier.entries)
    assert listed == sorted(f"https://cameras.example.org/vale/{page.removesuffix('index.html')}" for page in pages)


def test_every_address_inside_the_site_is_relative(toy: Path) -> None:
    """Canonical links are absolute. Links may lead out of the site, but nothing loads from outside."""
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
    """Feeds, calendars and `robots.txt` do, because programs read them outside the site."""
    site = toy / "build/site"
    assert b"cameras.example.org" in (site / "feed.xml").read_bytes()
    for path in site.rglob("*"):
        for_programs = {".html", ".xml", ".gz", ".ics"}
        if path.is_file() and path.suffix not in for_programs and path.name not in {"feed.json", "robots.txt"}:
            content = path.read_bytes()
            assert b"cameras.example.org" not in content, path
            assert str(toy).encode() not in content, path
