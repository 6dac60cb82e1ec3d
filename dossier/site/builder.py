"""Builds the living site, and rebuilds pages of changed records. [io]

The new site replaces the old site when it is complete. A build that fails leaves the old site as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from dossier.configuration import about_of, repository_links
from dossier.errors import DossierError
from dossier.exports.data_page import data_page
from dossier.model import addresses
from dossier.model.identifiers import Kind
from dossier.pages.group_links import GROUP_KINDS
from dossier.pages.hubs import hubs
from dossier.pages.sections import Hub, base_of, hub_pages
from dossier.reading.dossier import Dossier
from dossier.reading.load import without_garbage_collection
from dossier.releases.aftermath.browser_data import known_revisions, living_pages
from dossier.releases.aftermath.published import Published, pages_in, write_frozen_files
from dossier.releases.aftermath.release_list import ListedRelease, release_list
from dossier.releases.aftermath.revision_history import release_notes, with_releases
from dossier.releases.aftermath.status_pages import status_pages
from dossier.site import head_tags, search_index
from dossier.site.built_pages import complete_built_pages, hub_stamp, list_stamp, pages_with_policy, shell_stamp
from dossier.site.extra_files import WrittenExports, write_documents, write_exports, write_sitemap
from dossier.site.feed_files import FeedFiles
from dossier.site.group_pages import GroupPages
from dossier.site.link_check import Links, Marks, marks
from dossier.site.lists.list_check import complete_hub_fragments
from dossier.site.lists.long_lists import LongLists
from dossier.site.lookup_log import LookupLog, RecordedView, changes_between
from dossier.site.mkdocs import configure, generate
from dossier.site.names_file import write_names
from dossier.site.not_found import NOT_FOUND
from dossier.site.record_pages import PageJob, pages_written
from dossier.site.shells import Stamp, Tokens
from dossier.site.site_files import address_of_file, assets, page_file
from dossier.site.staging import refuse_unsafe_pages, stage
from dossier.system.atomic import (
    refuse_link,
    remove_folder,
    replace_file,
    replace_folder,
    replace_text,
    restore_folder,
)
from dossier.system.lock import folder_lock

BUILD = "build"
DOCS = "docs"
SITE = "site"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _BuildState:
    """The parts of a build that a rebuild uses again."""

    job: PageJob
    hub_stamps: dict[str, Stamp]
    shell_marks: dict[Kind, Marks]
    links: Links
    exports: WrittenExports
    group_pages: GroupPages
    lists: LongLists
    feeds: FeedFiles
    # Newest first.
    releases: tuple[ListedRelease, ...]
    # By record: None if the page must be made again in any case.
    lookups: dict[str, LookupLog | None] = field(default_factory=dict)
    # By the path of a hub: the fields that it looked up, with their values.
    hub_lookups: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Builder:
    """Builds the site of the dossier in `root` into `root/build/site`, and rebuilds what changed."""

    root: Path
    with_search: bool = True
    published: Published | None = None
    # True if `rebuild` will be called: the look-ups of each page are then recorded.
    will_rebuild: bool = False
    _state: _BuildState | None = None
    # Differs if another program replaced the folder that this builder wrote.
    _site_mark: tuple[int, int] | None = None

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.root / BUILD / SITE

    def build(self, dossier: Dossier, progress: Progress | None = None) -> int:
        """Build the whole site, and return the number of record pages. Raises DossierError as `built` does."""
        with self.built(dossier, progress) as pages:
            return pages

    @contextmanager
    def built(self, dossier: Dossier, progress: Progress | None = None) -> Iterator[int]:
        """Build the whole site, and yield the number of record pages. No other process builds until the block ends.

        Raises DossierError if MkDocs reports a problem, a link is broken, the search index cannot be made, or another
        build is running.
        """
        with self._lock():
            yield self._replace_site(dossier, progress)

    def _replace_site(self, dossier: Dossier, progress: Progress | None) -> int:
        building = self.root / BUILD / "new-site"
        docs = self.root / BUILD / "new-docs"
        for folder in (building, docs):
            remove_folder(folder)
        restore_folder(self.site)
        try:
            with without_garbage_collection():
                state = self._build(dossier, docs, building, progress)
            self._finish(state, dossier, building)
            replace_folder(docs, self.root / BUILD / DOCS)
            replace_folder(building, self.site)
        finally:
            for folder in (building, docs):
                remove_folder(folder)
        self._state = replace(state, job=replace(state.job, site=self.site))
        self._site_mark = self._current_mark()
        return len(state.lookups)

    def rebuild(self, dossier: Dossier) -> int:
        """Make each record page and each hub that depends on a change. Returns the number of record pages.

        The search index and the downloads stay as the last build made them. If the site was removed or another program
        changed it, the whole site is built.
        """
        with self._lock():
            if self._state is None or self._site_mark is None or self._site_mark != self._current_mark():
                return self._replace_site(dossier, None)
            try:
                return self._update_site(self._state, dossier)
            finally:
                self._site_mark = self._current_mark()

    def _update_site(self, last: _BuildState, dossier: Dossier) -> int:
        state = replace(last, job=replace(last.job, dossier=dossier))
        changes = changes_between(last.job.dossier, dossier)
        pages = set(state.links.pages)
        for name in list(state.lookups):
            entry = dossier.entries.get(name)
            # A record of another kind has its page in another folder.
            if entry is None or entry.kind is not last.job.dossier.entries[name].kind:
                self._remove(state, name)
        affected = [name for name in dossier.entries if (log := state.lookups.get(name)) is None or changes.affect(log)]
        # If a step fails, the next rebuild makes these pages, even if no record changes until then.
        state.lookups.update(dict.fromkeys(affected))
        self._state = state
        write_documents(dossier, state.job.about, self.site, affected)
        self._write_pages(state, affected, None)
        self._write_hubs(state)
        if state.links.pages.keys() != pages:
            self._write_sitemap(state)
        self._check_links(state)
        return len(affected)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Let no other process build in this folder. Before a rebuild, wait for its end."""
        folder = self.root / BUILD
        refuse_link(folder)
        folder.mkdir(exist_ok=True)
        with folder_lock(folder, "another build is running in this folder", wait=self.will_rebuild):
            yield

    def _current_mark(self) -> tuple[int, int] | None:
        try:
            status = self.site.lstat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _build(self, dossier: Dossier, docs: Path, site: Path, progress: Progress | None) -> _BuildState:
        """Run the site generator, then write all pages and exports."""
        tokens = Tokens()
        docs.mkdir()
        config = configure(self.root, docs, site)
        about = about_of(config)
        if self.published is not None:
            about = with_releases(about, self.published)
        repository = repository_links(config)
        subject = dossier.subject
        refuse_unsafe_pages(self.root, config)
        stage(self.root, docs, repository, tokens, subject)
        generate(config, [tokens.path_of(folder) for folder in (*subject.folders(), *GROUP_KINDS, tokens["folder"])])
        complete_built_pages(site, about, tokens)
        hub_stamps = {page.path: hub_stamp(site, page, tokens) for page in hub_pages(subject.focus)}
        stamps = {kind: shell_stamp(site, subject.folder(kind), tokens) for kind in Kind}
        group_pages = GroupPages({folder: shell_stamp(site, folder, tokens) for folder in GROUP_KINDS}, about)
        lists = LongLists(list_stamp(site, tokens), about)
        links = Links()
        for path, text in pages_with_policy(site):
            links.add(address_of_file(site, path), marks(text))
        histories = {} if self.published is None else release_notes(self.published, dossier)
        job = PageJob(dossier, about, repository, stamps, histories, site, records_lookups=self.will_rebuild)
        releases = () if self.published is None else release_list(self.published, dossier)
        exports = WrittenExports(frozenset(), data_page(subject, (), "", None))
        shell_marks = {kind: marks(stamp.frame) for kind, stamp in stamps.items()}
        state = _BuildState(job, hub_stamps, shell_marks, links, exports, group_pages, lists, FeedFiles(), releases)
        state = self._write_pages(state, list(dossier.entries), progress, with_exports=True)
        self._write_hubs(state)
        return state

    def _write_pages(
        self, state: _BuildState, names: Sequence[str], progress: Progress | None, *, with_exports: bool = False
    ) -> _BuildState:
        """Write the pages of these records, and the exports while other processes make the pages."""
        job = state.job
        with pages_written(job, names) as pages:
            if with_exports:
                state = replace(state, exports=write_exports(job.dossier, job.about, job.site))
            for done, page in enumerate(pages, start=1):
                kind = job.dossier.entries[page.identifier].kind
                state.links.add(page.address, state.shell_marks[kind], page.marks)
                state.lookups[page.identifier] = page.lookups
                if progress is not None:
                    progress(done, len(names))
        return state

    def _remove(self, state: _BuildState, name: str) -> None:
        """Remove the page and the document of a record that no longer exists."""
        del state.lookups[name]
        for kind in Kind:
            page = state.job.dossier.subject.living_page(kind, name)
            if state.links.pages.pop(page, None) is not None:
                shutil.rmtree(self.site / page, ignore_errors=True)
                (self.site / addresses.document(kind, name)).unlink(missing_ok=True)

    def _write_hubs(self, state: _BuildState) -> None:
        view = hubs(state.job.dossier)
        for page in hub_pages(state.job.dossier.subject.focus):
            last = state.hub_lookups.get(page.path)
            if last is None or any(getattr(view, name) != value for name, value in last.items()):
                # The other views are the same until the next build.
                lookups: dict[str, Any] = {}
                views = {
                    "hubs.html": RecordedView(view, lookups),
                    "data.html": state.exports.data,
                    "releases.html": state.releases,
                    "checkers.html": state.releases,
                }
                self._write_hub(state, page, views[page.template])
                state.lists.write(page, view, state.job.dossier, state.job.site, state.links)
                state.hub_lookups[page.path] = lookups
        state.group_pages.write(view.groups, state.job.site, state.links)
        write_names(state.job.dossier, view.groups, state.job.site)
        state.feeds.write(state.job.dossier, state.job.about, view.groups, state.job.site)

    def _write_hub(self, state: _BuildState, page: Hub, view: object) -> None:
        fragments = complete_hub_fragments(page, view, state.job.dossier)
        fragments["head"] = head_tags.hub_head(base_of(page.path))
        text = state.hub_stamps[page.path].press(fragments)
        path = page_file(state.job.site, page.path)
        replace_text(path, text)
        state.links.add(address_of_file(state.job.site, path), marks(text))

    def _finish(self, state: _BuildState, dossier: Dossier, site: Path) -> None:
        self._write_sitemap(state)
        if self.with_search:
            search_index.index(site)
        if self.published is None:
            replace_file(site / addresses.KNOWN_REVISIONS, known_revisions((), (), living_pages(dossier)))
        else:
            self._add_published(self.published, state)
        self._check_links(state)

    def _add_published(self, published: Published, state: _BuildState) -> None:
        """Add the frozen files, and the pages that show their current status."""
        site = state.job.site
        write_frozen_files(published, site)
        statuses = dict(status_pages(published, state.job.dossier, state.job.about))
        for path, content in statuses.items():
            replace_file(site / path, content)
        for address, content in pages_in({**published.files, **statuses}):
            state.links.add(address, marks(content.decode()))

    def _write_sitemap(self, state: _BuildState) -> None:
        pages = (page for page in state.links.pages if page != NOT_FOUND)
        write_sitemap(state.job.dossier, state.job.about, state.job.site, pages)

    def _check_links(self, state: _BuildState) -> None:
        site = state.job.site
        own = assets(site, state.job.dossier.subject.folders())
        files = (
            state.exports.paths | state.feeds.paths | {PurePosixPath(path.relative_to(site)).as_posix() for path in own}
        )
        files |= {addresses.document(entry.kind, name) for name, entry in state.job.dossier.entries.items()}
        broken = [f"{page or 'home'}: `{link}`" for page, link in state.links.broken(files) if "pagefind/" not in link]
        if broken:
            raise DossierError("\n".join(["links that lead nowhere:", *broken[:50]]))
