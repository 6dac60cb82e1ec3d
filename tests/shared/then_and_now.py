"""A dossier with releases on several days, and its site.

Between them, records are corrected, withdrawn, redacted, suspended and protected.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.shared.protected_source import PROTECTED as PROTECTED_SOURCE
from tests.shared.protected_source import VIDEO, declared
from tests.shared.releasing import BRANCH, WorkingClone, make_working_clone

CORRECTED, WITHDRAWN, DISPUTED = "CLM-2026-0001", "CLM-2026-0008", "CLM-2026-0009"
SUSPENDED, LIFTED, REDACTED, PROTECTED = "CLM-2026-0006", "CLM-2026-0004", "SRC-2026-0013", VIDEO
FORCE = "ashby-vale-police"
# The judgment that reversed a penalty, and the appeal from it, which is pending after the last release.
JUDGMENT, APPEAL = "PRO-2026-0003", "PRO-2026-0101"
# What nothing on the site may say any more: a redacted name, a suspended claim, the title of a protected source.
NAME, SUSPENDED_WORDS, PROTECTED_WORDS = "Quillon Vexley", "must say so on a sign", "on market day"
VERSIONS = ("2026.11.23", "2026.11.25", "2026.11.25.2", "2026.11.27", "2026.11.28", "2026.11.29")
FIRST, SECOND, THIRD, REDACTION, SUSPENSION, LAST = VERSIONS

_PENDING_APPEAL = f"""\
id: {APPEAL}
kind: appeal
title: Roads Regulator v Ashby Vale Council
forum: roads-tribunal
case_number: RT/2025/31
opened: 2025-11-03
status: pending
status_checked: {{on: 2026-11-20}}
"""


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """The dossier after its last release, and its built site."""

    works: WorkingClone
    site: Path

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")

    def document(self) -> dict[str, Any]:
        """The document that `/as-of/` loads."""
        document: dict[str, Any] = json.loads(self.text("as-of/revisions.json"))
        return document

    def revisions(self, name: str) -> list[list[Any]]:
        """The revisions of a record in that document, with their titles and words in the place of numbers."""
        document = self.document()
        [[titles, revisions]] = [record[2:] for record in document["records"] if record[0] == name]
        words = document["words"]
        return [
            [
                number,
                VERSIONS[release],
                titles[title][0] if isinstance(title, int) else title,
                None if state is None else words[state],
                [words[at] for at in today],
                successor,
                periods,
            ]
            for number, release, title, state, today, successor, periods in revisions
        ]


def make_then_and_now(folder: Path) -> ThenAndNow:
    """Six releases on five days, and the site with all of them and a pending appeal."""
    works = make_working_clone(folder)
    (works.root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    works.edit(REDACTED, ("title: A short history of signs", f"title: A short history of signs by {NAME}"))
    _release(works, "--first")
    works.day = 2
    correction = "  - date: 2026-11-25\n    was: for six weeks.\n    reason: The council says seven.\n"
    works.edit(
        CORRECTED,
        ("for six weeks.\ndate", "for seven weeks.\ndate"),
        ("    reason: The article says six weeks.\n", f"    reason: The article says six weeks.\n{correction}"),
    )
    withdrawal = f"withdrawn:\n  date: 2026-11-25\n  reason: It is there already.\n  replaced_by: {CORRECTED}\n"
    works.edit(WITHDRAWN, ("\nstatement:", f"\n{withdrawal}statement:"))
    denied = "corrections:\n  - {date: 2026-11-25, was: reported, reason: The council denies it.}\nstatement:"
    disputed = "standing: disputed\nstanding_reason: The council denies it."
    works.edit(DISPUTED, ("standing: reported", disputed), ("statement:", denied))
    (works.root / f"evidence/sources/{PROTECTED}.yaml").write_text(PROTECTED_SOURCE + declared("2026-11-25"), "utf-8")
    _release(works)
    works.edit("CLM-2026-0002", ("finds it, at length", "finds it, at some length"))
    _release(works)
    works.day = 4
    works.edit(REDACTED, (NAME, "[redacted]"))
    works.commit()
    text = folder / "text"
    text.write_text(NAME, "utf-8")
    order = ("--text", str(text), "--authority", "A court", "--reason", "It names a person")
    # The pages of this claim cite the source.
    _run(works, "redact", REDACTED, DISPUTED, *order)
    works.day = 5
    _run(works, "suspend", SUSPENDED, LIFTED, "--reason-withheld")
    works.day = 6
    _run(works, "suspend", "--lift", LIFTED)
    works.edit(JUDGMENT, ("status: final", "status: under-appeal"))
    add_pending_appeal(works.root)
    works.commit()
    done = works.run("build", "--published", BRANCH, "--no-search")
    assert done.returncode == 0, done.stdout + done.stderr
    return ThenAndNow(works, works.root / "build/site")


def _release(works: WorkingClone, *arguments: str) -> None:
    works.commit()
    done = works.release(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def _run(works: WorkingClone, *arguments: str) -> None:
    done = works.run(*arguments, "--onto", BRANCH, "--push")
    assert done.returncode == 0, done.stdout + done.stderr


def add_pending_appeal(root: Path) -> None:
    """Add an appeal from the judgment, which is pending, to a toy dossier."""
    judgment = root / f"evidence/proceedings/{JUDGMENT}.yaml"
    appealed = f"history: [{{relation: appealed-to, proceeding: {APPEAL}, date: 2025-11-03}}]\n"
    judgment.write_text(judgment.read_text("utf-8") + appealed, "utf-8")
    (judgment.parent / f"{APPEAL}.yaml").write_text(_PENDING_APPEAL, "utf-8")
