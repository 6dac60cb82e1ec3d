"""Tests of a released judgment that later decisions reverse and restore."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shared.releasing import WorkingClone, make_working_clone

JUDGMENT, SOURCE, PART, CLAIM = "PRO-2026-0003", "SRC-2026-0003", "SRC-2026-0101", "CLM-2026-0101"
# Another source supports it too.
OTHER = "CLM-2026-0102"
APPEAL, LAST = "PRO-2026-0102", "PRO-2026-0103"
REVERSED = "Reversed by [2026] AVCA 9 on 4 March 2026"
RESTORED = f"{REVERSED}, which was itself reversed by [2026] AVSC 2 on 1 June 2026"
DECISION = """\
id: {name}
kind: appeal
title: Roads Regulator v Ashby Vale Council
forum: roads-tribunal
neutral_citation: "{citation}"
decided: {day}
status: {status}
status_checked: {{on: 2026-11-20}}
{history}"""
PART_OF_THE_JUDGMENT = """\
id: SRC-2026-0101
type: legal_case
genre: court-judgment
title: "Ashby Vale Council v Roads Regulator: Ground 3"
title_basis: described
authors: none
issued: 2025-10-06
official_id: "[2025] AVRT 4, Ground 3"
court: Roads Tribunal
language: en
tier: primary
checked: {level: full-text, on: 2026-11-20}
"""
RESTING = """\
id: CLM-2026-0101
topics: [Penalty]
statement: The regulator has no power over parish roads.
date: 2025-10-06
standing: found-by-court
adverse_to: []
evidence:
  - source: SRC-2026-0101
    stance: supports
    says: holds that the regulator has no power there
"""
ANOTHER_SUPPORT = """\
  - source: SRC-2026-0001
    stance: supports
    says: quotes the law that says so
"""


@dataclass
class Simulation:
    """A released dossier, and its site before and after the later decisions."""

    works: WorkingClone
    sites: dict[str, Path]

    def text(self, site: str, path: str) -> str:
        return (self.sites[site] / path).read_text("utf-8")

    def status(self, site: str, name: str) -> str:
        words = re.sub("<[^>]+>", " ", self.text(site, f"status/{name}/1/index.html").partition("<main>")[2])
        return " ".join(words.split())


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    folder = tmp_path_factory.mktemp("later")
    works = make_working_clone(folder)
    evidence = works.root / "evidence"
    (evidence / f"sources/{PART}.yaml").write_text(PART_OF_THE_JUDGMENT, "utf-8")
    (evidence / f"claims/{CLAIM}.yaml").write_text(RESTING, "utf-8")
    other = RESTING.replace(CLAIM, OTHER).replace("over parish roads", "over them").replace("2025-10-06", "2024-09-01")
    # Other sources than decisions support no finding.
    reported = other.replace("found-by-court", "reported") + ANOTHER_SUPPORT
    (evidence / f"claims/{OTHER}.yaml").write_text(reported, "utf-8")
    works.commit()
    done = works.release("--first")
    assert done.returncode == 0, done.stdout + done.stderr
    sites = {"before": _built(works, folder / "before")}
    _decide(works, name=APPEAL, citation="[2026] AVCA 9", day="2026-03-04")
    works.edit(JUDGMENT, ("status: final", "status: reversed"))
    _add(works, JUDGMENT, f"history: [{{relation: reversed, proceeding: {APPEAL}, date: 2026-03-04}}]\n")
    later = f"later_history: {{effect: fallen, text: The appeal court reversed it ({APPEAL}).}}\n"
    works.edit(CLAIM, ("adverse_to:", f"{later}adverse_to:"))
    works.edit("CLM-2026-0003", ("proceedings:", f"{later}proceedings:"))
    works.edit("CLM-2026-0002", ("([2025] AVRT 4).", f"([2025] AVRT 4), and {APPEAL} reversed the judgment."))
    works.edit("PRO-2026-0002", ("status: reversed", "status: not-known"))
    sites["reversed"] = _built(works, folder / "reversed")
    history = f"history: [{{relation: reversed, proceeding: {LAST}, date: 2026-06-01}}]\n"
    _decide(works, name=APPEAL, citation="[2026] AVCA 9", day="2026-03-04", status="reversed", history=history)
    _decide(works, name=LAST, citation="[2026] AVSC 2", day="2026-06-01")
    works.edit(CLAIM, ("effect: fallen", "effect: undisturbed"))
    for name in (CLAIM, "CLM-2026-0003", "CLM-2026-0002"):
        # What was judged before the last decision has to be judged again.
        works.edit(name, (APPEAL, f"{APPEAL} (reversed by {LAST})"))
    works.edit("PRO-2026-0002", ("status: not-known", "status: reversed"))
    works.edit(JUDGMENT, ("status: reversed", "status: final"))
    sites["restored"] = _built(works, folder / "restored")
    return Simulation(works, sites)


def _decide(works: WorkingClone, **fields: str) -> None:
    text = DECISION.format(**{"status": "final", "history": "", **fields})
    (works.root / f"evidence/proceedings/{fields['name']}.yaml").write_text(text, "utf-8")


def _add(works: WorkingClone, name: str, text: str) -> None:
    path = works.root / f"evidence/proceedings/{name}.yaml"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _built(works: WorkingClone, site: Path) -> Path:
    works.commit()
    done = works.run("build", "--published", "published")
    assert done.returncode == 0, done.stdout + done.stderr
    (works.root / "build/site").rename(site)
    return site


def test_before_nothing_says_reversed(simulation: Simulation) -> None:
    for name in (JUDGMENT, SOURCE, PART, CLAIM):
        assert "eversed" not in simulation.status("before", name)


@pytest.mark.parametrize("name", [JUDGMENT, SOURCE, PART])
def test_the_judgment_and_its_parts_are_reversed_everywhere(name: str, simulation: Simulation) -> None:
    assert f"{REVERSED}." in simulation.status("reversed", name)
    known = json.loads(simulation.text("reversed", "verify/known.json"))["records"][name]["revisions"]["1"]
    assert (known["status"], known["sentences"]) == ("reversed", {"reversed": f"{REVERSED}."})
    folder = "proceedings" if name == JUDGMENT else "sources"
    assert REVERSED in simulation.text("reversed", f"{folder}/{name}/index.html")
    formats = json.loads(simulation.text("reversed", f"api/v1/{folder}/{name}.json"))["formats"]
    for key in ("itself", "page"):
        for form, text in formats[key].items():
            plain = text.replace("&#91;", "[").replace("&#93;", "]")
            assert "[2026] AVCA 9" in plain, (key, form)
            assert re.search("(?i)reversed by", plain), (key, form)


def test_a_claim_that_rests_on_it_tells_of_the_decision_and_is_not_called_reversed(simulation: Simulation) -> None:
    rests = "ests on [2025] AVRT 4, reversed by [2026] AVCA 9 on 4 March 2026"
    status = simulation.status("reversed", CLAIM)
    assert f"No longer holds . It r{rests}." in status
    assert "Reversed ." not in status
    page = simulation.text("reversed", f"claims/{CLAIM}/index.html")
    assert f"R{rests}" in page
    formats = json.loads(simulation.text("reversed", f"api/v1/claims/{CLAIM}.json"))["formats"]["page"]
    assert all(rests in text.replace("&#91;", "[").replace("&#93;", "]") for text in formats.values())


def test_a_claim_with_another_origin_does_not_rest_on_it(simulation: Simulation) -> None:
    status = simulation.status("reversed", OTHER)
    one = f"One of its sources is [2025] AVRT 4, r{REVERSED[1:]}; other sources support it."
    assert f"One of its sources has a later history . {one}" in status
    assert "ests on [2025] AVRT 4" not in status
    assert "Current" not in status
    known = json.loads(simulation.text("reversed", "verify/known.json"))["records"][OTHER]["revisions"]["1"]
    assert (known["status"], known["sentences"]) == ("source-changed", {"source-changed": one})
    assert "ests on [2025] AVRT 4" not in simulation.text("reversed", f"claims/{OTHER}/index.html")


@pytest.mark.parametrize("name", [JUDGMENT, SOURCE, PART])
def test_a_judgment_that_was_restored_is_not_called_reversed(name: str, simulation: Simulation) -> None:
    status = simulation.status("restored", name)
    assert f"Reversed, but the reversal was itself reversed . {RESTORED}." in status
    assert "Current" not in status
    assert "Reversed ." not in status
    folder = "proceedings" if name == JUDGMENT else "sources"
    assert RESTORED in simulation.text("restored", f"{folder}/{name}/index.html")


def test_an_undisturbed_claim_still_tells_of_its_authority(simulation: Simulation) -> None:
    status = simulation.status("restored", CLAIM)
    assert f"Not touched by later history . It rests on [2025] AVRT 4, r{RESTORED[1:]}." in status


def test_the_styles_print_the_reversal_of_a_part(simulation: Simulation) -> None:
    for name in (JUDGMENT, SOURCE, PART):
        done: subprocess.CompletedProcess[str] = simulation.works.run("cite", name)
        assert "revd" in done.stdout
        assert "[2026] AVCA 9, revd [2026] AVSC 2" in done.stdout
