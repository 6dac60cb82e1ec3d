"""Reasons and authorities that would publish what is suspended. [io]

A release prints them at once and for good, so they are compared before any release is made.
"""

from __future__ import annotations

from collections.abc import Mapping

from dossier.errors import DossierError
from dossier.model.addresses import LEDGER
from dossier.releases.publish.changes import read_releases
from dossier.releases.store import ledger
from dossier.releases.store.branch import Branch, CommitTree
from dossier.releases.store.kept_files import KeptFiles
from dossier.releases.store.suspensions import suspended_revisions, suspensions
from dossier.releases.suspend.remaining import is_repeated_in


def refuse_suspended_words(branch: Branch, kept: KeptFiles, words: Mapping[str, str | None]) -> None:
    """Raise DossierError if a reason or an authority, given by its name, repeats a suspended text of any record.

    Published bytes that are missing are not compared.
    """
    given, tip = {name: each for name, each in words.items() if each}, branch.tip()
    if not given or tip is None:
        return
    tree = CommitTree(branch.repository, tip)
    try:
        active = suspensions(read_releases(tree, ledger.parse(dict(tree.read([LEDGER])).get(LEDGER, b""))))
    except ValueError:
        # What is wrong with the branch is said when the release is made.
        return
    for revision, suspension in sorted(suspended_revisions(active).items()):
        # Other revisions are suspended for the text that they repeat, and have texts of their own as well.
        if suspension.file.record == revision.identifier:
            content = kept.original(tree, revision.record, suspension.file.sha256)
            repeating = [name for name, each in given.items() if content is not None and is_repeated_in(each, content)]
            if repeating:
                raise DossierError(
                    f"the {repeating[0]} repeats a sentence of `{revision}`, which is suspended, and the "
                    f"{repeating[0]} is published"
                )
