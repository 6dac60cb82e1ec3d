"""Pages and exports hold all that real proceedings say.

The first rows are data of public datasets that earlier forms of the records could not hold: sums that were intended,
converted or never paid, articles of law, inquests and convictions.
"""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from pathlib import Path
from textwrap import dedent

import pytest

from dossier.cite.formats.box import ITSELF, CitationFormat, citation, cited_itself, formats
from dossier.cite.formats.documents import CitedPage
from dossier.cite.runs import plain
from dossier.cli import main
from dossier.model import Proceeding
from dossier.model.addresses import Revision
from dossier.model.identifiers import Kind
from dossier.model.proceeding import HistoryEntry, Payment, Penalty
from dossier.model.vocabulary import PaymentState, PenaltyState, ProceedingStatus, Relation, Validity
from dossier.pages.content import Notice
from dossier.pages.penalties import penalty_rows, penalty_text
from dossier.pages.plain_text import plain_text
from dossier.pages.proceeding import proceeding_content
from dossier.reading.dossier import Dossier, entry, link_records
from dossier.reading.load import load
from dossier.reading.penalties import validity
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from tests.shared.frozen_samples import imprint, release
from tests.shared.toy import DAY, TOY, copy_toy

RECORDS = {
    "PRO-2026-0005": """
        kind: penalty
        title: Fine on the Ashby Vale police
        title_basis: described
        forum: roads-regulator
        case_number: ZSPR.421
        parties:
          - {organisation: roads-regulator, role: regulator}
          - {organisation: ashby-vale-police, role: respondent}
        status: varied
        penalties:
          - amount: 40000
            currency: PLN
            state: reduced
            paid: {state: paid, claim: CLM-2026-0001}
            converted: {amount: 9400, currency: EUR, by: the European data protection board}
          - {amount: 6000, currency: EUR, against: ashby-vale-police}
        breaches:
          - {source: SRC-2026-0004, provision: "art 5(1)"}
          - {source: SRC-2026-0004, provision: "art 32"}
        history:
          - relation: varied
            proceeding: PRO-2026-0003
            affects: {extent: part, on: the amount}
        sources: [SRC-2026-0001]
        """,
    "PRO-2026-0006": """
        kind: investigation
        title: Notice of intent to fine the council
        title_basis: described
        forum: roads-regulator
        parties:
          - {organisation: ashby-vale-council, role: respondent}
        status: decided
        penalties:
          - {amount: 2500000, currency: EUR, state: intended, paid: {state: not-known}}
        sources: [SRC-2026-0001]
        """,
    "PRO-2026-0007": """
        kind: inquest
        title: Inquest into the death of a walker on Mill Street
        title_basis: described
        forum: roads-tribunal
        decided: 2023-06-01
        status: reversed
        history:
          - relation: reversed
            proceeding: PRO-2026-0008
            affects: {extent: whole}
        sources: [SRC-2026-0001]
        """,
    "PRO-2026-0008": """
        kind: conviction
        title: R v Kerbwatch Ltd
        title_basis: from-address
        forum: roads-tribunal
        parties:
          - {organisation: kerbwatch, role: defendant}
        status: varied
        history:
          - relation: reversed
            proceeding: PRO-2026-0003
            affects: {extent: part, on: ground 3}
        sources: [SRC-2026-0001]
        """,
    "PRO-2026-0009": """
        kind: order
        title: Order to disclose the camera log
        title_basis: described
        forum: roads-tribunal
        neutral_citation: "[2025] AVRT 9"
        status: decided
        sources: [SRC-2026-0001]
        """,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy dossier with these records, built."""
    root = copy_toy(tmp_path_factory.mktemp("said") / "dossier")
    for name, text in RECORDS.items():
        content = f"id: {name}\n{dedent(text).lstrip()}status_checked: {{on: 2026-11-20, source: SRC-2026-0001}}\n"
        (root / f"evidence/proceedings/{name}.yaml").write_text(content, "utf-8")
    claim = root / "evidence/claims/CLM-2026-0001.yaml"
    later = "later_history: {effect: fallen, text: Reversed in part (PRO-2026-0003).}\n"
    later += "proceedings: [PRO-2026-0005, PRO-2026-0008]\n"
    claim.write_text(f"{claim.read_text('utf-8')}{later}", "utf-8")
    assert main(["build", "--root", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def dossier(root: Path) -> Dossier:
    return load(root, DAY).dossier


def proceeding(dossier: Dossier, name: str) -> Proceeding:
    record = dossier.proceeding(name)
    assert record is not None
    return record


def words(html: str) -> str:
    """The visible text, with a space at each tag."""
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(style|script).*?</\1>", " ", html)))
    return re.sub(r" (?=[.,;:)])|(?<=\() ", "", " ".join(text.split()))


def living(root: Path, page: str) -> str:
    html = (root / "build/site" / page / "index.html").read_text("utf-8")
    return words(html[html.index("<article") : html.index("</article>")])


def frozen(dossier: Dossier, name: str) -> str:
    record = snapshot(dossier, dossier.entries[name])
    page = frozen_page(dossier, Revision(name, 1), record, imprint(release("2026.11.23"), "Cameras of Ashby Vale"))
    return words(page.decode())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PRO-2026-0005", "PLN 40,000, reduced; paid"),
        ("PRO-2026-0005", "EUR 9,400 as converted by the European data protection board"),
        ("PRO-2026-0005", "EUR 6,000, imposed; payer: Ashby Vale Police"),
        ("PRO-2026-0005", "Law that it finds broken"),
        ("PRO-2026-0005", "Regulation on cameras by roads"),
        ("PRO-2026-0005", "art 32"),
        ("PRO-2026-0006", "EUR 2,500,000, intended; payment not known"),
        ("PRO-2026-0006", "our description of this step, not the name of the case"),
        ("PRO-2026-0007", "Inquest"),
        ("PRO-2026-0008", "Conviction"),
        ("PRO-2026-0008", "taken from an address, not from the decision"),
        ("PRO-2026-0009", "Order"),
    ],
)
def test_living_and_frozen_pages_say_it(root: Path, dossier: Dossier, name: str, said: str) -> None:
    assert said in living(root, f"proceedings/{name}")
    assert said in frozen(dossier, name)


def test_a_later_decision_says_how_much_it_affects(root: Path, dossier: Dossier) -> None:
    for name, said in (
        ("PRO-2026-0005", "Varied in part (the amount) by"),
        ("PRO-2026-0007", "Reversed as a whole by"),
        ("PRO-2026-0008", "Reversed in part (ground 3) by"),
        ("PRO-2026-0002", "Reversed on jurisdiction by"),
    ):
        assert said in living(root, f"proceedings/{name}")
        assert said in frozen(dossier, name)
    sentence = "Reversed on jurisdiction by Ashby Vale Council v Roads Regulator [2025] AVRT 4."
    assert f"as converted by the newspaper. {sentence}" in living(root, "proceedings/PRO-2026-0002")
    assert "Reverses R v Kerbwatch Ltd in part (ground 3)" in living(root, "proceedings/PRO-2026-0003")
    # A page that names the proceeding says it too, and its own record.json holds it.
    assert "Reversed in part (ground 3) by" in living(root, "claims/CLM-2026-0001")
    assert "Reversed in part (ground 3) by" in frozen(dossier, "CLM-2026-0001")
    resolved = json.loads(snapshot(dossier, dossier.entries["CLM-2026-0001"]))["resolved"]["proceedings"]
    assert resolved["PRO-2026-0008"]["history"][0]["affects"] == {"extent": "part", "on": "ground 3"}
    assert resolved["PRO-2026-0008"]["title_basis"] == "from-address"


def test_a_partial_reversal_is_no_reversal(dossier: Dossier) -> None:
    sections = proceeding_content(dossier, dossier.entries["PRO-2026-0008"]).sections  # type: ignore[arg-type]
    [notice] = [block for section in sections for block in section.blocks if isinstance(block, Notice)]
    assert notice.title.startswith("Reversed in part (ground 3) by [2025] AVRT 4")
    assert notice.level == "history"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PRO-2026-0005", "Roads Regulator, penalty (ZSPR.421, date not recorded)"),
        ("PRO-2026-0007", "Roads Tribunal, inquest (1 June 2023)"),
        ("PRO-2026-0009", "Roads Tribunal, order [2025] AVRT 9"),
    ],
)
def test_a_description_is_never_printed_as_a_name(dossier: Dossier, name: str, expected: str) -> None:
    record = proceeding(dossier, name)
    cited = cited_itself(dossier, record)
    assert cited is not None
    oscola = citation(cited, CitationFormat.OSCOLA5)
    assert plain(oscola).startswith(expected)
    for form in (CitationFormat.OSCOLA5, CitationFormat.OSCOLA4, CitationFormat.BLUEBOOK, CitationFormat.PLAIN):
        runs = citation(cited, form)
        assert record.title not in plain(runs)
        assert record.kind.label.lower() in plain(runs).lower()
    page = CitedPage(record.title, "Cameras", name, f"{name}-page")
    for text in formats(dossier, record, page)[ITSELF].values():
        assert record.title not in text
        assert f"[{record.kind.label}]" in unescape(text)


def test_the_revision_of_a_judgment_holds_what_its_citation_prints_of_a_later_decision(dossier: Dossier) -> None:
    judgment = proceeding(dossier, "PRO-2026-0003")
    later = HistoryEntry(relation=Relation.VARIED, proceeding="PRO-2026-0007", affects={"extent": "part"})  # type: ignore[arg-type]
    changed = judgment.model_copy(update={"status": ProceedingStatus.VARIED, "history": (later,)})
    one = dossier.entries[judgment.id]
    entries = {**dossier.entries, judgment.id: entry(one.kind, changed, one.path, one.root)}
    elsewhere = link_records(entries, dossier.names, dossier.subject, dossier.today)
    revision = json.loads(snapshot(elsewhere, elsewhere.entries["SRC-2026-0003"]))
    assert revision["resolved"]["later"] == [
        {
            "effects": [{"relation": "varied", "extent": "part"}],
            "kind": "inquest",
            "forum": "Roads Tribunal",
            "forum_abbreviation": "R. Trib.",
            "decided": "2023-06-01",
        },
        # What became of that decision in turn.
        {
            "effects": [{"relation": "reversed"}],
            "on_later": True,
            "kind": "conviction",
            "forum": "Roads Tribunal",
            "forum_abbreviation": "R. Trib.",
        },
    ]
    assert "varied in part (R Trib, 1 June 2023)" in frozen(elsewhere, "PRO-2026-0002")


def test_a_page_says_only_that_it_is_not_known_what_is_not_known(dossier: Dossier) -> None:
    record = proceeding(dossier, "PRO-2026-0005").model_copy(update={"status": ProceedingStatus.NOT_KNOWN})
    paid, imposed = record.penalties
    for changes, unknown in (
        ({}, "what happened after that"),
        ({"history": ()}, "if it was appealed, paid or complied with"),
        ({"history": (), "penalties": (paid,)}, "if it was appealed or complied with"),
        ({"history": (), "penalties": ()}, "if it was appealed or complied with"),
    ):
        one = dossier.entries[record.id]
        changed = entry(one.kind, record.model_copy(update=changes), one.path, one.root)
        elsewhere = link_records({**dossier.entries, record.id: changed}, dossier.names, dossier.subject, DAY)
        assert f"Nothing that was read says {unknown}." in frozen(elsewhere, record.id)
    assert imposed.paid is None


def test_the_hub_adds_up_each_currency_and_state_by_itself(root: Path) -> None:
    hub = living(root, "penalties")
    for row in (
        "EUR 6,000 Imposed 1",
        "EUR 2,500,000 Intended 1",
        "GBP 25,000 Annulled 1",
        "PLN 40,000 Reduced 1",
    ):
        assert row in hub
    fine = hub[hub.index("PLN 40,000 EUR 9,400") :]
    assert fine.startswith(
        "PLN 40,000 EUR 9,400 as converted by the European data protection board Reduced In force "
        "Paid Reported (no longer holds): "
        "Ashby Vale Police used the cameras of Ashby Vale Council for six weeks. Ashby Vale Police Roads Regulator "
        "United Kingdom"
    )


def test_a_payment_has_the_standing_of_the_claim_that_says_so() -> None:
    dossier = load(TOY, DAY).dossier
    penalty = proceeding(dossier, "PRO-2026-0002").penalties[0].model_copy(update={"converted": None})
    for name, standing in (("CLM-2026-0001", "Reported"), ("CLM-2026-0003", "Found by a court")):
        paid = Payment(state=PaymentState.PART, claim=name)
        own = penalty.model_copy(update={"paid": paid})
        (row,) = penalty_rows(with_penalty(dossier, own))
        claim = dossier.claim(name)
        assert claim is not None
        assert plain_text(row.payment) == f"Partly paid {standing}: {claim.statement}"
        assert plain_text(penalty_text(dossier, own)).endswith(f"; partly paid ({claim.statement} {standing})")


def test_a_payment_according_to_a_withdrawn_claim_is_not_shown_as_paid() -> None:
    dossier = load(TOY, DAY).dossier
    withdrawn = next(entry.record.id for entry in dossier.claims() if entry.record.withdrawn is not None)
    paid = Payment(state=PaymentState.PAID, claim=withdrawn)
    penalty = proceeding(dossier, "PRO-2026-0002").penalties[0].model_copy(update={"paid": paid})
    (row,) = penalty_rows(with_penalty(dossier, penalty))
    assert plain_text(row.payment).startswith("Paid Withdrawn: ")
    assert row.payment_state is None


def with_penalty(dossier: Dossier, penalty: Penalty) -> Dossier:
    old = dossier.entries["PRO-2026-0002"]
    changed = proceeding(dossier, "PRO-2026-0002").model_copy(update={"penalties": (penalty,)})
    entries = {**dossier.entries, changed.id: entry(Kind.PROCEEDING, changed, old.path, old.root)}
    return link_records(entries, dossier.names, dossier.subject, DAY)


def test_exports_say_it(root: Path) -> None:
    data = root / "build/site/data/v1"
    with (data / "proceeding_penalties.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["proceeding_id"], row["amount"]): row for row in csv.DictReader(file)}
    zloty = rows["PRO-2026-0005", "40000"]
    assert (zloty["state"], zloty["paid_state"], zloty["paid_claim"]) == ("reduced", "paid", "CLM-2026-0001")
    assert (zloty["converted_amount"], zloty["converted_currency"]) == ("9400", "EUR")
    assert zloty["still_stands"] == "yes"
    assert rows["PRO-2026-0006", "2500000"]["still_stands"] == rows["PRO-2026-0002", "25000"]["still_stands"] == "no"
    with (data / "proceeding_breaches.csv").open(encoding="utf-8-sig", newline="") as file:
        assert ["PRO-2026-0005", "2", "SRC-2026-0004", "art 32"] in list(csv.reader(file))
    entities = [json.loads(line) for line in (data / "followthemoney.json").read_text("utf-8").splitlines()]
    sanctions = [entity["properties"]["summary"][0] for entity in entities if entity["schema"] == "Sanction"]
    assert sanctions == ["40000 PLN; Reduced; Paid", "6000 EUR; Imposed"]


@pytest.mark.parametrize("status", ProceedingStatus)
def test_a_penalty_applies_only_if_its_decision_does(dossier: Dossier, status: ProceedingStatus) -> None:
    record = proceeding(dossier, "PRO-2026-0005").model_copy(update={"status": status})
    expected = {
        **dict.fromkeys(("decided", "final", "varied"), Validity.YES),
        **dict.fromkeys(("reversed", "withdrawn"), Validity.NO),
        "under-appeal": Validity.UNDER_APPEAL,
    }
    for state in PenaltyState:
        penalty = Penalty(amount="1", currency="EUR", state=state)  # type: ignore[arg-type]
        imposed = state in {PenaltyState.IMPOSED, PenaltyState.REDUCED}
        wanted = expected.get(status.value, Validity.NOT_KNOWN) if imposed else Validity.NO
        assert validity(dossier, record, penalty) is wanted
