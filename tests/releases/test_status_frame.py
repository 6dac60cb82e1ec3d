"""The frame on a frozen page is high enough for any status."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dossier.configuration import About, Publisher
from dossier.model.addresses import Revision
from dossier.reading.load import load
from dossier.releases.aftermath import status_pages
from dossier.releases.aftermath.published import FrozenRevision, Redaction
from dossier.releases.aftermath.status import RevisionStatus, Status
from dossier.releases.aftermath.status_sentence import LONGEST
from dossier.releases.freeze.page import frozen_page
from dossier.releases.freeze.revision import snapshot
from dossier.releases.store.release_json import CorrectionNote, RedactedFile, SuspendedFile
from dossier.releases.store.suspensions import Suspension
from tests.shared.browser import watching
from tests.shared.frozen_samples import imprint, release
from tests.shared.local_server import serving
from tests.shared.toy import DAY, TOY

NAME = "CLM-2026-0001"
SITE = "Cameras of Ashby Vale"
ABOUT = About(
    SITE, "", "", "", "", publisher=Publisher("The Vale Record Society", "1 Mill Street", "e@vale.example.org")
)
COURT = "reversed (the extent of jurisdiction) by the Administrative Court of Appeal in the Vale, appeal; "
LONG = f"{(COURT * 3)[: LONGEST - 1]}."
FATES = {
    *(Status.REVERSED, Status.REVERSED_IN_PART, Status.VARIED, Status.REMITTED, Status.REMITTED_IN_PART),
    *(Status.LATER_STEP_CHANGED, Status.COURSE_NOT_KNOWN, Status.CHANGE_UNDONE, Status.RESTORED),
    Status.APPEAL_PENDING,
}
EFFECTS = {Status.SOURCE_CHANGED, Status.FALLEN, Status.EFFECT_NOT_KNOWN, Status.UNDISTURBED, Status.SUPERSEDED}
# A decision has a fate, and a claim has an effect of the fate of its authority: never both, and never two of either.
# A suspended revision has no other status. The box of a current revision may be the longest.
COMBINATIONS = [(Status.SUSPENDED,), (Status.CURRENT,)] + [
    chosen
    for chosen in combinations([status for status in Status if status is not Status.SUSPENDED], 4)
    if len(set(chosen) & {*FATES, *EFFECTS, Status.CLAIMS_CHANGED}) <= 1 and Status.CURRENT not in chosen
]
LAYOUTS = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "tablet": {"viewport": {"width": 768, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}},
    "narrow phone": {"viewport": {"width": 320, "height": 640}},
    "paper": {"viewport": {"width": 794, "height": 1123}},
}
# A4 without its margins. For a browser that prints, the page is as wide as with its margins.
PAPER = "document.body.style.width = '643px'"
MEASURE = """async (pages) => {
  const frame = document.querySelector("iframe");
  const { body } = frame.contentDocument;
  const height = () => body.getBoundingClientRect().height;
  const box = height();
  body.style.minHeight = 0;
  const heights = pages.map((page) => {
    body.querySelector("main").innerHTML = page;
    return height();
  });
  return [frame.clientHeight, Math.max(...heights), box];
}"""

# The identifiers that a line break splits, and by how much the page is wider than the window.
WIDTHS = """() => {
  const named = [...document.querySelectorAll("header b, main a")].filter((each) => /^[A-Z]{3}-/.test(each.innerText));
  const broken = named.filter((each) => each.getClientRects().length > 1).map((each) => each.textContent);
  const { scrollWidth, clientWidth } = document.documentElement;
  return [broken, scrollWidth - clientWidth];
}"""


def _status_page(chosen: tuple[Status, ...]) -> bytes:
    """The status page of a revision with these statuses, each with the longest text that it can have."""
    dossier = load(TOY, DAY).dossier
    content = (b"", b'{"kind":"claim","record":{}}')
    old, new = release("2026.11.20"), release("2026.11.23")
    file = RedactedFile(
        "r/CLM-2026-0001/1/index.html", "a" * 64, authority="The court", reason="A name", changed=("p1",)
    )
    suspension = Suspension(SuspendedFile("r/CLM-2026-0001/1/index.html", "a" * 64, "x", NAME), new.version)
    frozen = FrozenRevision(
        Revision(NAME, 1), old, *content, redactions=(Redaction(file, new),), suspensions=(suspension,)
    )
    newest = FrozenRevision(Revision(NAME, 12), new, *content)
    sentences = dict.fromkeys(set(chosen) & {*FATES, *EFFECTS, Status.CLAIMS_CHANGED}, LONG)
    status = RevisionStatus(
        chosen,
        (CorrectionNote("2026-11-20", "x"), CorrectionNote("2026-11-22", "x")),
        {"date": "2026-09-23", "reason": "x", "replaced_by": "CLM-2026-0002"},
        sentences,
        sentences,
    )
    return status_pages._status_page(frozen, newest, status, dossier, ABOUT, living="claims/X/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frozen page with its status page."""
    folder = tmp_path_factory.mktemp("frame")
    dossier = load(TOY, DAY).dossier
    record = snapshot(dossier, dossier.entries[NAME])
    page = frozen_page(dossier, Revision(NAME, 1), record, imprint(release("2026.11.20"), SITE))
    for path, text in ((f"r/{NAME}/1", page), (f"status/{NAME}/1", _status_page((Status.CURRENT,)))):
        (folder / path).mkdir(parents=True)
        (folder / path / "index.html").write_bytes(text)
    return folder


@pytest.mark.parametrize("text_size", [16, 32])
def test_the_longest_status_fits_into_the_frame(site: Path, text_size: int, launch: Callable[..., Any]) -> None:
    texts = (_status_page(chosen).decode() for chosen in COMBINATIONS)
    pages = [re.sub("(?s).*<main>(.*)</main>.*", r"\1", text) for text in texts]
    assert len(pages) > 250
    assert any(LONG in page for page in pages)
    with serving(site) as address, launch(f"--blink-settings=defaultFontSize={text_size}") as browser:
        for layout, settings in LAYOUTS.items():
            with watching(browser, address, **settings) as watched:
                if layout == "paper":
                    watched.page.emulate_media(media="print")
                watched.open(f"r/{NAME}/1/")
                if layout == "paper":
                    watched.page.evaluate(PAPER)
                frame, longest, box = watched.page.evaluate(MEASURE, pages)
                broken, overflow = watched.page.evaluate(WIDTHS)
                assert overflow <= 0, f"{layout}, letters of {text_size} px"
                assert not broken or layout == "narrow phone", f"{layout}, letters of {text_size} px"
                assert watched.harmless()
                assert longest <= frame, f"{layout}, letters of {text_size} px"
                # A frame that is far too high would hide the title below it.
                assert frame <= 1.3 * longest, f"{layout}, letters of {text_size} px"
                # The box of a short status fills the frame, up to the height of the longest on a phone.
                assert min(frame, 20 * text_size) <= box <= frame, f"{layout}, letters of {text_size} px"
                # The page around the frame says who publishes it. Alone, the status says it too.
                assert not watched.page.frame_locator("iframe").locator("footer").is_visible()
                watched.open(f"status/{NAME}/1/")
                if text_size == 16:
                    assert watched.page.locator("footer").inner_text().startswith(f"{SITE}, published by The Vale")
