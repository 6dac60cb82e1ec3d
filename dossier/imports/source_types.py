"""Types of sources for the types of other formats, with implied genres.

A type implies only what its definition says: an article in a newspaper is news, but a web page may be anything. Types
that sources do not have become `document`, the type for everything that fits no other type (CSL 1.0.2).
"""

from __future__ import annotations

from dossier.model.vocabulary import CslType, Genre, Tier

# The genre and tier that a type implies, unless `--genre` and `--tier` say otherwise.
IMPLIED = {
    CslType.ARTICLE_JOURNAL: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.ARTICLE_NEWSPAPER: (Genre.NEWS, Tier.SECONDARY),
    CslType.THESIS: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.HEARING: (Genre.PARLIAMENTARY_RECORD, Tier.PRIMARY),
    CslType.LEGAL_CASE: (Genre.COURT_JUDGMENT, Tier.PRIMARY),
    CslType.LEGISLATION: (Genre.STATUTE, Tier.PRIMARY),
    CslType.REGULATION: (Genre.STATUTE, Tier.PRIMARY),
}

# RIS (Research Information Systems, 2011).
RIS = {
    "ART": CslType.GRAPHIC,
    "BILL": CslType.BILL,
    "BLOG": CslType.POST_WEBLOG,
    "BOOK": CslType.BOOK,
    "CASE": CslType.LEGAL_CASE,
    "CHAP": CslType.CHAPTER,
    "DATA": CslType.DATASET,
    "EJOUR": CslType.ARTICLE_JOURNAL,
    "ELEC": CslType.WEBPAGE,
    "ENCYC": CslType.ENTRY_ENCYCLOPEDIA,
    "GEN": CslType.DOCUMENT,
    "GOVDOC": CslType.DOCUMENT,
    "HEAR": CslType.HEARING,
    "ICOMM": CslType.POST,
    "JOUR": CslType.ARTICLE_JOURNAL,
    "MGZN": CslType.ARTICLE_MAGAZINE,
    "MPCT": CslType.MOTION_PICTURE,
    "NEWS": CslType.ARTICLE_NEWSPAPER,
    "PCOMM": CslType.PERSONAL_COMMUNICATION,
    "RPRT": CslType.REPORT,
    "STAT": CslType.LEGISLATION,
    "THES": CslType.THESIS,
    "VIDEO": CslType.MOTION_PICTURE,
    "WEB": CslType.WEBPAGE,
}

# BibTeX and BibLaTeX (manual 3.20, section 2.1).
BIBTEX = {
    "article": CslType.ARTICLE_JOURNAL,
    "artwork": CslType.GRAPHIC,
    "book": CslType.BOOK,
    "dataset": CslType.DATASET,
    "electronic": CslType.WEBPAGE,
    "image": CslType.GRAPHIC,
    "inbook": CslType.CHAPTER,
    "incollection": CslType.CHAPTER,
    "jurisdiction": CslType.LEGAL_CASE,
    "legislation": CslType.LEGISLATION,
    "mastersthesis": CslType.THESIS,
    "misc": CslType.DOCUMENT,
    "movie": CslType.MOTION_PICTURE,
    "online": CslType.WEBPAGE,
    "phdthesis": CslType.THESIS,
    "report": CslType.REPORT,
    "techreport": CslType.REPORT,
    "thesis": CslType.THESIS,
    "video": CslType.MOTION_PICTURE,
    "www": CslType.WEBPAGE,
}
# Defined as "an article in a journal or magazine"; other tools also use it for newspapers.
BIBTEX_VAGUE = frozenset({"article"})
