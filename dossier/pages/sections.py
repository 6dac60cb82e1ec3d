"""The sections of the pages of each kind, and the hubs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dossier.model.identifiers import Kind
from dossier.model.labels import capitalised
from dossier.model.subject_file import FocusWords
from dossier.model.vocabulary import Stance
from dossier.pages.group_links import GROUP_KINDS

# The section that says how to cite a record.
CITE = "cite"
# The section that every page begins with, and the last section, which names the file of the record.
LEAD, FOOT = "lead", "foot"

# Sections that a page shows also if nothing is recorded in them: what is missing there is an answer.
ALWAYS_SHOWN = frozenset({"reported", "answers", "files"})

# The blocks of hubs that are lists with filters.
LISTS = frozenset({"claims", "bodies", "organisations", "proceedings", "sources", "timeline", "penalties"})
# Further blocks of hubs that are wide.
_WIDE = frozenset({"releases", "then"})

QUESTIONS_PAGE = "questions.md"

# Headings that several pages have.
CLAIMS = "Claims"
PROCEEDINGS = "Proceedings"
SOURCES = "Sources"
PRESERVED_COPIES = "Preserved copies"
PARTY = "Proceedings it is party to"
EVIDENCE_FOR, EVIDENCE_AGAINST = "Evidence for", "Evidence against"
NAMING_CLAIMS = "Claims that name it"
OWN_ANSWERS = "Its own answers"
REPORTED_OF_IT = "Reported of it"
_CORRECTIONS: dict[str, str | None] = {"corrections": "Corrections"}
_REFERENCES: dict[str, str | None] = {**_CORRECTIONS, "references": "References"}
_CITE_PAGE: dict[str, str | None] = {**_REFERENCES, CITE: "Cite this page", FOOT: None}

# The place in a heading for the word for the bodies in focus.
_BODIES = "BODIES"
# The sections of the page of each kind, in order, each with its heading; None if it has no heading.
_HEADINGS: dict[Kind, dict[str, str | None]] = {
    Kind.CLAIM: {
        LEAD: None,
        "concerns": f"{_BODIES} concerned",
        Stance.SUPPORTS.value: EVIDENCE_FOR,
        Stance.CONTRADICTS.value: EVIDENCE_AGAINST,
        Stance.CONTEXT.value: Stance.CONTEXT.label,
        "independence": "Independence of the support",
        "proceedings": PROCEEDINGS,
        "reply": "Others concerned, and their reply",
        **_CITE_PAGE,
    },
    Kind.SOURCE: {
        LEAD: None,
        "uses": "What it is relied on for",
        "proceedings": "Proceedings that cite it",
        "repeats": "What it repeats, and what repeats it",
        "captures": PRESERVED_COPIES,
        **_CORRECTIONS,
        CITE: "Cite this source",
        FOOT: None,
    },
    Kind.FOCUS: {
        LEAD: None,
        "reported": "What is reported of it",
        "answers": OWN_ANSWERS,
        "claims": "Other claims that name it",
        "party": PARTY,
        **_CITE_PAGE,
    },
    Kind.ORGANISATION: {
        LEAD: None,
        "claims": NAMING_CLAIMS,
        "decided": "Proceedings before it",
        "party": PARTY,
        "published": "Sources it published",
        **_CITE_PAGE,
    },
    Kind.PROCEEDING: {
        LEAD: None,
        "outcome": "Outcome",
        "breaches": "Law that it finds broken",
        "course": "Course of the case",
        "parties": "Parties",
        "claims": NAMING_CLAIMS,
        **_REFERENCES,
        CITE: "Cite this proceeding",
        FOOT: None,
    },
    Kind.CAPTURE: {
        LEAD: None,
        "files": "Files",
        "timestamps": "Time-stamps",
        "quotes": "Quotations found in it",
        **_CORRECTIONS,
        FOOT: None,
    },
}


@cache
def headings_of(kind: Kind, words: FocusWords) -> dict[str, str | None]:
    """The sections of the page of a kind, in order, each with its heading or None."""
    bodies = capitalised(words.plural)
    return {
        name: None if heading is None else heading.replace(_BODIES, bodies) for name, heading in _HEADINGS[kind].items()
    }


@dataclass(frozen=True, slots=True)
class Hub:
    """A page that lists records: its path, title and description, and its blocks with their headings."""

    path: str
    title: str
    description: str
    parts: tuple[tuple[str | None, str], ...]
    # The template whose macros are its blocks.
    template: str = "hubs.html"
    # True if it shows what is not on record, and asks its readers for it.
    has_gaps: bool = False

    @property
    def has_list(self) -> bool:
        """True if it has a list with filters."""
        return not LISTS.isdisjoint(name for _, name in self.parts)

    @property
    def is_wide(self) -> bool:
        """True if it has a list or a wide table, which takes the room of the table of contents."""
        return self.has_list or not _WIDE.isdisjoint(name for _, name in self.parts)


@cache
def hub_pages(words: FocusWords) -> tuple[Hub, ...]:
    """The hubs of a dossier whose bodies in focus have these words."""
    return (
        Hub(
            "index.md",
            "Home",
            f"What happened, what is still open, and what {words.plural} answered.",
            (
                (None, "home"),
                ("What happened", "story"),
                ("Claims and proceedings by year", "time"),
                (f"The {words.plural} and their answers", "focus"),
                ("Penalties, and what became of them", "fines"),
                ("How far the claims are established", "standings"),
                ("The record in figures", "figures"),
            ),
        ),
        Hub(
            "claims/index.md",
            CLAIMS,
            "Every claim, with its standing and the evidence on each side.",
            ((None, "claims"),),
        ),
        Hub(
            f"{words.folder}/index.md",
            capitalised(words.plural),
            f"Every {words.name}: what is reported of it, and what it answered.",
            ((None, "maps"), (None, "bodies")),
        ),
        Hub(
            QUESTIONS_PAGE,
            "Questions",
            f"What readers ask of every {words.name}, and what is on record.",
            ((None, "questions"),),
            has_gaps=True,
        ),
        Hub("organisations/index.md", "Organisations", "Every other body.", ((None, "organisations"),)),
        Hub(
            "proceedings/index.md",
            PROCEEDINGS,
            "Every proceeding, with reversals plain to see.",
            ((None, "proceedings"),),
        ),
        Hub(
            "sources/index.md",
            SOURCES,
            "Every source, and how far each was read.",
            (("Documents", "sources"), (PRESERVED_COPIES, "captures")),
        ),
        Hub("captures/index.md", PRESERVED_COPIES, "Every preserved copy of a source.", ((None, "captures"),)),
        Hub("timeline.md", "Timeline", "Claims and proceedings by date.", ((None, "time"), (None, "timeline"))),
        Hub(
            "penalties.md",
            "Penalties",
            "Every sum imposed or intended, who has to pay it, and what became of it.",
            ((None, "sums"), (None, "penalties")),
        ),
        *(
            Hub(
                f"{folder}/index.md",
                kind.plural,
                f"What the dossier has on each {kind.label.lower()}.",
                ((None, folder),),
            )
            for folder, kind in GROUP_KINDS.items()
        ),
        Hub(
            "bibliography.md",
            "Bibliography",
            "Every source, as a table of cases, a table of legislation and a list of other works.",
            (("Table of cases", "cases"), ("Table of legislation", "legislation"), ("Other works", "works")),
        ),
        Hub(
            "data/index.md",
            "Data",
            "The whole dossier to take away, in the formats of other tools.",
            (
                ("Open in Excel or another spreadsheet", "dataspreadsheet"),
                ("The whole", "datawhole"),
                ("Records", "datarecords"),
                ("Tables", "datatables"),
                ("Citations", "datacitations"),
                ("Changes and dates", "datachanges"),
                ("Licence", "datalicence"),
            ),
            "data.html",
        ),
        Hub(
            "data/columns.md",
            "Columns of the data",
            "What each column of the tables and each field of the documents holds.",
            (
                ("Types of value", "typesofvalue"),
                ("Tables", "columnsoftables"),
                ("Documents", "fieldsofdocuments"),
                ("Versions", "versions"),
            ),
            "data.html",
        ),
        Hub(
            "releases/index.md",
            "Releases",
            "Every release: what it added, changed and corrected.",
            ((None, "releases"),),
            "releases.html",
        ),
        Hub(
            "as-of.md",
            "Then and now",
            "What each record said on the day of any release, and what has changed since.",
            ((None, "then"), ("All releases", "days")),
            "releases.html",
        ),
        Hub("names.md", "Names", "Every name of a body or a proceeding, by its first letter.", ((None, "names"),)),
        Hub("search.md", "Search", "Search every page of the dossier.", ((None, "search"),)),
        Hub(
            "verify.md",
            "Verify a copy",
            "Find out if a saved page is what was published, and in which release.",
            ((None, "verify"),),
            "checkers.html",
        ),
        Hub(
            "check-citations.md",
            "Check citations",
            "The current status of each record that a document cites.",
            ((None, "citations"),),
            "checkers.html",
        ),
    )


def base_of(path: str) -> str:
    """The relative address of the root of the site from a page, given that each page has its own folder."""
    depth = path.removesuffix("index.md").removesuffix(".md").rstrip("/").count("/") + 1
    return "./" if path == "index.md" else "../" * depth
