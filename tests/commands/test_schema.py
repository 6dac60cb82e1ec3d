"""`schema` writes and compares the files that models and subject determine."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.cli import main
from dossier.drafting import generated
from dossier.drafting.generated import FORM, evidence_form, generated_files
from dossier.model.fields import field_at
from dossier.model.identifiers import Kind
from dossier.model.json_schema import FOLDER
from dossier.model.subject import subject_of
from tests.shared.toy import TOY_SUBJECT, put_subject


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put_subject(tmp_path)
    assert main(["schema", "--root", str(tmp_path)]) == 0
    return tmp_path


def test_it_writes_the_schemas_and_the_form(root: Path) -> None:
    written = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert written - {"subject.yml"} == set(generated_files(TOY_SUBJECT))
    assert main(["schema", "--check", "--root", str(root)]) == 0


def test_a_killed_run_leaves_no_half_file_and_a_link_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_subject(tmp_path)
    outside = tmp_path / "outside"
    outside.write_text("Untouched.", "utf-8")
    command = ["schema", "--root", str(tmp_path)]

    def killed(path: Path, _: Path) -> None:
        path.write_text("{", "utf-8")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        assert main(command) == 130
    assert [path.suffix for path in (tmp_path / FOLDER).iterdir()] == [".new"]
    link = tmp_path / f"{FORM}.new"
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    assert not link.is_symlink()
    assert outside.read_text("utf-8") == "Untouched."


@pytest.mark.parametrize("path", ["schemas/claim.schema.json", FORM])
@pytest.mark.parametrize("is_missing", [False, True], ids=["changed", "missing"])
def test_the_check_names_what_differs(
    path: str, is_missing: bool, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if is_missing:
        (root / path).unlink()
    else:
        (root / path).write_text("{}\n", "utf-8")
    capsys.readouterr()
    assert main(["schema", "--check", "--root", str(root)]) == 1
    assert capsys.readouterr().out == (
        f"{path} is not what `subject.yml` and the engine give: run `schema` without --check\n"
    )


@pytest.mark.parametrize("kind", [Kind.CLAIM, Kind.SOURCE])
def test_the_form_leaves_out_only_fields_that_exist(kind: Kind) -> None:
    for path in f"{generated._ASKED[kind]} {generated._EDITORIAL[kind]}".split():
        assert field_at(TOY_SUBJECT.models[kind], path.split(".")).name == path.rpartition(".")[2]


def test_a_subject_without_terms_of_involvement_has_no_list_of_them() -> None:
    without = subject_of(TOY_SUBJECT.file.model_copy(update={"involvements": (), "questions": ()}))
    assert "id: involvement\n" in evidence_form(TOY_SUBJECT)
    assert "id: involvement\n" not in evidence_form(without)


def test_the_form_stays_short_enough_to_be_filled_in() -> None:
    form = evidence_form(TOY_SUBJECT)
    assert form.count("\n  - type: ") <= 12
    assert form.count("\n    validations:\n      required: true\n") <= 3
    assert sum(line.startswith("        - ") and line.endswith(":") for line in form.splitlines()) <= 25
