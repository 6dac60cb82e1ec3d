"""Record pages, made in as many processes as there are cores. [io]"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dossier.cite.formats.box import cite_box
from dossier.configuration import About, RepositoryLinks
from dossier.errors import DossierError
from dossier.exports.summary import record_summary
from dossier.model.identifiers import Kind
from dossier.pages.feed_links import feed_of_record
from dossier.pages.record import content_of
from dossier.pages.revisions import RevisionHistory
from dossier.reading.dossier import Dossier
from dossier.site import head_tags
from dossier.site.fragments import record_fragments
from dossier.site.link_check import Marks, marks
from dossier.site.lookup_log import LookupLog, record_lookups
from dossier.site.shells import Stamp
from dossier.system.atomic import replace_text

# Pages are made this many at a time: then the code for each step stays in the cache of the processor.
_BATCH = 100
# Below this number of pages, starting processes takes longer than they save.
_FEW = 300


@dataclass(frozen=True, slots=True)
class PageJob:
    """The inputs of all record pages of a build, and the folder of the site that they are written to."""

    dossier: Dossier
    about: About
    repository: RepositoryLinks
    stamps: Mapping[Kind, Stamp]
    histories: Mapping[str, RevisionHistory]
    site: Path
    # True if the look-ups of each page are recorded, so that a rebuild can skip pages that a change does not affect.
    records_lookups: bool = False


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that was written: its record, its address from the root of the site, its anchors and links."""

    identifier: str
    address: str
    marks: Marks
    lookups: LookupLog | None


@contextmanager
def pages_written(job: PageJob, names: Sequence[str]) -> Iterator[Iterator[WrittenPage]]:
    """Start writing the pages of these records, and yield an iterator over the written pages.

    Other processes do the work if there are many pages and forking is safe, so that the caller can do other work before
    it takes the pages. Raises DossierError if the system ends such a process.
    """
    batches = [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
    processes = process_count(len(names))
    if processes == 1 or job.records_lookups:
        yield (page for batch in batches for page in _write_batch(job, batch))
        return
    global _JOB  # noqa: PLW0603  (forked processes inherit it, so that no dossier is copied to them)
    _JOB = job
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as executor:
        try:
            results = [executor.submit(_write_batch_of_job, batch) for batch in batches]
            _JOB = None
            yield (page for result in results for page in result.result())
        except BrokenProcessPool:
            raise DossierError("the system ended a process that makes pages, perhaps because memory ran out") from None
        finally:
            executor.shutdown(cancel_futures=True)


_JOB: PageJob | None = None


def _write_batch_of_job(names: Sequence[str]) -> list[WrittenPage]:
    if _JOB is None:
        raise AssertionError("the process was not forked from the process that has the job")
    return _write_batch(_JOB, names)


def process_count(pages: int) -> int:
    """The number of processes that make the pages: the number of cores, or 1 if forking is unsafe or not worth it."""
    # On macOS a fork can break system libraries. Everywhere it leaves out other threads, whose locks then stay locked.
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return len(os.sched_getaffinity(0)) if is_safe and pages >= _FEW else 1


def _write_batch(job: PageJob, names: Sequence[str]) -> list[WrittenPage]:
    pages = [_make_page(job, name) for name in names]
    for page, text in pages:
        replace_text(job.site / page.address / "index.html", text)
    return [page for page, _ in pages]


def _make_page(job: PageJob, name: str) -> tuple[WrittenPage, str]:
    dossier, lookups = record_lookups(job.dossier) if job.records_lookups else (job.dossier, None)
    entry = dossier.entries[name]
    history = job.histories.get(name)
    feed = feed_of_record(dossier, entry)
    fragments = record_fragments(
        content_of(dossier, entry),
        job.repository,
        cite_box(dossier, entry, job.about.name, None if history is None else history.cited_as),
        history,
        feed,
    )
    summary = record_summary(dossier, entry, job.about)
    fragments["head"] = head_tags.record_head(dossier, entry, job.about, summary, feed)
    stamp = job.stamps[entry.kind]
    inner = marks("".join(fragments[piece] for piece in stamp.names))
    return WrittenPage(name, job.dossier.subject.living_page(entry.kind, name), inner, lookups), stamp.press(fragments)
