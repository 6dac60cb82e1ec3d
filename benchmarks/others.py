"""The pages of a built dossier, written for MkDocs-Material and for Hugo.

Both get the content and headings of every page as Markdown. MkDocs gets the dossier's own configuration. Hugo gets a
layout cut from a page that Material built: head, header, navigation, table of contents and footer are constants, so no
theme could do less work.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from html_tree import read
from markdown_text import markdown_text

_TOC = re.compile(r'<nav class="md-nav md-nav--secondary".*?</nav>', re.DOTALL)
_HUGO = """\
baseURL = "http://127.0.0.1:8000/"
title = "A synthetic dossier"
disableKinds = ["taxonomy", "term", "RSS", "404"]
disablePathToLower = true
[markup.goldmark.renderer]
unsafe = true
[markup.tableOfContents]
startLevel = 2
endLevel = 6
"""


def write_mkdocs(root: Path, folder: Path) -> None:
    """Write the site of `root` as a folder for `mkdocs build`."""
    for address, page in pages(root):
        _write(folder / "docs" / _file(address), markdown_text(read(page), _to_file(address)))
    shutil.copytree(root / "build" / "docs" / "assets", folder / "docs" / "assets")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("build/docs", "docs").replace("build/site", "site")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def write_hugo(root: Path, folder: Path) -> None:
    """Write the site of `root` as a folder for `hugo`."""
    for address, page in pages(root):
        # Hugo treats a page as a section if other pages are below it.
        name = re.sub(r"(^|/)index\.md$", r"\1_index.md", _file(address))
        _write(folder / "content" / name, markdown_text(read(page), lambda href: href))
    _write(folder / "hugo.toml", _HUGO)
    for name, text in _layouts(next(page for address, page in pages(root) if address.startswith("claims/CLM"))):
        _write(folder / "layouts" / name, text)
    site = root / "build" / "site"
    shutil.copytree(site / "assets", folder / "static" / "assets")


_SECTIONS = ("claims/", "sources/", "forces/", "organisations/", "proceedings/", "captures/")


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of every page of the built site."""
    site = root / "build" / "site"
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        if not address.startswith("assets/"):
            yield address, path.read_text(encoding="utf-8")


def _file(address: str) -> str:
    """The path of the Markdown file of a page."""
    return f"{address}index.md" if address in ("", *_SECTIONS) else f"{address.rstrip('/')}.md"


def _to_file(address: str) -> Callable[[str], str]:
    """The function that converts a link on this page to the path of a Markdown file."""
    folder = posixpath.dirname(_file(address))

    def link(href: str) -> str:
        target, _, anchor = href.partition("#")
        if not target or ":" in target:
            return href
        linked = posixpath.normpath(posixpath.join(address, target))
        file = _file("" if linked == "." else f"{linked}/")
        return posixpath.relpath(file, folder or ".") + (f"#{anchor}" if anchor else "")

    return link


def _layouts(page: str) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each layout, made from a page that Material built."""
    built = read(page)
    begin = page.index(">", page.index("<article")) + 1
    head, article, foot = page[:begin], "{{ .Content }}", page[page.index("</article>") :]
    layout = f"{head}{article}{foot}".replace("../../", "/")
    layout = re.sub(r"<title>.*?</title>", "<title>{{ .Title }} - {{ site.Title }}</title>", layout, count=1)
    layout = re.sub(r'(<meta name="description" content=)"[^"]*"', r'\1"{{ .Description }}"', layout, count=1)
    layout = re.sub(r'(<link rel="canonical" href=)"[^"]*"', r'\1"{{ .Permalink }}"', layout, count=1)
    layout = _TOC.sub('<nav class="md-nav md-nav--secondary">{{ .TableOfContents }}</nav>', layout)
    navigation = re.search(r'<nav class="md-nav md-nav--primary".*?(?=</div>\s*</div>\s*</div>)', layout, re.DOTALL)
    if navigation is None or built.title in layout:
        raise ValueError("the page that Material built has an unexpected form")
    yield "_partials/navigation.html", navigation.group()
    layout = layout.replace(navigation.group(), '{{ partialCached "navigation.html" . }}', 1)
    yield from ((f"{kind}.html", layout) for kind in ("home", "section", "page"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
