"""Ten releases of the toy dossier that change no frozen file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dossier.cli import main
from dossier.model.addresses import LEDGER
from dossier.model.subject import SUBJECT
from dossier.releases.publish.archived_evidence import archived
from dossier.releases.store import ledger
from dossier.releases.store.branch import CommitTree
from dossier.releases.store.salt import salt_of, without_salt
from dossier.releases.verify.verify import verify_or_raise
from dossier.system.git import Repository
from tests.shared.local_server import serving
from tests.shared.places import ROOT
from tests.shared.releasing import WorkingClone, git, make_working_clone

FIRST = "2026.11.23"
LICENCE = "LICENSE-evidence"


@pytest.fixture
def works(tmp_path: Path) -> WorkingClone:
    return make_working_clone(tmp_path)


@pytest.fixture
def released(works: WorkingClone) -> WorkingClone:
    (works.root / LICENCE).write_text("CC BY 4.0\n", "utf-8")
    works.commit()
    assert works.release("--first").returncode == 0
    works.day += 1
    return works


@contextmanager
def nothing_lost(works: WorkingClone, *redacted: str) -> Iterator[None]:
    """Check that a release only adds: each earlier file is unchanged, and the ledger has grown.

    Only redacted files may differ. The branch, a checkout of it, and the same files on a server all verify.
    """
    before, old_ledger = works.tree(), works.read(LEDGER)
    tip = works.tip()
    yield
    after = works.tree()
    may_differ = {LEDGER, *redacted}
    assert {path: blob for path, blob in after.items() if path in before and path not in may_differ} == {
        path: blob for path, blob in before.items() if path not in may_differ
    }
    assert all(after[path] != before[path] for path in redacted)
    assert works.read(LEDGER).startswith(old_ledger)
    assert works.tip() == tip or git(works.original, "rev-parse", "published^") == tip
    verify_or_raise(CommitTree(Repository(works.original), works.tip()))
    _verifies_everywhere(works)


def _verifies_everywhere(works: WorkingClone) -> None:
    with tempfile.TemporaryDirectory() as folder:
        git(Path(folder), "clone", "--quiet", "--branch", "published", str(works.original), "checkout")
        checkout = Path(folder) / "checkout"
        shutil.rmtree(checkout / ".git")
        with serving(checkout) as address:
            assert main(["verify", "published", "--repo", str(works.original)]) == 0
            assert main(["verify", str(checkout)]) == 0
            assert main(["verify", address]) == 0


def release_json(works: WorkingClone, version: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(works.read(f"releases/{version}/release.json"))
    return content


def publish(works: WorkingClone, *arguments: str) -> None:
    """Commit the edits and release them. Check that nothing is lost."""
    works.commit()
    with nothing_lost(works):
        done = works.release(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr


def edit(works: WorkingClone, _: Path) -> None:
    """The claim has a second revision, and no other record has."""
    works.edit("CLM-2026-0002", ("finds it, at length", "finds it, over six paragraphs"))
    publish(works)
    second = release_json(works, "2026.11.24")
    assert [(record["id"], record["revision"], record["corrections"]) for record in second["changed"]] == [
        ("CLM-2026-0002", 2, [])
    ]
    assert second["previous"] == FIRST
    assert set(works.tree()) >= {"r/CLM-2026-0002/2/index.html", "r/CLM-2026-0002/2/record.json"}


def correction(works: WorkingClone, _: Path) -> None:
    """The page of the force shows the statement, so it has a new revision as well, without a correction of its own."""
    entry = "  - {date: 2026-11-25, was: for six weeks., reason: It was a slip.}\nnote: |-\n"
    works.edit("CLM-2026-0001", ("for six weeks.\ndate", "for seven weeks.\ndate"), ("note: |-\n", entry))
    publish(works)
    third = release_json(works, "2026.11.25")
    assert third["corrected"] == ["CLM-2026-0001"]
    assert {record["id"]: record["corrections"] for record in third["changed"]} == {
        "CLM-2026-0001": [{"date": "2026-11-25", "reason": "It was a slip."}],
        "ashby-vale-police": [],
    }


def revert(works: WorkingClone, _: Path) -> None:
    """A revert is a new revision with the text of an old one."""
    works.edit("CLM-2026-0002", ("finds it, over six paragraphs", "finds it, at length"))
    publish(works)
    tree = works.tree()
    first, third = (works.read(f"r/CLM-2026-0002/{number}/record.json") for number in (1, 3))
    assert without_salt(third) == without_salt(first)
    assert salt_of(third) != salt_of(first)
    assert tree["r/CLM-2026-0002/3/index.html"] != tree["r/CLM-2026-0002/1/index.html"]


def routine(works: WorkingClone, _: Path) -> None:
    """A new date of a routine check makes no revision, so no release is made."""
    works.edit("PRO-2026-0001", ("on: 2026-11-20", "on: 2026-11-22"))
    works.edit("SRC-2026-0001", ("level: full-text\n  on: 2026-11-20", "level: full-text\n  on: 2026-11-23"))
    works.commit()
    tip = works.tip()
    done = works.release()
    assert (done.returncode, works.tip()) == (0, tip)
    assert "nothing has changed" in done.stdout


def template(works: WorkingClone, folder: Path) -> None:
    """A change of a template makes no release. A reissue makes a new page, and the record stays the same."""
    works.engine = _other_engine(folder)
    tip = works.tip()
    done = works.release()
    assert (done.returncode, works.tip()) == (0, tip)
    publish(works, "--reissue", "SRC-2026-0003", "--reason", "It was unreadable on paper.")
    again = release_json(works, "2026.11.28")
    assert again["changed"] == []
    assert again["reissued"] == [{"id": "SRC-2026-0003", "revision": 2, "reason": "It was unreadable on paper."}]
    assert b"An altered template" in works.read("r/SRC-2026-0003/2/index.html")
    assert works.tree()["r/SRC-2026-0003/2/record.json"] == works.tree()["r/SRC-2026-0003/1/record.json"]
    works.engine = ROOT


def withdrawal(works: WorkingClone, _: Path) -> None:
    """A withdrawal, in the second release of a day."""
    works.day -= 1
    path = works.root / "evidence/claims/CLM-2026-0003.yaml"
    added = "withdrawn:\n  date: 2026-11-27\n  reason: Its source was a hoax.\n"
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    publish(works)
    assert release_json(works, "2026.11.28.2")["withdrawn"] == ["CLM-2026-0003"]


def supersession(works: WorkingClone, _: Path) -> None:
    was = '"found-by-regulator\\n\\nundisturbed"'
    entry = f"topics: [Penalty]\ncorrections:\n  - {{date: 2026-11-28, was: {was}, reason: It was reversed.}}\n"
    standing = ("standing: found-by-regulator", "standing: superseded")
    fallen = ("effect: undisturbed", "effect: fallen")
    works.edit("CLM-2026-0002", standing, fallen, ("topics: [Penalty]\n", entry))
    publish(works)
    assert release_json(works, "2026.11.29")["corrected"] == ["CLM-2026-0002"]


def new_name(works: WorkingClone, _: Path) -> None:
    """A new name of a body changes all records that show it."""
    works.edit("roads-regulator", ("name: ", "name: The New "))
    publish(works)
    renamed = {record["id"] for record in release_json(works, "2026.11.30")["changed"]}
    assert {"roads-regulator", "CLM-2026-0002", "PRO-2026-0001"} <= renamed
    assert "CLM-2026-0001" not in renamed


def new_record(works: WorkingClone, _: Path) -> None:
    """A new record, in a release whose name was chosen by the editor."""
    folder = works.root / "evidence/organisations"
    shutil.copy(folder / "vale-walkers.yaml", folder / "hill-walkers.yaml")
    works.edit("hill-walkers", ("id: vale-walkers", "id: hill-walkers"))
    publish(works, "2026.12.01.5")
    last = release_json(works, "2026.12.01.5")
    assert [record["id"] for record in last["added"]] == ["hill-walkers"]
    assert last["date"] == "2026-12-01"


def redaction(works: WorkingClone, folder: Path) -> None:
    """Words that a court forbids go from two frozen revisions, their digest from a third, and nothing else changes."""
    text = folder / "text"
    text.write_text("for six weeks", "utf-8")
    revisions = ("CLM-2026-0001/1", "CLM-2026-0001/2", "ashby-vale-police/1")
    paths = [f"r/{revision}/{file}" for revision in revisions for file in FROZEN]
    ordered = ["--text", str(text), "--authority", "A court", "--reason", "An order of the court"]
    command = [sys.executable, "-m", "dossier", "redact", "CLM-2026-0001/1", "ashby-vale-police/1", *ordered]
    with nothing_lost(works, *paths):
        done = subprocess.run(
            [*command, "--onto", "published", "--push"],
            cwd=works.root,
            env=works.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(file["path"] for file in release_json(works, "2026.12.02")["redacted"]) == sorted(paths)
    assert all(b"for six weeks" not in works.read(path) for path in paths if "CLM-2026-0001/2" not in path)


FROZEN = ("index.html", "record.json")
STEPS = (edit, correction, revert, routine, template, withdrawal, supersession, new_name, new_record, redaction)


@pytest.mark.slow
def test_ten_releases_lose_nothing(works: WorkingClone, tmp_path: Path) -> None:
    done = works.release("--first")
    assert (done.returncode, done.stderr) == (0, "")
    first = release_json(works, FIRST)
    records = [path.stem for path in works.root.glob("evidence/*/*.yaml") if path.parent.name != "captures"]
    assert [record["id"] for record in first["added"]] == sorted(records)
    assert (first["records"], first["previous"], first["changed"]) == (len(records), None, [])
    for step in STEPS:
        works.day += 1
        step(works, tmp_path)
    versions = [line.version for line in ledger.parse(works.read(LEDGER))]
    assert versions == [
        *(FIRST, "2026.11.24", "2026.11.25", "2026.11.26", "2026.11.28", "2026.11.28.2"),
        *("2026.11.29", "2026.11.30", "2026.12.01.5", "2026.12.02"),
    ]
    _check_without_our_tool(works, tmp_path, versions)


def _other_engine(folder: Path) -> Path:
    """The engine with another template for frozen pages."""
    shutil.copytree(ROOT / "dossier", folder / "engine/dossier", ignore=shutil.ignore_patterns("__pycache__"))
    template = folder / "engine/dossier/releases/templates/frozen.html"
    template.write_text(template.read_text("utf-8").replace("<main>", "<main>\n<p>An altered template</p>"), "utf-8")
    return folder / "engine"


def _check_without_our_tool(works: WorkingClone, folder: Path, versions: list[str]) -> None:
    """Verify the branch with coreutils and git."""
    git(folder, "clone", "--quiet", "--branch", "published", str(works.original), "checkout")
    *before, redacted = versions
    for version in versions:
        done = subprocess.run(
            ["sha256sum", "--check", "--quiet", f"releases/{version}/SHA256SUMS"],
            cwd=folder / "checkout",
            capture_output=True,
            text=True,
            check=False,
        )
        # A manifest is never edited, so earlier manifests still have the hashes of files that were redacted later.
        failed = {line.split(":")[0] for line in done.stdout.splitlines()}
        assert failed <= {file["path"] for file in release_json(works, redacted)["redacted"]}, version
        assert version in before or not failed
    printed = "".join(
        f"{name} {number} {sha256(works.read(f'r/{name}/{number}/record.json')).hexdigest()}\n"
        for name, number in sorted(_newest(works))
    )
    state = subprocess.run(["sha256sum"], input=printed.encode(), capture_output=True, check=True).stdout.split()[0]
    last = json.loads(works.read(LEDGER).splitlines()[-1])
    assert last["state"] == state.decode()
    assert last["source_commit"] == git(works.root, "rev-parse", "HEAD")


def _newest(works: WorkingClone) -> set[tuple[str, int]]:
    newest: dict[str, int] = {}
    for path in works.tree():
        if path.endswith("/record.json"):
            _, name, number, _ = path.split("/")
            newest[name] = max(newest.get(name, 0), int(number))
    return set(newest.items())


def test_archives_match_their_description_in_the_release(released: WorkingClone) -> None:
    folder = released.root / "build/release-assets"
    described = {archive["name"]: archive for archive in release_json(released, FIRST)["archives"]}
    assert set(described) == {f"evidence-{FIRST}.tar.gz", f"data-{FIRST}.zip"}
    for name, description in described.items():
        content = (folder / name).read_bytes()
        assert (description["bytes"], description["sha256"]) == (len(content), sha256(content).hexdigest())
    with tarfile.open(folder / f"evidence-{FIRST}.tar.gz") as archive:
        packed = {
            name.removeprefix(f"evidence-{FIRST}/"): file.read()
            for name in archive.getnames()
            if (file := archive.extractfile(name)) is not None
        }
    assert packed == {
        path.relative_to(released.root).as_posix(): archived(path.name, path.read_bytes())
        for path in [released.root / SUBJECT, released.root / LICENCE, *sorted(released.root.glob("evidence/*/*.yaml"))]
    }
    with zipfile.ZipFile(BytesIO((folder / f"data-{FIRST}.zip").read_bytes())) as data:
        record = data.read(f"data-{FIRST}/records/CLM-2026-0001.json")
        permalinks = data.read(f"data-{FIRST}/permalinks.csv").decode()
    assert record == released.read("r/CLM-2026-0001/1/record.json")
    hash_ = sha256(record).hexdigest()
    assert f"CLM-2026-0001,1,https://cameras.example.org/vale/r/CLM-2026-0001/1/,{hash_}\r\n" in permalinks
    head = released.read(LEDGER).splitlines(keepends=True)[-1]
    assert (folder / f"ledger-head-{FIRST}.json").read_bytes() == head


# Each salt differs, and is the same in each run.
WITHOUT_RANDOMNESS = """
import itertools, secrets, sys
numbers = itertools.count()
secrets.token_hex = lambda size: f"{next(numbers):0{2 * size}x}"
from dossier.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_the_same_release_has_the_same_bytes(tmp_path: Path) -> None:
    trees: list[dict[str, str]] = []
    for name in ("one", "another"):
        (tmp_path / name).mkdir()
        works = make_working_clone(tmp_path / name)
        works.settings = {"PYTHONHASHSEED": str(len(name)), "TZ": "Asia/Tokyo" if trees else "America/Lima"}
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_RANDOMNESS, *works.command("--push", "--first")[3:]],
            cwd=works.root,
            env=works.environment(),
            check=False,
        )
        assert done.returncode == 0
        trees.append({path: blob for path, blob in works.tree().items() if "ledger" not in path})
        source = git(works.root, "rev-parse", "HEAD")
        trees[-1].pop(f"releases/{FIRST}/release.json")
        pages = works.read(f"releases/{FIRST}/index.html").replace(source.encode(), b"")
        trees[-1][f"releases/{FIRST}/index.html"] = sha256(pages).hexdigest()
        trees[-1].pop(f"releases/{FIRST}/SHA256SUMS")
    assert trees[0] == trees[1]


def test_a_branch_of_another_repository_is_written_without_a_push(works: WorkingClone, tmp_path: Path) -> None:
    bare = tmp_path / "elsewhere.git"
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    done = works.release("--first", "--repo", str(bare), push=False)
    assert (done.returncode, done.stderr) == (0, "")
    tip = git(bare, "rev-parse", "published")
    state = verify_or_raise(CommitTree(Repository(bare), tip))
    assert len(state.lines) == 1
    assert git(works.original, "branch", "--list") == "* main" or "published" not in git(works.original, "branch")


def test_local_releases_are_pushed_later(released: WorkingClone) -> None:
    released.edit("CLM-2026-0002", ("finds it, at length", "finds it"))
    released.commit()
    tip = released.tip()
    assert released.release(push=False).returncode == 0
    assert released.tip() == tip
    done = released.release()
    assert done.returncode == 0
    assert "nothing has changed" in done.stdout
    assert git(released.original, "rev-parse", "published^") == tip
