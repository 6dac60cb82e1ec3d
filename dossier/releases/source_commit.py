"""Read the commit that a release is made of: its evidence as committed, and whether it follows upon another. [io]"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from dossier.errors import DossierError
from dossier.reading.files import EVIDENCE
from dossier.reading.load import CAPTURES
from dossier.system.git import answers, git, line, reason, said
from dossier.system.terminal import shown_path

_LICENCE = "LICENSE-evidence"


def source_commit(root: Path) -> str:
    """The commit that is checked out in `root`.

    Raises DossierError where there is none, or where the evidence differs from it: what is released is what the ledger
    will name, and nobody can look up what was never committed.
    """
    what = f"`{shown_path(root)}` holds no commit to release"
    commit = line(root, what, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    how = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
    listed = said(git(root, "status", *how, "--", EVIDENCE), "the evidence cannot be compared with its commit")
    changed = [entry[3:].decode("utf-8", "replace") for entry in listed.split(b"\0")[:-1]]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise DossierError(f"`{changed[0]}`{more} is not as committed: commit or remove it, then release")
    return commit


def descends(root: Path, commit: str, ancestor: str) -> bool:
    """Whether a commit is another one, or follows upon it; raises DossierError where the history does not tell."""
    asked = git(root, "merge-base", "--is-ancestor", ancestor, commit)
    if asked.returncode in {0, 1} and not (asked.returncode and _is_shallow(root)):
        return asked.returncode == 0
    why = "the clone is shallow" if _is_shallow(root) else reason(asked)
    raise DossierError(
        f"it cannot be told whether this source follows upon {ancestor[:12]}, which was released last ({why}): "
        "fetch the whole history, and release again"
    )


def evidence_files(root: Path, commit: str) -> dict[str, bytes]:
    """The evidence of a commit, and its licence where there is one, by path relative to `root`."""
    listed = said(git(root, "ls-tree", "-r", "-z", commit, "--", EVIDENCE, _LICENCE), "the commit is unreadable")
    blobs: dict[str, str] = {}
    for entry in listed.split(b"\0")[:-1]:
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.decode().split()
        path = name.decode("utf-8", "replace")
        if mode not in {"100644", "100755"} or ".." in PurePosixPath(path).parts:
            raise DossierError(f"`{path}` is no plain file in the commit")
        blobs[path] = blob
    files: dict[str, bytes] = {}
    with answers(root, list(blobs.values()), "cat-file", "--batch", "--buffer") as stream:
        for path in blobs:
            header = stream.readline().split()
            if len(header) != 3:
                raise DossierError(f"the repository lacks the content of `{path}`")
            files[path] = stream.read(int(header[2]))
            stream.read(1)
    return files


def lay_out(files: dict[str, bytes], root: Path, place: Path) -> None:
    """Write the evidence of a commit below `place`, beside the preserved copies that `root` has at hand."""
    (place / EVIDENCE).mkdir(parents=True)
    for path, content in files.items():
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if (root / CAPTURES).is_dir():
        (place / CAPTURES).symlink_to((root / CAPTURES).resolve(), target_is_directory=True)


def _is_shallow(root: Path) -> bool:
    return git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
