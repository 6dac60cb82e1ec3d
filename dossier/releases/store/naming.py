"""The records that a frozen revision refers to or repeats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.releases.store.marked_places import texts_of

_NUMBERED = re.compile(r"\s*((?:CLM|SRC|PRO|CAP)-2[0-9]{3}-[0-9]{4,6})\s*")
_REFERENCES = ("sources", "bodies", "proceedings")
# A frozen page prints these words of a later decision without naming its record. If it has neither, the page prints the
# forum and the number or the day.
_OF_LATER_DECISIONS = ("title", "neutral_citation")


@dataclass(frozen=True, slots=True)
class Naming:
    """The records that a revision names, those that it only repeats, and its words on later decisions."""

    # A field that has an identifier and nothing else names its record. A mention in prose does not: it shows no text of
    # the record, and its link leads to the notice.
    named: frozenset[str]
    # The claims whose statements the revision of a body in focus has.
    repeated: frozenset[str]
    # Titles and citations of later decisions on a judgment, which come from records that the revision does not name.
    decisions: frozenset[str] = frozenset()


def naming(record: bytes) -> Naming:
    """The records that a `record.json` names and repeats."""
    content: dict[str, Any] = json.loads(record)
    resolved = content["resolved"]
    named = {name for kind in _REFERENCES for name in resolved.get(kind, {})}
    named.update(found[1] for _, text in texts_of(content["record"]) if (found := _NUMBERED.fullmatch(text)))
    repeated = {link["claim"] for link in resolved.get("backlinks", ())}
    later = [*resolved.get("later", ())]
    later += [each for source in resolved.get("sources", {}).values() for each in source.get("later", ())]
    if "replaced_by" in (withdrawn := content["record"].get("withdrawn", {})):
        named.add(withdrawn["replaced_by"])
    decisions = {words for each in later for words in _decision_words(each, each.get("forum"))}
    return Naming(frozenset(named - {content["id"]}), frozenset(repeated), frozenset(decisions))


def texts_about(record: bytes, identifier: str) -> frozenset[str]:
    """The texts of a `record.json` that come from another record: its citation, its title, its statement."""
    resolved = json.loads(record)["resolved"]
    entries = [resolved[kind][identifier] for kind in _REFERENCES if identifier in resolved.get(kind, {})]
    entries += [link for link in resolved.get("backlinks", ()) if link["claim"] == identifier]
    return frozenset(text for _, text in texts_of(entries))


def own_texts(record: bytes) -> frozenset[str]:
    """The texts of the record itself, without those that its corrections quote."""
    fields = {name: value for name, value in json.loads(record)["record"].items() if name != "corrections"}
    return frozenset(text for _, text in texts_of(fields))


def decision_words(record: bytes) -> frozenset[str]:
    """The words by which pages of other records print the decision of a proceeding."""
    content: dict[str, Any] = json.loads(record)
    if content["kind"] != "proceeding":
        return frozenset()
    forum = content["record"].get("forum")
    name = content["resolved"].get("bodies", {}).get(forum, {}).get("name", forum)
    return frozenset(_decision_words(content["record"], name))


def _decision_words(decision: Mapping[str, Any], forum: str | None) -> Iterator[str]:
    """Yield each text that identifies a decision, from its record or from what a citation prints of it."""
    yield from (decision[name] for name in _OF_LATER_DECISIONS if name in decision)
    day = decision.get("decided") or decision.get("opened")
    number = decision.get("case_number") or (day and f"{decision.get('kind')}, {day}")
    if forum and number:
        yield f"{forum}, {number}"
