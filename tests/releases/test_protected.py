"""Living pages say nothing of a source that became protected."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.model import addresses
from tests.shared.protected_source import PROTECTED, VIDEO, declared
from tests.shared.releasing import WorkingClone, make_working_clone

# What the first revision said of the source: its title, publication, address and day.
WORDS = ("market day", "ViewTube", "video.example.net", "2024-09-07", "7 September 2024")


@pytest.fixture
def works(tmp_path: Path) -> WorkingClone:
    """A dossier of which a source was released, and then became protected."""
    works = make_working_clone(tmp_path)
    assert works.release("--first").returncode == 0
    works.day = 1
    (works.root / f"evidence/sources/{VIDEO}.yaml").write_text(PROTECTED, "utf-8")
    works.commit()
    return works


def test_it_is_released_only_with_a_correction_that_says_so(works: WorkingClone) -> None:
    done = works.release()
    assert done.returncode == 1
    assert "protected-after-publication" in done.stdout


def test_no_difference_on_a_living_page_shows_it(works: WorkingClone) -> None:
    (works.root / f"evidence/sources/{VIDEO}.yaml").write_text(PROTECTED + declared("2026-11-24"), "utf-8")
    works.edit("CLM-2026-0009", ("two cameras and no sign\n", "two cameras and no sign at all\n"))
    works.commit()
    assert works.release().returncode == 0
    done = works.run("build", "--published", "published", "--no-search")
    assert done.returncode == 0, done.stderr
    site = works.root / "build/site"
    source = (site / f"sources/{VIDEO}/index.html").read_text("utf-8")
    claim = (site / "claims/CLM-2026-0009/index.html").read_text("utf-8")
    assert f"r/{VIDEO}/2/" in source
    assert "What changed from revision 1" not in source
    assert "at all" in claim
    # `/verify/` has a copy of the texts of permalinks.
    frozen = [site / path for path in (addresses.REVISIONS, addresses.RELEASES, addresses.ORIGINAL_TEXTS)]
    for path in site.rglob("*"):
        if path.is_file() and not any(path.is_relative_to(folder) for folder in frozen):
            content = path.read_bytes().decode("utf-8", "replace")
            assert [word for word in WORDS if word in content] == [], path
