"""Read the commit that is checked out, whole and judged, as the source of a release. [io]"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dossier.checks import COMPARISONS, judge
from dossier.diagnostics import Diagnostic, Severity
from dossier.errors import DossierError
from dossier.model.identifiers import Kind
from dossier.reading.base_revision import load_base
from dossier.reading.dossier import Dossier
from dossier.reading.load import load
from dossier.releases.revisions import snapshot
from dossier.releases.source_commit import descends, evidence_files, lay_out, source_commit
from dossier.system.terminal import progress


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
