"""The files in `pages/`: prose in Markdown, and images. [io]"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dossier.diagnostics import Diagnostic, Span
from dossier.reading.files import is_reserved_name, not_a_file, unreadable
from dossier.reading.text import first_forbidden
from dossier.reading.yaml_nodes import MAX_BYTES
from dossier.system.regular_files import FileForm, files_below, read_regular_file

PAGES = "pages"
MARKDOWN = ".md"
# The folders of the site that only the program fills. A file there could pass for a release or a record.
RESERVED_FOLDERS = frozenset({"r", "releases", "status", "api", "data", "verify"})
# A web server goes by the name of a file, and other programs go by its first bytes. Both must agree.
_FIRST_BYTES = {".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",)}
_WEBP = ".webp"
_LONGEST_START = 12
_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


def prose_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file in `pages/` with its name, which is its path in the folder. Hidden files are not published."""
    hidden = {FileForm.HIDDEN, FileForm.HIDDEN_FOLDER, FileForm.UNREADABLE_FOLDER}
    names = [found.path.partition("/")[2] for found in files_below(root, PAGES) if found.form not in hidden]
    for name in sorted(filter(None, names)):
        yield root / PAGES / name, name


def front_matter(text: str) -> tuple[str, str]:
    """The front matter of a page with its lines `---`, which is empty if there is none, and the rest of the page."""
    page = text.strip() + "\n"
    found = _FRONT_MATTER.match(page)
    return (found.group(), page[found.end() :]) if found else ("", page)


def page_text(content: bytes, errors: str = "strict") -> str:
    """The text of a page without a byte order mark, and with line feeds as its only line breaks."""
    return content.decode("utf-8", errors).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_prose(root: Path) -> dict[str, str]:
    """The text of each page of prose, by its path from the root.

    What `page_problems` reports is left out or cut. Bytes that are not UTF-8 are replaced, so that the rest of the page
    can be judged.
    """
    pages = {}
    for found in files_below(root, PAGES):
        if found.form is FileForm.FILE and found.path.endswith(MARKDOWN):
            try:
                content = read_regular_file(root / found.path, MAX_BYTES)
            except OSError:
                continue
            if content is not None:
                pages[found.path] = page_text(content, "replace")
    return dict(sorted(pages.items()))


def page_problems(root: Path) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each file in `pages/` that must not be published."""
    for found in files_below(root, PAGES):
        span = Span(found.path)
        match found.form:
            case FileForm.LINK:
                yield not_a_file(found.path, "a link")
            case FileForm.OTHER:
                yield not_a_file(found.path, "not a regular file")
            case FileForm.UNREADABLE_FOLDER if found.reason is not None:
                yield unreadable(found.path, found.reason, "folder")
            case FileForm.FILE if _top(found.path) in RESERVED_FOLDERS:
                message = f"`{_top(found.path)}` is a folder of the site that only the program fills"
                yield Diagnostic("reserved-folder", message, span, help="choose another name for the folder or page")
            case FileForm.FILE if (problem := _name_problem(found.path)) is not None:
                yield Diagnostic("reserved-name", problem, span, help="rename the file or folder")
            case FileForm.FILE:
                yield from _file_problems(root, found.path)


def _top(path: str) -> str:
    """The folder of the site in which a file of prose ends, in small letters because many computers ignore case."""
    return path.split("/")[1].casefold().removesuffix(MARKDOWN)


def _name_problem(path: str) -> str | None:
    """The problem of the name of a file of prose or of a folder in its path. Both become parts of an address."""
    for part in path.removesuffix(MARKDOWN).split("/")[1:]:
        if is_reserved_name(part):
            return f"Windows cannot store a file or folder named `{part}`"
        # A web server may decode `%2F`, and a reader takes wide letters and odd spaces for ordinary ones.
        looks_otherwise = unicodedata.normalize("NFKC", part) != unicodedata.normalize("NFC", part)
        if "%" in part or looks_otherwise or first_forbidden(part) is not None:
            return f"`{part}` is a name that servers or readers may take for another"
    return None


def _file_problems(root: Path, path: str) -> Iterator[Diagnostic]:
    """Yield the problem of the type or the size of a file."""
    suffix = Path(path).suffix
    is_page = suffix == MARKDOWN
    try:
        content = read_regular_file(root / path, MAX_BYTES + 1 if is_page else _LONGEST_START)
    except OSError as error:
        yield unreadable(path, error, "file")
        return
    if content is None:
        yield not_a_file(path, "not a regular file")
    elif is_page and len(content) > MAX_BYTES:
        message = f"the page is larger than {MAX_BYTES // 1024} KiB"
        yield Diagnostic("too-large", message, Span(path, 1, 1, 1, 2), help="split the page, or shorten its text")
    elif not is_page and not _is_image(suffix.lower(), content):
        message = f"`{path.rpartition('/')[2]}` is neither Markdown nor an image in the format of its name"
        help_ = "keep only Markdown (.md) and images (.png, .jpg, .jpeg, .webp) in `pages`"
        yield Diagnostic("not-a-page", message, Span(path), help=help_)


def _is_image(suffix: str, start: bytes) -> bool:
    """True if a file with this suffix begins as images of that format do."""
    if suffix == _WEBP:
        return start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    return start.startswith(_FIRST_BYTES.get(suffix, ()))
