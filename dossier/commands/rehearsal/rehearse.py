"""Runs all scenes and prints a line for each promise. [io]"""

from __future__ import annotations

import sys
from pathlib import Path

from dossier.commands.rehearsal.play import Play, SkippedError
from dossier.commands.rehearsal.scenes import SCENES
from dossier.commands.rehearsal.stage import BrokenPromiseError, open_stage
from dossier.errors import DossierError
from dossier.system.terminal import clean


def rehearse(root: Path) -> int:
    """Play all scenes on a copy of the dossier, and print what they show.

    Returns 0 if no promise is broken, else 1. Raises DossierError if the dossier cannot be copied.
    """
    broken = 0
    print("rehearsing on a copy: this takes some minutes", file=sys.stderr, flush=True)
    with open_stage(root) as stage:
        play = Play(stage)
        for promise, scene in SCENES:
            head = stage.git("rev-parse", "HEAD")
            try:
                scene(play)
                print(f"kept: {promise}", flush=True)
            except SkippedError as error:
                print(f"not shown: {promise}: {error}", flush=True)
            except (BrokenPromiseError, DossierError) as error:
                broken += 1
                print(f"broken: {promise}: {clean(str(error))}", flush=True)
                # The next scene begins with sound records.
                stage.repository.run("reset", "--quiet", "--hard", head)
                # Without a first release there is nothing to show.
                if not play.witnesses:
                    break
        for setting in stage.missing:
            print(f"still to be made: {clean(str(setting))}")
    print("this was a rehearsal on a copy: nothing was released, and the repository is as it was")
    return 1 if broken else 0
