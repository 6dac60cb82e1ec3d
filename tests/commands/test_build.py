"""The size of the site, and other words that `dossier build` prints."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from dossier.commands import build
from dossier.site.site_size import HOST_LIMIT
from tests.shared.releasing import git
from tests.shared.toy import copy_toy

WORDS = re.compile(r"the site takes ([\d.,]+) MB in ([\d,]+) files; the host accepts ([\d.,]+) MB\n")


def test_the_size_is_printed_with_a_warning_near_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_toy(tmp_path / "dossier")
    parser = argparse.ArgumentParser()
    build.add(parser)
    options = parser.parse_args(["--no-search"])

    def said(limit: int) -> tuple[str, str]:
        monkeypatch.setattr(build, "HOST_LIMIT", limit)
        assert build.run(options, tmp_path / "dossier") == 0
        printed = capsys.readouterr()
        return printed.out, printed.err

    out, errors = said(HOST_LIMIT)
    files = [path for path in (tmp_path / "dossier/build/site").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    assert size > 1_000_000
    [(megabytes, count, limit)] = WORDS.findall(out)
    assert (megabytes, count, limit) == (f"{size / 1_000_000:,.1f}", f"{len(files):,}", "1,000.0")
    assert not errors
    assert "warning: that is close to the limit: move" in said(size)[1]
    assert "warning: that is more than the limit: move" in said(size - 1)[1]
    # A branch of releases that the site does not show.
    git(tmp_path / "dossier", "init", "--quiet", "--initial-branch=published")
    git(tmp_path / "dossier", "commit", "--quiet", "--allow-empty", "--message=Release")
    errors = said(size * 100 // 80 + 2)[1]
    assert "limit" not in errors
    assert "`published` holds releases: to show them, run `build --published published`" in errors
