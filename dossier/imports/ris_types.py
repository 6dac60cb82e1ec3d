"""Meanings of the tags of RIS in each type.

The types are those of Research Information Systems (2011) and of EndNote, which gave tags such as `SP` and `M1` another
meaning in each type.
"""

from __future__ import annotations

from dossier.imports.source_types import RIS
from dossier.model.vocabulary import CslType

# Types that RIS and EndNote have in addition to those in `source_types`, and that sources have, too.
TYPES = {
    **RIS,
    "ABST": CslType.ARTICLE_JOURNAL,
    "AGGR": CslType.DATASET,
    "DBASE": CslType.DATASET,
    "EBOOK": CslType.BOOK,
    "ECHAP": CslType.CHAPTER,
    "EDBOOK": CslType.BOOK,
    "FIGURE": CslType.GRAPHIC,
    "INPR": CslType.ARTICLE_JOURNAL,
    "LEGAL": CslType.REGULATION,
    "UNBILL": CslType.BILL,
}
CONFERENCE = frozenset({"CONF", "CPAPER"})
# Types that sources do not have.
_OTHERS = frozenset(
    {
        *("ADVS", "ANCIENT", "CHART", "CLSWK", "COMP", "CTLG", "DICT", "EQUA", "GRANT", "INTV", "JFULL", "MANSCPT"),
        *("MAP", "MULTI", "MUSIC", "PAMP", "PAT", "SER", "SLIDE", "SOUND", "STAND", "UNPB", "UNPD"),
    }
)
KNOWN_TYPES = frozenset({*TYPES, *CONFERENCE, *_OTHERS})

PERIODICALS = frozenset({CslType.ARTICLE_JOURNAL, CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_NEWSPAPER})
# `T2` is a series, a committee or a number, which sources do not have.
T2_IS_SERIES = frozenset(
    {
        *("ADVS", "ANCIENT", "BOOK", "CHART", "CLSWK", "COMP", "EBOOK", "EDBOOK", "EQUA", "FIGURE", "GRANT", "HEAR"),
        *("LEGAL", "MAP", "MPCT", "MULTI", "PAMP", "PCOMM", "RPRT", "SLIDE", "SOUND", "STAND", "THES", "UNPB", "VIDEO"),
    }
)
# `VL` is a volume. In other types it is a degree, an edition, a size or a year.
HAS_VOLUME = frozenset(
    {
        *("ABST", "BILL", "BOOK", "CHAP", "CONF", "CPAPER", "DICT", "EBOOK", "ECHAP", "EDBOOK", "EJOUR", "ENCYC"),
        *("GEN", "INPR", "JFULL", "JOUR", "MGZN", "NEWS", "RPRT", "SER", "STAT", "UNBILL", ""),
    }
)
# `SP` is the first page. In other types it is the number of pages, or the running time.
HAS_PAGES = frozenset(
    {
        *("ABST", "BILL", "CHAP", "CONF", "CPAPER", "DICT", "EJOUR", "ENCYC", "GEN", "INPR", "JFULL", "JOUR"),
        *("LEGAL", "MGZN", "NEWS", "RPRT", "STAT", "UNBILL"),
    }
)
# `DA` is the day on which the document was opened.
DA_IS_ACCESS = frozenset({*("AGGR", "DBASE", "EBOOK", "ECHAP", "EJOUR", "MULTI")})
# `AU` names the editors.
AU_IS_EDITOR = frozenset({"EDBOOK"})
# `M1` is the number of the document, or that of an issue.
M1_IS_NUMBER = frozenset({*("BILL", "GOVDOC", "HEAR", "STAT", "UNBILL")})
M1_IS_ISSUE = frozenset({*("CONF", "CPAPER", "EJOUR", "JOUR", "MGZN", "NEWS")})
# `SN` is the number of the report or standard.
SN_IS_NUMBER = frozenset({"RPRT", "STAND", "PAT"})
