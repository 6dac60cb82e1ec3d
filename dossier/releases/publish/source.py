"""The commit whose records are released, judged and read. [io]"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from dossier.checks import COMPARISONS, judge
from dossier.diagnostics import Diagnostic, Severity
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.reading.base_revision import load_base
from dossier.reading.dossier import Dossier
from dossier.reading.files import EVIDENCE
from dossier.reading.load import CAPTURES, load
from dossier.releases.freeze.revision import snapshot
from dossier.system.git import answers, git, line, reason, said
from dossier.system.terminal import progress, shown_path


class RecordsError(DossierError):
    """The records have errors, and nothing is released."""

    def __init__(self, found: Iterable[Diagnostic], records: int) -> None:
        super().__init__("the records have errors, and nothing was released")
        self.found = sorted(found, key=lambda one: one.sort_key)
        self.records = records


@dataclass(frozen=True, slots=True)
class JudgedSource:
    """A commit whose records may be published as they stand."""

    root: Path
    commit: str
    files: Mapping[str, bytes]
    dossier: Dossier
    snapshots: Mapping[str, bytes]
    _followed: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: Path, day: date) -> JudgedSource:
        """The commit checked out in `root`.

        Raises RecordsError where its records have errors, DossierError where the evidence is not as committed.
        """
        commit = source_commit(root)
        files = evidence_files(root, commit)
        with TemporaryDirectory(prefix="dossier-") as folder:
            # The evidence is read from the commit, not from the folder: no ignored or changed file can slip in.
            lay_out(files, root, Path(folder))
            with progress("Reading records") as step:
                loaded = load(Path(folder), day, final=True, step=step)
        _refuse_errors((*loaded.diagnostics, *judge(loaded.dossier)), loaded.dossier)
        dossier = loaded.dossier
        records = ((name, one) for name, one in dossier.entries.items() if one.kind is not Kind.CAPTURE)
        return cls(root, commit, files, dossier, {name: snapshot(dossier, one) for name, one in records})

    def follow(self, last: str) -> None:
        """See that the commit follows upon the one released last, and declares what it corrects.

        Raises DossierError where it does not descend, RecordsError where what was published was changed unsaid.
        """
        if last in self._followed or last == self.commit:
            return
        if not descends(self.root, self.commit, last):
            raise DossierError(
                f"this source ({self.commit[:12]}) does not follow upon {last[:12]}, which was released last: "
                "releasing it would publish older evidence as new"
            )
        base = load_base(self.root, last, self.dossier.today)
        _refuse_errors((one for each in COMPARISONS for one in each.check(self.dossier, base)), self.dossier)
        self._followed.add(last)


def _refuse_errors(found: Iterable[Diagnostic], dossier: Dossier) -> None:
    wrong = [one for one in found if one.severity is Severity.ERROR]
    if wrong:
        raise RecordsError(wrong, len(dossier.names))


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
