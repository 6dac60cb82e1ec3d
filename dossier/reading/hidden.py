"""Hidden files among the records, pages and preserved copies. [io]"""

from __future__ import annotations

from pathlib import Path

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.errors import DossierError
from dossier.reading.captures import CAPTURES
from dossier.reading.files import EVIDENCE
from dossier.reading.prose import PAGES
from dossier.system.git import Repository
from dossier.system.regular_files import FileForm, FoundPath, files_below

# The folders whose files are judged or published.
JUDGED = (EVIDENCE, PAGES, CAPTURES)
# git does not store empty folders. An empty file with this name keeps a folder.
_KEEPS_FOLDER = ".gitkeep"
# git changes the bytes of other files as this file says, whether it is committed or not.
_ATTRIBUTES = ".gitattributes"


def hidden_files(root: Path) -> list[Diagnostic]:
    """A diagnostic for each hidden file or folder: an error if git tracks it, else a warning."""
    hidden = [
        found
        for folder in JUDGED
        for found in files_below(root, folder)
        if found.form in {FileForm.HIDDEN, FileForm.HIDDEN_FOLDER} and not _keeps_folder(root, found)
    ]
    tracked = _tracked(root) if hidden else frozenset()
    return [
        hidden_file(found.path, is_error=found.path in tracked or _is_always_wrong(root, found)) for found in hidden
    ]


def hidden_file(path: str, *, is_error: bool) -> Diagnostic:
    """The diagnostic for a hidden file or folder."""
    message = f"`{path.rpartition('/')[2]}` is hidden, so it is not read"
    help_ = "delete it; it may be left over from an editor"
    if is_error:
        help_ = "delete it; if it is a record or a page, remove the full stop at the beginning of its name"
    return Diagnostic(
        "hidden-file", message, Span(path), help=help_, severity=Severity.ERROR if is_error else Severity.WARNING
    )


def hidden_part(path: str, size: int | None) -> str | None:
    """The path up to its first hidden part, or None if no part is hidden or the file only keeps a folder."""
    parts = path.split("/")
    number = next((number for number, part in enumerate(parts, 1) if part.startswith(".")), None)
    if number is None or (number == len(parts) and parts[-1] == _KEEPS_FOLDER and size == 0):
        return None
    return "/".join(parts[:number])


def _keeps_folder(root: Path, found: FoundPath) -> bool:
    path = root / found.path
    return found.name == _KEEPS_FOLDER and not path.is_symlink() and path.is_file() and not path.stat().st_size


def _is_always_wrong(root: Path, found: FoundPath) -> bool:
    """True for attributes of git, for a hidden record, and for a hidden folder, which may hold records."""
    is_record = found.name.endswith(".yaml") and not (root / found.path).is_symlink()
    return found.name.casefold() == _ATTRIBUTES or (
        found.path.startswith(f"{EVIDENCE}/") and (found.form is FileForm.HIDDEN_FOLDER or is_record)
    )


def _tracked(root: Path) -> frozenset[str]:
    """The hidden files that git tracks, and the hidden folders in which it tracks a file."""
    try:
        listed = Repository(root).run("ls-files", "-z", "--", *JUDGED)
    except DossierError:  # git is not installed, so nothing here came through git
        return frozenset()
    files = (name.decode("utf-8", "surrogateescape") for name in listed.stdout.split(b"\0")[:-1])
    return frozenset(part for file in files if (part := hidden_part(file, None)) is not None)
