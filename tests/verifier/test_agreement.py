"""Both verifiers name the same files of damaged trees."""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path

import pytest

from tests.shared.authority import Authority
from tests.shared.frozen_tree import FIRST, SECOND, THIRD, Files, make_frozen_releases, published_trees, write_files
from tests.shared.mutations import mutated
from tests.shared.tools import tool
from tests.shared.verdicts import disagreement
from verifier import verify

# The benchmark `benchmarks/agreement.py` tries more.
TIMES = 200


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    return published_trees(make_frozen_releases(tmp_path_factory.mktemp("frozen")))


def test_both_hold_what_was_released(trees: dict[str, Files]) -> None:
    for name, files in trees.items():
        found = disagreement(files)
        assert found is None, (name, found)


@pytest.mark.parametrize("name", ["released", "redacted", "suspended", "lifted"])
def test_both_name_the_same_files_of_a_damaged_tree(trees: dict[str, Files], name: str) -> None:
    wrong = 0
    for seed in range(TIMES // 4):
        files = mutated(trees[name], random.Random(f"{name} {seed}"))
        found = disagreement(files)
        assert found is None, (name, seed, found)
        wrong += files != trees[name]
    assert wrong > TIMES // 5


def test_the_commands_that_the_second_verifier_prints_verify_the_seals(
    trees: dict[str, Files], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for program in ("openssl", "ssh-keygen"):
        tool(program)
    other = Authority.make(tmp_path / "other")
    folder = write_files(trees["released"], tmp_path / "tree")
    assert verify.main([str(folder)]) == 0
    printed = capsys.readouterr().out
    blocks = re.split(r"not checked here: the seals of release (\S+) .*\n", printed)[1:]
    assert blocks[::2] == [FIRST, SECOND]
    assert f"releases/{THIRD}/" not in printed
    for version, block in zip(blocks[::2], blocks[1::2], strict=True):
        commands = re.findall(r"^(?:openssl|date|ssh-keygen) .+$", block.replace("\\\n", ""), re.MULTILINE)
        assert len(commands) == 8
        results = run_in_order(folder, commands)
        assert [code for code, _ in results] == [0] * 8, results
        assert 'Good "dossier-release" signature' in results[7][1]
        # The certificate that signed is the first of those that the release lists.
        assert results[5][1] == results[6][1] != ""
        # Later than the certificates, which need not hold then.
        late = [command.replace("SECONDS", "9999999999") for command in commands]
        assert [number for number, (code, _) in enumerate(run_in_order(folder, late)) if code] == [2, 4]
        sums = folder / f"releases/{version}/SHA256SUMS"
        sums.write_bytes(sums.read_bytes() + b"\n")
        assert [number for number, (code, _) in enumerate(run_in_order(folder, commands)) if code] == [2, 7]
        sums.write_bytes(trees["released"][f"releases/{version}/SHA256SUMS"])
        # The certificates of another authority, with the same names.
        certificates = folder / f"releases/{version}/tsa.pem"
        listed = certificates.read_bytes()
        certificates.write_bytes(other.trusted)
        assert [number for number, (code, _) in enumerate(run_in_order(folder, commands)) if code] == [2, 4]
        # A certificate that signed nothing comes first. Only the comparison shows it.
        certificates.write_bytes(other.pem("leaf") + listed)
        results = run_in_order(folder, commands)
        assert [code for code, _ in results] == [0] * 8
        assert results[5][1] != results[6][1]


def run_in_order(folder: Path, commands: list[str]) -> list[tuple[int, str]]:
    """The exit code and the output of each command. A reader puts in the time that an earlier command printed."""
    results: list[tuple[int, str]] = []
    time = seconds = ""
    for command in commands:
        filled = command.replace("THE TIME THAT THE LINE `Time stamp` PRINTED", time).replace("SECONDS", seconds)
        done = subprocess.run(["sh", "-ec", filled], cwd=folder, capture_output=True, text=True, check=False)
        results.append((done.returncode, done.stdout))
        if stamped := re.search(r"^Time stamp: (.+)$", done.stdout, re.MULTILINE):
            time = stamped[1]
        if command.startswith("date "):
            seconds = done.stdout.strip()
    return results
