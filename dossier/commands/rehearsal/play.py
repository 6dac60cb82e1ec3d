"""State and conditions that the scenes of a rehearsal share. [io]"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dossier.commands.rehearsal.stage import BrokenPromiseError, Stage
from dossier.configuration import CONFIG
from dossier.model import Record
from dossier.model.addresses import KNOWN_REVISIONS, LEDGER, Revision
from dossier.model.subject import SUBJECT
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.load import load
from dossier.releases.aftermath.status import Status
from dossier.releases.redact.formats import places_with_text
from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store import ledger
from dossier.releases.verify.trees import FolderTree


class SkippedError(Exception):
    """No record of the dossier suits the scene."""


@dataclass
class Play:
    """The stage, and what earlier scenes left for later ones."""

    stage: Stage
    # The lines of the ledger that were kept elsewhere, each in a file of its own.
    witnesses: list[Path] = field(default_factory=list)
    # The commit of main of which the first release was made.
    first_source: str = ""

    def dossier(self) -> Dossier:
        """The records as they are in the clone."""
        return load(self.stage.root, self.stage.day).dossier

    def texts(self, dossier: Dossier) -> dict[str, str]:
        """The text of each record file, by identifier."""
        return {name: self.path(entry).read_text("utf-8") for name, entry in dossier.entries.items()}

    def texts_outside_records(self, dossier: Dossier) -> list[str]:
        """The words of the subject, the settings and the pages. A build refuses redacted words there too."""
        files = (self.stage.root / name for name in (SUBJECT, CONFIG))
        return [*(path.read_text("utf-8") for path in files), *dossier.prose.values()]

    def path(self, entry: Entry[Record]) -> Path:
        """The file of a record in the clone."""
        return self.stage.root / entry.path

    def write(self, entry: Entry[Record], text: str, message: str) -> None:
        """Write the file of a record, and commit it."""
        self.path(entry).write_text(text, "utf-8")
        self.stage.commit(message)

    def publish(self, *arguments: str, leaving: Collection[str] = ()) -> None:
        """Release, keep the head of the ledger, and build. Released bytes must stay, except these paths."""
        before = self.stage.frozen()
        self.stage.release(*arguments)
        self.keep_witness()
        self.expect_unchanged(before, leaving)
        self.stage.build()

    def expect_unchanged(self, before: Mapping[str, bytes], leaving: Collection[str] = ()) -> None:
        """Raise BrokenPromiseError if a released file changed that is not among these paths."""
        after = self.stage.frozen()
        for path, content in before.items():
            if path != LEDGER and path not in leaving and after.get(path) != content:
                raise BrokenPromiseError(f"the released file `{path}` changed")
        if not after[LEDGER].startswith(before[LEDGER]):
            raise BrokenPromiseError("a line of the ledger changed")

    def keep_witness(self) -> None:
        """Keep the head of the ledger outside the repository."""
        lines = ledger.parse(self.stage.frozen()[LEDGER])
        name, content = ledger.witness_file(lines)
        path = self.stage.folder / name
        path.write_bytes(content)
        self.witnesses.append(path)

    def verify(self, where: str, *options: str) -> str:
        """The output of `verify` with all witnesses."""
        witnesses = [part for path in self.witnesses for part in ("--witness", str(path))]
        return self.stage.succeed("verify", where, *witnesses, *options).output

    def expect_no_release(self) -> None:
        """Raise BrokenPromiseError if there is something to release."""
        tip = self.stage.tip()
        self.stage.release()
        if self.stage.tip() != tip:
            raise BrokenPromiseError("a release was made although nothing had changed")

    def expect_nowhere(self, text: TextToRedact) -> None:
        """Raise BrokenPromiseError if a file of the built site or of the branch has a text, in any spelling."""
        tree = FolderTree(self.stage.site)
        files = dict(tree.read(sorted(tree.paths()))) | self.stage.frozen()
        for path, content in files.items():
            for place in places_with_text(content, (text,)):
                raise BrokenPromiseError(f"`{path}` still has the words: {place}")

    def expect_status(self, name: str, status: Status) -> None:
        """Raise BrokenPromiseError unless the first revision of a record has the status, and its notice says so."""
        revision = Revision(name, 1)
        known = json.loads((self.stage.site / KNOWN_REVISIONS).read_bytes())
        described = known["records"][name]["revisions"]["1"]
        if status not in (described["status"], *described.get("also", ())):
            raise BrokenPromiseError(f"the status of `{revision}` is `{described['status']}` instead of `{status}`")
        self.expect_notice(name, status.label)

    def expect_notice(self, name: str, words: str) -> None:
        """Raise BrokenPromiseError unless the notice of the first revision of a record has the words."""
        revision = Revision(name, 1)
        text = (self.stage.site / revision.status / "index.html").read_text("utf-8")
        if words.lower() not in text.lower():
            raise BrokenPromiseError(f"the notice of `{revision}` does not say `{words}`")
