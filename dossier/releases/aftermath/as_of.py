"""The document from which `/as-of/` shows what each release said.

Each revision is in it once. On the day of a release, a record was as its last revision up to then. The words of a
revision come from its frozen record as it is now, so that a name that was redacted later is not in it, and no title is
newer than its revision. Words on today, such as "reversed by", are those of the status notice.

Lists save space, because there may be tens of thousands of revisions. Words that several revisions share are written
once, and a number says which they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised
from dossier.model.subject import Subject
from dossier.model.vocabulary import CheckLevel, ProceedingStatus, Standing, Term
from dossier.pages.fate import WITHDRAWN_BADGE
from dossier.releases.aftermath.browser_data import BrowserRevision
from dossier.releases.aftermath.published import FrozenRevision
from dossier.releases.aftermath.shown_titles import shown_title
from dossier.releases.aftermath.status import RevisionStatus, Status
from dossier.releases.aftermath.status_sentence import with_label
from dossier.releases.freeze.page import day_in_words
from dossier.releases.store.release_json import Release

SCHEMA = "dossier-as-of/1"

# The page lists the records in this order.
_KINDS = (Kind.FOCUS, Kind.ORGANISATION, Kind.PROCEEDING, Kind.CLAIM, Kind.SOURCE)
# The list says these in other ways: there is a newer revision, or there is not.
_SAID_OTHERWISE = frozenset({Status.REVISED, Status.CURRENT})
_NAMES = ("name_in_english", "abbreviation", "neutral_citation", "case_number")
# No title is shown, because the revision is suspended or because its source became protected.
SUSPENDED, PROTECTED = "suspended", "protected"


class _SharedWords:
    """Words that several revisions share, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, term: str, text: str) -> int:
        """The number of a term with its text."""
        return self._numbers.setdefault((term, text), len(self._numbers))

    def listed(self) -> list[list[str]]:
        """The terms with their texts, by number."""
        return [list(pair) for pair in self._numbers]


def as_of_document(
    releases: Sequence[Release], revisions: Iterable[BrowserRevision], subject: Subject, protected: frozenset[str]
) -> bytes:
    """The content of the document, given all releases and revisions, oldest first.

    `records` has a list for each record: its identifier, the number of its kind, its distinct titles, each with other
    names, and its revisions. A revision is a list: its number, the number of its release, the number of its title or
    why it is not shown, the number of its standing or status then or null, the numbers of the words on today, the
    record that replaced it then or null, and the periods in which it was suspended as pairs of releases.
    """
    words = _SharedWords()
    numbers = {release.version: number for number, release in enumerate(releases)}
    records: dict[str, list[Any]] = {}
    for each in revisions:
        name = each.frozen.revision.identifier
        found = subject.parse_living_page(each.living)
        if found is None:
            raise AssertionError(f"{each.living} is not a living page")
        kind, _ = found
        record = records.setdefault(name, [name, _KINDS.index(kind), [], []])
        title = _title(each.frozen, record[2], protected)
        record[3].append(_revision(each, kind, title, words, numbers))
    document = {
        "schema": SCHEMA,
        "releases": [[release.version, release.date] for release in releases],
        "kinds": [[subject.plural(kind), f"{subject.folder(kind)}/"] for kind in _KINDS],
        "records": list(records.values()),
        "words": words.listed(),
    }
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def _revision(
    each: BrowserRevision, kind: Kind, title: int | str, words: _SharedWords, numbers: Mapping[str, int]
) -> list[Any]:
    frozen = each.frozen
    record = frozen.record
    then = _state_then(record, kind)
    return [
        frozen.revision.number,
        numbers[frozen.release.version],
        title,
        None if then is None else words.number(*then),
        [words.number(*pair) for pair in _words_today(each, then)],
        record.get("withdrawn", {}).get("replaced_by"),
        list(_suspended_periods(frozen, numbers)),
    ]


def _title(frozen: FrozenRevision, titles: list[list[str]], protected: frozenset[str]) -> int | str:
    """The number of the title and other names, which are added to those of the record, or why they are not shown."""
    title = shown_title(frozen, protected)
    if title is None:
        return PROTECTED if frozen.suspension is None else SUSPENDED
    names = [title, "; ".join(dict.fromkeys(_other_names(frozen.record)))]
    if names not in titles:
        titles.append(names)
    return titles.index(names)


def _other_names(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the other names and numbers by which a reader may look for a frozen record."""
    yield from (record[name] for name in _NAMES if name in record)
    for alias in record.get("aliases", ()):
        yield alias if isinstance(alias, str) else alias["name"]


def _state_then(record: Mapping[str, Any], kind: Kind) -> tuple[str, str] | None:
    """The term and label of the standing or status in a frozen record, or None if it has neither."""
    if "withdrawn" in record:
        return WITHDRAWN_BADGE.term, f"{WITHDRAWN_BADGE.label} on {day_in_words(record['withdrawn']['date'])}"
    if "standing" in record:
        return record["standing"], _label(Standing, record["standing"])
    if kind is Kind.PROCEEDING and "status" in record:
        return f"status-{record['status']}", _label(ProceedingStatus, record["status"])
    if "checked" in record:
        level = record["checked"]["level"]
        return level, capitalised(_label(CheckLevel, level))
    return None


def _label(terms: type[Term], value: str) -> str:
    """The label of a term, or the term itself if the vocabulary does not have it any more."""
    return terms(value).label if value in set(terms) else value


def _words_today(each: BrowserRevision, then: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
    """Yield each status of today with its words, except what the state then says already."""
    status = each.status
    for one in status.statuses:
        if one in status.short_sentences:
            yield one.value, "".join(with_label(one.label, status.short_sentences[one]))
        elif one not in _SAID_OTHERWISE and (then is None or one != then[0]):
            yield one.value, f"{capitalised(one.label)}{_details(one, each.frozen, status)}."


def _details(one: Status, frozen: FrozenRevision, status: RevisionStatus) -> str:
    """The day or the release of a status, after its label, or ""."""
    if one is Status.WITHDRAWN and status.withdrawn is not None:
        successor = status.withdrawn.get("replaced_by")
        return f" on {day_in_words(status.withdrawn['date'])}{f', replaced by {successor}' if successor else ''}"
    if one is Status.CORRECTED:
        return f", on {day_in_words(max(correction.date for correction in status.corrections))}"
    if one is Status.REDACTED:
        return f" by release {frozen.redactions[0].release.version}"
    if one is Status.SUSPENDED and frozen.suspension is not None:
        return f" by release {frozen.suspension.version}"
    return ""


def _suspended_periods(frozen: FrozenRevision, numbers: Mapping[str, int]) -> Iterator[list[int | None]]:
    """Yield the number of the release that began each suspension, and of the release that ended it, if any."""
    began: int | None = None
    for change in frozen.suspension_changes:
        if change.reason is None:
            yield [began, numbers[change.release.version]]
            began = None
        elif began is None:
            began = numbers[change.release.version]
    if began is not None:
        yield [began, None]
