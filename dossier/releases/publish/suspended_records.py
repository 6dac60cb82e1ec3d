"""Suspended records, and the dossier without them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dossier.checks.held_record import places_referring
from dossier.errors import DossierError
from dossier.reading.dossier import Dossier
from dossier.reading.load import Loaded

_MOST_SHOWN = 20


def without_suspended(loaded: Loaded, suspended: Collection[str]) -> Loaded:
    """The records without the suspended ones and their preserved copies, whose problems do not count.

    Preserved copies and the story lose what they say of them. Raises DossierError if any other record refers to a
    suspended record: it rests on what is suspended, or repeats it. A mention in prose does neither.
    """
    if not suspended:
        return loaded
    dossier = loaded.dossier
    left = dossier.without(suspended)
    gone = {*suspended, *(dossier.names.keys() - left.names.keys())}
    places = list(dict.fromkeys(places_referring(left, gone)))
    if places:
        more = ["  …"] if len(places) > _MOST_SHOWN else []
        shown = [f"  {span.path}:{span.line} refers to `{name}`" for span, name in places[:_MOST_SHOWN]]
        raise DossierError(
            "\n".join(["these records are suspended, and the evidence still refers to them:", *shown, *more])
            + "\ntake that out, or suspend the records that refer to them as well"
        )
    paths = files_left_out(dossier, left)
    problems = tuple(problem for problem in loaded.diagnostics if problem.span.path not in paths)
    return Loaded(left, problems, tuple(file for file in loaded.files if file.path not in paths))


def base_without_suspended(
    base: Dossier, dossier: Dossier, suspended: Collection[str], published: Collection[str]
) -> Dossier:
    """The base to compare a dossier without suspended records with. Their files may be taken out, and come back.

    `published` has the identifiers of all published records. Those whose files come back are not new.
    """
    left = base.without(suspended) if suspended else base
    names = dict(left.names)
    for name, files in dossier.names.items():
        capture = dossier.capture(name)
        is_old_copy = capture is not None and capture.source in published and name in base.used
        if name not in names and (name in published or is_old_copy):
            names[name] = files
    return replace(left, names=names)


def files_left_out(whole: Dossier, left: Dossier) -> set[str]:
    """The files of suspended records, and of preserved copies that have quotations of them."""
    changed = {entry.path for name, entry in left.entries.items() if entry is not whole.entries[name]}
    return changed | {path for name in whole.names.keys() - left.names.keys() for path in whole.names[name][1]}
