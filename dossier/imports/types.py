"""Turn the types of item of other formats into ours, and a type into what it says of a source.

Only what the definition of a type says is concluded from it: a newspaper's article is news, but a web page may be
anything. Types that sources do not have become `document`, the type for what belongs to no other (CSL 1.0.2).
"""

from __future__ import annotations

from dossier.model.vocabulary import CslType, Genre, Tier

# By type: the genre and tier where `--genre` and `--tier` do not say otherwise.
JUDGED = {
    CslType.ARTICLE_JOURNAL: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.ARTICLE_NEWSPAPER: (Genre.NEWS, Tier.SECONDARY),
    CslType.THESIS: (Genre.ACADEMIC, Tier.SECONDARY),
    CslType.LEGAL_CASE: (Genre.COURT_JUDGMENT, Tier.PRIMARY),
    CslType.LEGISLATION: (Genre.STATUTE, Tier.PRIMARY),
    CslType.REGULATION: (Genre.STATUTE, Tier.PRIMARY),
}

# RIS (Research Information Systems, 2011).
RIS = {
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
    "JOUR": CslType.ARTICLE_JOURNAL,
    "MGZN": CslType.ARTICLE_MAGAZINE,
    "NEWS": CslType.ARTICLE_NEWSPAPER,
    "PCOMM": CslType.PERSONAL_COMMUNICATION,
    "RPRT": CslType.REPORT,
    "STAT": CslType.LEGISLATION,
    "THES": CslType.THESIS,
    "WEB": CslType.WEBPAGE,
}

# BibTeX and BibLaTeX (manual 3.20, section 2.1).
BIBTEX = {
    "article": CslType.ARTICLE_JOURNAL,
    "book": CslType.BOOK,
    "dataset": CslType.DATASET,
    "electronic": CslType.WEBPAGE,
    "inbook": CslType.CHAPTER,
    "incollection": CslType.CHAPTER,
    "jurisdiction": CslType.LEGAL_CASE,
    "legislation": CslType.LEGISLATION,
    "mastersthesis": CslType.THESIS,
    "misc": CslType.DOCUMENT,
    "online": CslType.WEBPAGE,
    "phdthesis": CslType.THESIS,
    "report": CslType.REPORT,
    "techreport": CslType.REPORT,
    "thesis": CslType.THESIS,
    "www": CslType.WEBPAGE,
}
# "An article from a journal or magazine", and what tools write for newspapers, too.
BIBTEX_VAGUE = frozenset({"article"})
