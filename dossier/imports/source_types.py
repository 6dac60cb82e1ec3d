"""Types of sources for the types of other formats.

Types that sources do not have become `document`, the type for everything that fits no other type (CSL 1.0.2).
"""

from __future__ import annotations

from dossier.model.vocabulary import CslType

# RIS (Research Information Systems, 2011).
RIS = {
    "ART": CslType.GRAPHIC,
    "BILL": CslType.BILL,
    "BLOG": CslType.POST_WEBLOG,
    "BOOK": CslType.BOOK,
    "CASE": CslType.LEGAL_CASE,
    "CHAP": CslType.CHAPTER,
    "CONF": CslType.PAPER_CONFERENCE,
    "CPAPER": CslType.PAPER_CONFERENCE,
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
    "conference": CslType.PAPER_CONFERENCE,
    "dataset": CslType.DATASET,
    "electronic": CslType.WEBPAGE,
    "image": CslType.GRAPHIC,
    "inbook": CslType.CHAPTER,
    "incollection": CslType.CHAPTER,
    "inproceedings": CslType.PAPER_CONFERENCE,
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
