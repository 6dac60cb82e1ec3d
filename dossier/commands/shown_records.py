"""The records that a command may show next to the releases. [io]"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossier.reading.load import Loaded
    from dossier.releases.aftermath.published import Published


def shown_records(loaded: Loaded, published: Published) -> Loaded:
    """The records without the suspended ones, with the decisions whose later course that hides.

    Prints a warning if nothing is left of a suspended proceeding, because that hides the course of all decisions.
    Raises DossierError if any record refers to a suspended record.
    """
    # Imported here because most commands run without releases.
    from dossier.releases.aftermath.hidden_courses import lost_proceedings, without_what_is_suspended
    from dossier.releases.store.kept_files import KEPT

    lost = lost_proceedings(published, loaded.dossier)
    if lost:
        names = ", ".join(f"`{name}`" for name in lost)
        print(
            f"warning: nothing is left of {names} but the notice of a suspension, so the later course of no judgment "
            "and no other decision is known: name the branch of the releases instead of a folder, fetch all of it with "
            f"`git fetch --unshallow`, or put the files that `suspend` kept into `{KEPT}`",
            file=sys.stderr,
        )
    return without_what_is_suspended(loaded, published)
