"""Files that differ from the commit that is checked out. [io]

git can change the bytes of a file when it checks the file out, for example its encoding or its line breaks. A release
reads the commit, and people judge the files. git is not asked for the differences: it would change the bytes back
before it compares them, or run a program of the user for that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from dossier.diagnostics import Diagnostic, Span
from dossier.errors import DossierError
from dossier.model.subject import SUBJECT
from dossier.reading.hidden import JUDGED
from dossier.system.git import Repository, TreeEntry, output_of
from dossier.system.git_trees import check_names
from dossier.system.regular_files import read_regular_file

_HELP = (
    "commit it as it is; if git changes its bytes, remove `working-tree-encoding`, `ident`, `filter` and `eol` from "
    "`.gitattributes`"
)


def uncommitted(root: Path) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each judged file that differs from the commit that is checked out.

    Raises DossierError if there is no commit, or if two readers of it could see different files.
    """
    repository = Repository(root)
    repository.check()
    commit = repository.commit("HEAD")
    if commit is None:
        raise DossierError("there is no commit to compare the files with")
    check_names(repository, commit)
    for path in changed_files(repository, commit, *JUDGED, SUBJECT):
        message = "the file differs from the commit that is checked out"
        yield Diagnostic("not-as-committed", message, Span(path), help=_HELP)


def changed_files(repository: Repository, commit: str, *below: str) -> Iterator[str]:
    """Yield each path in or at `below` that has a file or an entry in the commit, but not both with the same bytes.

    Files that git ignores are left out unless the commit has them.
    """
    entries = {entry.path: entry for entry in repository.tree(commit, *below, with_sizes=True)}
    for path, entry in entries.items():
        if not entry.is_regular or not _has_bytes_of(repository.root / path, entry):
            yield path
    options = ("--cached", "--others", "--exclude-standard", "-z")
    listed = output_of(repository.run("ls-files", *options, "--", *below), "git cannot list the files")
    names = {name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0")[:-1]}
    yield from sorted(name for name in names - entries.keys() if (repository.root / name).exists())


def _has_bytes_of(path: Path, entry: TreeEntry) -> bool:
    """True if the regular file at this path has the bytes of the entry. A link is not followed."""
    size = entry.size or 0
    try:
        content = read_regular_file(path, size + 1)
    except OSError:
        return False
    if content is None or len(content) != size:
        return False
    # The id of a blob is the hash of `blob <size> NUL <content>` (git-hash-object(1)).
    name = "sha1" if len(entry.object_id) == 40 else "sha256"
    return hashlib.new(name, b"blob %d\0" % size + content, usedforsecurity=False).hexdigest() == entry.object_id
