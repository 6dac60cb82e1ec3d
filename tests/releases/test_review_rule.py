"""A release waits for the reviews that the settings ask for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.model.review_rule import ReviewRule
from dossier.model.written_text import text_digest
from dossier.reading.load import load
from tests.shared.releasing import BRANCH, WorkingClone, make_working_clone
from tests.shared.toy import DAY

RULE = "{reviewers: 1, adverse_reviewers: 2, adverse_lawyer: true}"
CLAIM, SOURCE, WITHDRAWN = "CLM-2026-0002", "SRC-2026-0003", "CLM-2026-0007"


def ask_for(works: WorkingClone, rule: str) -> None:
    settings = works.root / "mkdocs.yml"
    text = re.sub("\n  release: .*", "", settings.read_text("utf-8"))
    settings.write_text(text.replace("\nextra:\n", f"\nextra:\n  release: {{review: {rule}}}\n"), "utf-8")


def review(works: WorkingClone, name: str, *persons: tuple[str, str]) -> None:
    """Put these reviews of its text, by name and role, into a record."""
    record = load(works.root, DAY).dossier.entries[name].record
    digest = text_digest(record)
    reviews = [f"  - {{by: {by}, on: 2026-11-22, role: {role}, text: {digest}}}\n" for by, role in persons]
    works.edit(name, (f"id: {name}\n", f"id: {name}\nreviewed:\n{''.join(reviews)}"))


def test_a_release_lists_each_record_that_lacks_a_review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    works = make_working_clone(tmp_path)
    for name in ("DOSSIER_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, works.environment()[name])
    root = ("--root", str(works.root))
    ask_for(works, RULE)
    works.commit()
    assert main(["release", "--first", "--onto", BRANCH, *root]) == 1
    refused = capsys.readouterr().out
    assert main(["check", "--final", "--format", "full", *root]) == 1
    checked = capsys.readouterr().out
    for printed in (refused, checked):
        assert f"`{SOURCE}` may not be released yet: nobody has reviewed its text, and it needs 1" in printed
        assert f"`{CLAIM}` may not be released yet: nobody has reviewed its text, and it needs 2, one of th" in printed
        assert "`roads-regulator` may not be released yet" in printed
        assert f"`{WITHDRAWN}`" not in printed
        assert "`CAP-" not in printed
    # Other commands do not look.
    assert main(["check", *root]) == 0
    ask_for(works, "{reviewers: 0}")
    works.commit()
    assert main(["release", "--first", "--onto", BRANCH, *root]) == 0
    ask_for(works, "{reviewer: 1}")
    assert main(["check", "--final", *root]) == 2
    assert "`extra.release.review` in `mkdocs.yml` can only have: adverse_lawyer" in capsys.readouterr().err


def test_a_review_counts_once_a_person_and_for_the_text_that_was_read(tmp_path: Path) -> None:
    works = make_working_clone(tmp_path)
    rule = ReviewRule(reviewers=1, adverse_reviewers=2, adverse_lawyer=True)

    def shortfall(name: str) -> str | None:
        return rule.shortfall(load(works.root, DAY).dossier.entries[name].record)

    review(works, CLAIM, ("Ann Example", "editor"), ("ann  example", "legal"))
    once = "; reviews by one name count once"
    expected = f"1 person has reviewed its text, and it needs 2, one of them with `role: legal`{once}"
    assert shortfall(CLAIM) == expected
    last = "ann  example"
    for spelling in ('"Example, Ann"', "ＡNN Example", "ann-example."):
        works.edit(CLAIM, (f"by: {last}", f"by: {spelling}"))
        assert shortfall(CLAIM) == expected
        last = spelling
    works.edit(CLAIM, ("by: Ann Example", "by: José O'Neil"), (f"by: {last}", "by: Jose\u0301 O’Neil"))
    assert shortfall(CLAIM) == expected
    works.edit(CLAIM, ("by: Jose\u0301 O’Neil", "by: Bo Example"))
    assert shortfall(CLAIM) is None
    works.edit(CLAIM, ("role: legal", "role: expert"))
    assert shortfall(CLAIM) == "2 persons have reviewed its text, and it needs 2, one of them with `role: legal`"
    works.edit(CLAIM, ("role: expert", "role: legal"), ("finds it, at length", "finds it"))
    assert shortfall(CLAIM) == "nobody has reviewed its text, and it needs 2, one of them with `role: legal`"
    review(works, SOURCE, ("Ann Example", "editor"))
    assert shortfall(SOURCE) is None
    assert shortfall(WITHDRAWN) is None


@pytest.mark.parametrize(
    "settings", [[], 1, {"reviewers": True}, {"reviewers": -1}, {"adverse_lawyer": 1}, {"lawyers": 1}]
)
def test_a_rule_that_cannot_be_followed_is_refused(settings: object) -> None:
    with pytest.raises(
        ValueError, match=r"needs|can only have" if isinstance(settings, dict) else r"must be a group, such as"
    ):
        ReviewRule.parse(settings)
