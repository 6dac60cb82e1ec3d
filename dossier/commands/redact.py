"""`dossier redact`: remove a text from frozen revisions in a new release. [io]

The command then searches everything else that it can reach for the text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.commands import command_line, printable_option, root_option
from dossier.commands.on_branch import ONTO, add_branch_options, replacer_of
from dossier.commands.places_of_text import (
    EVIDENCE,
    parts_in_evidence,
    remaining_elsewhere,
    signs_in_evidence,
)
from dossier.errors import DossierError
from dossier.model.redaction import MARK, WITHOUT_MARK
from dossier.model.subject import SUBJECT
from dossier.reading.load import today
from dossier.system.terminal import clean

if TYPE_CHECKING:
    from dossier.model.subject import Subject
    from dossier.releases.redact.order import TextLeftError
    from dossier.releases.redact.release import RedactionOutcome
    from dossier.releases.redact.wanted import TextToRedact
    from dossier.releases.store.branch import Branch

_QUOTES = frozenset("\"'‘’‚“”„«»‹›")
_MOST_SHOWN = 50
_REDACT_ON_WHOLE_PAGE = (
    "to redact it in the fields of the record too, give each other place on the page, an address as well, in one more "
    "`--text` file, with the same words in double square brackets: when the page has them nowhere, the fields lose them"
)
_MOST_SIGNS_SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "names",
        nargs="+",
        metavar="ID[/N]",
        help="redact this revision, or all revisions of a record that contain the text; the version of a release "
        "stands for the reasons and authorities that it gives",
    )
    parser.add_argument(
        "--text",
        required=True,
        action="append",
        type=Path,
        metavar="FILE",
        help="remove the text in this file, or the part of it in [[double square brackets]]; may be repeated",
    )
    parser.add_argument(
        "--authority", required=True, metavar="TEXT", help="name who ordered the redaction; this is published"
    )
    parser.add_argument("--reason", required=True, metavar="TEXT", help="say why; this is published")
    parser.add_argument(
        "--leave",
        action="append",
        default=[],
        metavar="ID[/N]",
        help="leave what is left of the text, or is like it, in this record, revision or release; may be repeated",
    )
    parser.add_argument(
        "--loose",
        action="store_true",
        help="also redact words that have the letters and digits of the text, such as a title in an address",
    )
    parser.add_argument("--onto", required=True, metavar="BRANCH", help=ONTO)
    add_branch_options(parser)
    parser.epilog = (
        "Exit codes: 0 if the text is redacted, also if the command lists other places that have it; 2 if it is not. "
        "Then no published file has changed."
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Redact the texts, and list the places that still have them. Raises DossierError if they cannot be redacted."""
    from dossier.configuration import release_settings
    from dossier.reading.subject import required_subject
    from dossier.releases.redact.order import RedactionOrder, TextLeftError, parse_revisions
    from dossier.releases.redact.release import Redactor
    from dossier.releases.suspend.reasons import refuse_suspended_words

    authority, reason = printable_option("authority", options.authority), printable_option("reason", options.reason)
    texts = tuple(_text(path, required_subject(root)) for path in options.text)
    given = {"authority": authority, "reason": reason, "without-timestamp": options.without_timestamp or ""}
    for name, words in given.items():
        if any(text.is_like(words) or text.has_part_in(words) for text in texts):
            raise DossierError(f"`--{name}` repeats the text to be removed")
        has_part = any(text.has_name_word_in(words) or text.has_part_loosely_in(words) for text in texts)
        if has_part and not options.leave:
            raise DossierError(
                f"`--{name}` has a part of the text, such as the family name, and is published: leave the part out, or "
                "say with `--leave ID`, for each record that you named, that it stays"
            )
    replacer = replacer_of(options, root, release_settings(root))
    branch, redactor = replacer.branch, Redactor(replacer)
    refuse_suspended_words(branch, replacer.kept, given)
    leave = parse_revisions(options.leave)
    order = RedactionOrder(parse_revisions(options.names), texts, authority, reason, leave, options.loose)
    try:
        outcome = redactor.redact(order, today())
    except TextLeftError as error:
        raise DossierError(f"{error}\n{_ways_on(options, root, error)}") from None
    _print_release(outcome, branch)
    remaining = remaining_elsewhere(root, order, options.text)
    listed = {place for places in remaining.values() for place in places}
    in_evidence = [place for place in parts_in_evidence(root, order, outcome.release) if place not in listed]
    in_order = [f"`--{name}`" for name, words in given.items() if any(text.is_partly_in(words) for text in texts)]
    parts = [*outcome.parts, *in_order, *in_evidence]
    if parts:
        print(
            f"what can be a part of the text, or say the same, is also at these places ({len(parts):,}):",
            file=sys.stderr,
        )
        _print_places(parts)
    if outcome.remaining:
        _print_remaining({"": [f"{branch.name}: {path}" for path in outcome.remaining]}, "other published files")
        print(f"to redact them as well: {_command_for_others(options, root, outcome)}", file=sys.stderr)
    if remaining:
        _print_remaining(remaining, "places outside the branch")
    known = {*listed, *in_evidence}
    in_files = [place for place in signs_in_evidence(root, order) if place not in known]
    _print_signs([f"{branch.name}: {place}" for place in outcome.signs], in_files)
    if remaining or in_evidence:
        print(
            f"replace it by {MARK} in the evidence, in `{SUBJECT}` and in the pages, in quotation marks if the value "
            f"begins with it or is between braces; do the same with each digest in a review; {WITHOUT_MARK}; then "
            "commit, and build the site again",
            file=sys.stderr,
        )
    print(_further_steps(branch, outcome.commit))
    return 0


def _text(path: Path, subject: Subject) -> TextToRedact:
    from dossier.releases.redact.refusals import refusal
    from dossier.releases.redact.wanted import TextToRedact

    try:
        text = TextToRedact(_without_quotes(path.read_text(encoding="utf-8-sig").strip()))
    except UnicodeDecodeError:
        raise DossierError(f"`{path}` is not UTF-8") from None
    except ValueError as error:
        raise DossierError(f"`{path}`: {error}") from None
    words = refusal(text, subject)
    if words is not None:
        raise DossierError(
            f"`{path}`: the text is a part of `{words}`, which is on pages of all records: give the words around "
            "it as well, with the part to remove in double square brackets"
        )
    print(f"`{path}` is {text.reading}", file=sys.stderr)
    return text


def _without_quotes(text: str) -> str:
    # Around the whole text, quotation marks are not meant.
    return text[1:-1].strip() if text[:1] in _QUOTES and text[-1:] in _QUOTES else text


def _print_release(outcome: RedactionOutcome, branch: Branch) -> None:
    release = outcome.release
    print(f"release {release.version}: {len(release.redacted)} files redacted; {branch.name} at {outcome.commit[:12]}")
    for file in release.redacted:
        print(f"  {file.path}: {file.places}")


def _print_remaining(places: Mapping[str, Sequence[str]], where: str) -> None:
    """Print the places by folder, so that a folder with many places, as the site has, hides no other folder."""
    total = sum(map(len, places.values()))
    print(f"{where} still contain the text, or something like it ({total:,}):", file=sys.stderr)
    for folder, inside in places.items():
        _print_places(inside, f" in `{folder}`" if folder else "")


def _print_signs(published: Sequence[str], in_files: Sequence[str]) -> None:
    """Print the places with signs of a text in records that the order does not name, and what to decide."""
    if not (published or in_files):
        return
    total = len(published) + len(in_files)
    print(
        f"words that can be the family name, or the number in another form, are also in other records ({total:,}):",
        file=sys.stderr,
    )
    _print_places(published, " on the branch", _MOST_SIGNS_SHOWN)
    _print_places(in_files, f" in `{EVIDENCE}`", _MOST_SIGNS_SHOWN)
    print(
        "decide for each if it is what you mean: then redact that record as well, with the words around it and itself "
        "in double square brackets, and change the evidence; another person or number, or an ordinary word, can stay",
        file=sys.stderr,
    )


def _print_places(places: Sequence[str], where: str = "", most: int = _MOST_SHOWN) -> None:
    for place in places[:most]:
        print(f"  {clean(place)}", file=sys.stderr)
    if len(places) > most:
        print(f"  … and {len(places) - most:,} more{where}", file=sys.stderr)


def _ways_on(options: argparse.Namespace, root: Path, error: TextLeftError) -> str:
    """The command lines after which nothing stops the redaction any more."""
    leave = _command(options, root, options.names, leave=[*options.leave, *error.names])
    lines = [f"to leave it there: {leave}"]
    if error.is_left_on_page:
        lines.insert(0, _REDACT_ON_WHOLE_PAGE)
    elif error.would_go_loosely and not options.loose:
        loose = _command(options, root, options.names, is_loose=True)
        lines.insert(0, f"to redact the words with these letters and digits as well: {loose}")
    else:
        lines.append("to redact it as well, give its words, with the words around them, in another `--text` file")
    return "\n".join(lines)


def _command_for_others(options: argparse.Namespace, root: Path, outcome: RedactionOutcome) -> str:
    """The command line that redacts the records and releases that still contain the text."""
    from dossier.model.addresses import Revision
    from dossier.releases.redact.order import release_of

    revisions = [(path, Revision.parse(path)) for path in outcome.remaining]
    names = dict.fromkeys(release_of(path) if each is None else each.identifier for path, each in revisions)
    return _command(options, root, list(names))


def _command(
    options: argparse.Namespace,
    root: Path,
    names: Sequence[str],
    *,
    leave: Sequence[str] | None = None,
    is_loose: bool | None = None,
) -> str:
    """The command line with other names and options than before."""
    given = {
        "text": options.text,
        "authority": [options.authority],
        "reason": [options.reason],
        "leave": options.leave if leave is None else leave,
        "onto": [options.onto],
        "repo": [options.repo],
        "without-timestamp": [options.without_timestamp],
        "signing-key": [options.signing_key],
        "keep": [options.keep],
    }
    parts = [part for name, values in given.items() for value in values if value for part in (f"--{name}", str(value))]
    flags = [
        flag
        for flag, is_set in (("--loose", options.loose if is_loose is None else is_loose), ("--push", options.push))
        if is_set
    ]
    return clean(command_line("redact", *root_option(root), *names, *parts, *flags))


def _further_steps(branch: Branch, commit: str) -> str:
    """The steps that this command cannot take, and who can take them."""
    from dossier.releases.store import release_json
    from dossier.releases.store.branch import CommitTree

    tree = CommitTree(branch.repository, commit)
    descriptions = [path for path in sorted(tree.paths()) if path.endswith("/release.json")]
    releases = [release_json.parse(content) for _, content in tree.read(descriptions)]
    archives = [archive.name for release in releases for archive in release.archives]
    lines = [
        "this command does not change:",
        "  - the site that readers see: build it again with `--published`, and deploy it",
        f"  - the archives of earlier releases: {', '.join(archives) or 'none'}; delete them in all places",
        f"  - the history of git: earlier commits of `{branch.name}` and of the evidence still contain the text;",
        f"    you can replace `{branch.name}` by a single orphan commit with the same tree, which verifies as before",
        "  - forks and clones of the repository, its issues and pull requests, caches of the host: ask the host",
        "  - web archives and search engines: ask each of them to remove the pages",
        "  - copies that readers saved: by the old hash, `/verify/` informs these readers of the redaction",
        "  - the ids of commits and the hashes of archives and preserved copies: a reader who has everything else and",
        "    guesses the removed words can confirm the guess with them",
        "  - the preserved copies in `captures/`, which are not published",
        f"  - `{SUBJECT}`, the settings and the pages: `build --published` and `release` refuse the text and the",
        f"    family name there, but only while `{branch.name}` has its history",
        "  - later changes of the evidence: words that return in another field or record, or in small letters in",
        "    another sentence, are not recognised",
    ]
    return "\n".join(lines)
