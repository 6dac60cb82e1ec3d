"""Names in the folders of a git commit, which must be unique. [io]"""

from __future__ import annotations

import re
from collections import Counter

from dossier.errors import DossierError
from dossier.system.git import Repository, output_of
from dossier.system.terminal import clean

# `<mode> SP <name> NUL <id>` for each entry of a folder, by the number of hexadecimal digits of an id.
_ENTRIES = {digits: re.compile(rb"[0-7]+ ([^\0]*)\0.{%d}" % (digits // 2), re.DOTALL) for digits in (40, 64)}
# git reads the first three as folders, and never writes the last.
_NO_NAMES = frozenset({b"", b".", b"..", b".git"})


def check_names(repository: Repository, commit: str) -> None:
    """Raise DossierError if a folder of the commit has a name twice, or a name that no file or folder can have.

    git never writes such a commit, but it reads what other programs wrote. Then two readers can see different
    files at the same path.
    """
    failure = f"git cannot list commit {commit[:12]}"
    trees = [repository.output_line(failure, "rev-parse", "--verify", f"{commit}^{{tree}}")]
    listed = output_of(repository.run("ls-tree", "-r", "-d", "-z", "--full-tree", commit), failure)
    for line in listed.split(b"\0")[:-1]:
        _, kind, object_id = line.partition(b"\t")[0].decode("ascii").split()
        if kind == "tree":
            trees.append(object_id)
    distinct = list(dict.fromkeys(trees))
    for found, content in repository.objects(distinct):
        if found != b"tree":
            raise DossierError(f"{failure}: fetch it in full")
        for name in _bad_names(_ENTRIES[len(commit)].findall(content)):
            shown = clean(name.decode("utf-8", "replace"))
            raise DossierError(f"a folder of commit {commit[:12]} has the name `{shown}` twice, or cannot have it")


def _bad_names(names: list[bytes]) -> list[bytes]:
    """The names that are there twice, or that no file or folder can have."""
    bad = [name for name in names if b"/" in name or name.lower() in _NO_NAMES]
    return bad if bad or len(set(names)) == len(names) else [name for name, n in Counter(names).items() if n > 1]
