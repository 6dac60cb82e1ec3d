"""Builds the living site, and rebuilds pages of changed records. [io]

The new site replaces the old site when it is complete. A build that fails leaves the old site as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from dossier.configuration import about_of, repository_links
from dossier.errors import DossierError
from dossier.exports.api import API, document_path
from dossier.model.identifiers import Kind
from dossier.pages.hubs import hubs
from dossier.pages.sections import HUBS, base_of
from dossier.reading.dossier import Dossier
from dossier.reading.load import without_garbage_collection
from dossier.releases.aftermath.browser_data import known_revisions
from dossier.releases.aftermath.published import Published, write_frozen_files
from dossier.releases.aftermath.revision_history import newest_titles, release_notes
from dossier.releases.aftermath.status_pages import status_pages
from dossier.releases.publish.changes import newest_permalinks
from dossier.site import head_tags, search_index
from dossier.site.extra_files import WrittenExports, packed, sitemap, write_documents, write_exports
from dossier.site.fragments import hub_fragments
from dossier.site.link_check import Links, Marks, marks
from dossier.site.lookup_log import LookupLog
from dossier.site.mkdocs import configure, generate
from dossier.site.record_pages import PageJob, address_of, pages_written
from dossier.site.shells import Stamp, Tokens, with_head
from dossier.site.staging import stage
from dossier.system.atomic import replace_file, replace_folder, replace_text, restore_folder

BUILD = "build"
DOCS = "docs"
SITE = "site"

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _BuiltParts:
    """The parts of a build that a rebuild uses again."""

    job: PageJob
    hub_stamps: dict[str, Stamp]
    shell_marks: dict[Kind, Marks]
    links: Links
    exports: WrittenExports
    lookups: dict[str, LookupLog | None] = field(default_factory=dict)


@dataclass(slots=True)
class Builder:
    """Builds the site of the dossier in `root` into `root/build/site`, and rebuilds what changed."""

    root: Path
    with_search: bool = True
    published: Published | None = None
    # True if `rebuild` will be called: the look-ups of each page are then recorded.
    will_rebuild: bool = False
    _frame: _BuiltParts | None = None

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.root / BUILD / SITE

    def build(self, dossier: Dossier, step: Step | None = None) -> int:
        """Build the whole site, and return the number of record pages.

        Raises DossierError if MkDocs reports a problem, a link is broken, or the search index cannot be made.
        """
        building = self.root / BUILD / "new-site"
        docs = self.root / BUILD / "new-docs"
        for folder in (building, docs):
            shutil.rmtree(folder, ignore_errors=True)
        (self.root / BUILD).mkdir(exist_ok=True)
        restore_folder(self.site)
        try:
            with without_garbage_collection():
                frame = self._build(dossier, docs, building, step)
            self._finish(frame, dossier, building)
            replace_folder(docs, self.root / BUILD / DOCS)
            replace_folder(building, self.site)
        finally:
            for folder in (building, docs):
                shutil.rmtree(folder, ignore_errors=True)
        self._frame = replace(frame, job=replace(frame.job, site=self.site))
        return len(frame.lookups)

    def rebuild(self, dossier: Dossier) -> int:
        """Make the hubs again, and each record page that depends on a change. Returns the number of record pages.

        The search index and the downloads stay as the last build made them.
        """
        if self._frame is None:
            raise AssertionError("nothing was built yet")
        frame = replace(self._frame, job=replace(self._frame.job, dossier=dossier))
        for name in frame.lookups.keys() - dossier.entries.keys():
            self._remove(frame, name)
        changed = [
            name
            for name in dossier.entries
            if (lookups := frame.lookups.get(name)) is None or not lookups.is_current(dossier)
        ]
        self._write_pages(frame, changed, None)
        write_documents(dossier, frame.job.about, self.site, changed)
        self._write_hubs(frame)
        self._write_sitemap(frame)
        self._check_links(frame)
        self._frame = frame
        return len(changed)

    def _build(self, dossier: Dossier, docs: Path, site: Path, step: Step | None) -> _BuiltParts:
        """Run the site generator, then write all pages and exports."""
        tokens = Tokens()
        docs.mkdir()
        config = configure(self.root, docs, site)
        about = about_of(config)
        if self.published is not None:
            permalinks = newest_permalinks(self.published.releases)
            about = replace(about, permalinks=permalinks, titles=newest_titles(self.published))
        repository = repository_links(config)
        stage(self.root, docs, repository, tokens)
        generate(config, [tokens.path_of(kind) for kind in Kind])
        hub_stamps = {page.path: _stamp(_output(site, page.path), tokens) for page in HUBS}
        stamps = {kind: _stamp(_output(site, tokens.path_of(kind)), tokens) for kind in Kind}
        for kind in Kind:
            _output(site, tokens.path_of(kind)).parent.rmdir()
        links = Links()
        for path in sorted(site.rglob("*.html")):
            links.add(_address(site, path), marks(path.read_text(encoding="utf-8")))
        released = {} if self.published is None else release_notes(self.published, dossier)
        job = PageJob(dossier, about, repository, stamps, released, site, records_lookups=self.will_rebuild)
        shell_marks = {kind: marks("".join(stamp.pieces[::2])) for kind, stamp in stamps.items()}
        frame = _BuiltParts(job, hub_stamps, shell_marks, links, WrittenExports())
        frame = self._write_pages(frame, list(dossier.entries), step, with_exports=True)
        self._write_hubs(frame)
        return frame

    def _write_pages(
        self, frame: _BuiltParts, names: Sequence[str], step: Step | None, *, with_exports: bool = False
    ) -> _BuiltParts:
        """Write the pages of these records, and the exports while other processes make the pages."""
        job = frame.job
        with pages_written(job, names) as pages:
            if with_exports:
                frame = replace(frame, exports=write_exports(job.dossier, job.about, job.site))
            for done, page in enumerate(pages, start=1):
                kind = job.dossier.entries[page.identifier].kind
                frame.links.add(page.address, frame.shell_marks[kind], page.marks)
                frame.lookups[page.identifier] = page.lookups
                if step is not None:
                    step(done, len(names))
        return frame

    def _remove(self, frame: _BuiltParts, name: str) -> None:
        """Remove the page and the document of a record that no longer exists."""
        del frame.lookups[name]
        for kind in Kind:
            page = f"{kind.folder}/{name}/"
            if frame.links.pages.pop(page, None) is not None:
                shutil.rmtree(self.site / page, ignore_errors=True)
                (self.site / document_path(kind, name)).unlink(missing_ok=True)

    def _write_hubs(self, frame: _BuiltParts) -> None:
        releases = () if self.published is None else self.published.releases[::-1]
        views = {"hubs.html": hubs(frame.job.dossier), "data.html": frame.exports.data, "releases.html": releases}
        for page in HUBS:
            head = head_tags.hub_head(base_of(page.path))
            fragments = {**hub_fragments(page, views[page.template]), "head": head}
            text = frame.hub_stamps[page.path].press(fragments)
            path = _output(frame.job.site, page.path)
            replace_text(path, text)
            frame.links.add(_address(frame.job.site, path), marks(text))

    def _finish(self, frame: _BuiltParts, dossier: Dossier, site: Path) -> None:
        self._write_sitemap(frame)
        if self.with_search:
            search_index.index(site)
        if self.published is None:
            living = {name: address_of(entry) for name, entry in dossier.entries.items()}
            replace_file(site / "verify/known.json", known_revisions((), (), living))
        else:
            self._add_published(self.published, frame)
        self._check_links(frame)

    def _add_published(self, published: Published, frame: _BuiltParts) -> None:
        """Add the frozen files, and the pages that show their current status."""
        site = frame.job.site
        write_frozen_files(published, site)
        statuses = dict(status_pages(published, frame.job.dossier, frame.job.about.name))
        for path, content in statuses.items():
            replace_file(site / path, content)
        for path, content in (*published.files.items(), *statuses.items()):
            if path.endswith("/index.html"):
                frame.links.add(path.removesuffix("index.html"), marks(content.decode()))

    def _write_sitemap(self, frame: _BuiltParts) -> None:
        pages = (page for page in frame.links.pages if page != "404.html")
        content = sitemap(frame.job.about.address, pages)
        replace_file(frame.job.site / "sitemap.xml", content)
        replace_file(frame.job.site / "sitemap.xml.gz", packed(content))

    def _check_links(self, frame: _BuiltParts) -> None:
        site = frame.job.site
        files = {PurePosixPath(path.relative_to(site)).as_posix() for path in _assets(site)} | frame.exports.paths
        files |= {document_path(entry.kind, name) for name, entry in frame.job.dossier.entries.items()}
        broken = [f"{page or 'home'}: `{link}`" for page, link in frame.links.broken(files) if "pagefind/" not in link]
        if broken:
            raise DossierError("\n".join(["links that lead nowhere:", *broken[:50]]))


def _stamp(path: Path, tokens: Tokens) -> Stamp:
    """The stamp made of a built shell. Removes its file."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return Stamp(with_head(text, tokens), tokens)


def _assets(site: Path) -> Iterator[Path]:
    """The files of the site that are neither pages of records nor their documents."""
    folders = {kind.folder for kind in Kind} | {API.split("/")[0]}
    for top in sorted(site.iterdir()):
        if top.is_file():
            yield top
        elif top.name not in folders:
            yield from (path for path in top.rglob("*") if path.is_file())


def _output(site: Path, page: str) -> Path:
    """The path to which the site generator writes a Markdown page."""
    name = page.removesuffix(".md")
    return site / (f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html")


def _address(site: Path, path: Path) -> str:
    return PurePosixPath(path.relative_to(site)).as_posix().removesuffix("index.html")
