"""The order of the pages: the blocks of each kind of record under their headings, and the hubs."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model.identifiers import Kind

# The block that says how to cite a record.
CITE = "cite"

# The blocks of each kind's page under their headings, in order; a block without a heading has None.
PARTS: dict[Kind, tuple[tuple[str | None, str], ...]] = {
    Kind.CLAIM: (
        (None, "lead"),
        ("Forces concerned", "forces"),
        ("Evidence for", "supports"),
        ("Evidence against", "contradicts"),
        ("Context", "context"),
        ("Independence of the support", "independence"),
        ("Proceedings", "proceedings"),
        ("Others concerned, and their reply", "reply"),
        ("Corrections", "corrections"),
        ("References", "references"),
        ("Cite this page", CITE),
        (None, "foot"),
    ),
    Kind.SOURCE: (
        (None, "lead"),
        ("What it is relied on for", "uses"),
        ("Proceedings that cite it", "proceedings"),
        ("What it repeats, and what repeats it", "repeats"),
        ("Preserved copies", "captures"),
        ("Corrections", "corrections"),
        ("Cite this source", CITE),
        (None, "foot"),
    ),
    Kind.FORCE: (
        (None, "lead"),
        ("What is reported of it", "reported"),
        ("Its own answers", "answers"),
        ("Other claims that name it", "claims"),
        ("Proceedings it is party to", "party"),
        ("Corrections", "corrections"),
        ("References", "references"),
        ("Cite this page", CITE),
        (None, "foot"),
    ),
    Kind.ORGANISATION: (
        (None, "lead"),
        ("Claims that name it", "claims"),
        ("Proceedings before it", "decided"),
        ("Proceedings it is party to", "party"),
        ("Sources it published", "published"),
        ("Corrections", "corrections"),
        ("References", "references"),
        ("Cite this page", CITE),
        (None, "foot"),
    ),
    Kind.PROCEEDING: (
        (None, "lead"),
        ("Outcome", "outcome"),
        ("Course of the case", "course"),
        ("Parties", "parties"),
        ("Claims that rest on it", "claims"),
        ("Corrections", "corrections"),
        ("References", "references"),
        ("Cite this proceeding", CITE),
        (None, "foot"),
    ),
    Kind.CAPTURE: (
        (None, "lead"),
        ("Files", "files"),
        ("Time-stamps", "timestamps"),
        ("Quotations found in it", "quotes"),
        ("Corrections", "corrections"),
        (None, "foot"),
    ),
}


@dataclass(frozen=True, slots=True)
class Hub:
    """A page that the engine makes: its path, title, description and blocks under their headings."""

    path: str
    title: str
    description: str
    parts: tuple[tuple[str | None, str], ...]
    # The template whose macros are its blocks.
    template: str = "hubs.html"


HUBS = (
    Hub(
        "index.md",
        "Home",
        "What the dossier holds, how far it is established, and the forces it concerns.",
        (
            ("The record in figures", "figures"),
            ("How far the claims are established", "standings"),
            ("The forces", "forces"),
        ),
    ),
    Hub(
        "claims/index.md",
        "Claims",
        "Every claim by topic, with its standing and the evidence on each side.",
        ((None, "claims"),),
    ),
    Hub("forces/index.md", "Forces", "Every force: what is reported of it, and what it answered.", ((None, "forces"),)),
    Hub("organisations/index.md", "Organisations", "Every other body, by sort.", ((None, "organisations"),)),
    Hub(
        "proceedings/index.md",
        "Proceedings",
        "Every proceeding by country, with reversals plain to see.",
        ((None, "proceedings"),),
    ),
    Hub(
        "sources/index.md",
        "Sources",
        "Every source by sort of document, and how far each was read.",
        (("Documents", "sources"), ("Preserved copies", "captures")),
    ),
    Hub("captures/index.md", "Preserved copies", "Every preserved copy of a source.", ((None, "captures"),)),
    Hub("timeline.md", "Timeline", "Claims and proceedings by date.", ((None, "timeline"),)),
    Hub("penalties.md", "Penalties", "Every sum imposed, and what became of it.", ((None, "penalties"),)),
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
    Hub("search.md", "Search", "Search every page of the dossier.", ((None, "search"),)),
    Hub(
        "verify.md",
        "Verify a copy",
        "Whether a saved page is what was published, and in which release.",
        ((None, "verify"),),
    ),
    Hub(
        "check-citations.md",
        "Check citations",
        "How the records that a document cites stand today.",
        ((None, "citations"),),
    ),
)


def base_of(path: str) -> str:
    """What leads from a page to the root of the site, where each page has a folder of its own."""
    depth = path.removesuffix("index.md").removesuffix(".md").rstrip("/").count("/") + 1
    return "./" if path == "index.md" else "../" * depth
