"""The kinds of organisation that every dossier has."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class OrganisationKind(Term):
    """The type of an organisation."""

    REGULATOR = Definition(
        "regulator",
        "Regulator",
        "A public authority that supervises others under a statute",
        example="The Information Commissioner's Office",
        counter_example="A trade association with a code of conduct",
    )
    COURT = Definition(
        "court",
        "Court or tribunal",
        "A court or tribunal",
        example="The Upper Tribunal",
        counter_example="A regulator's appeal panel, unless the law makes it a tribunal",
    )
    COMPANY = Definition(
        "company",
        "Company",
        "A body that trades",
        example="A limited company that sells software",
        counter_example="A charity that sells something",
    )
    NGO = Definition(
        "ngo",
        "Non-governmental organisation",
        "A body, independent of governments, that pursues a public cause",
        example="Privacy International",
        counter_example="A lobby of an industry, listed by its legal form",
    )
    GOVERNMENT = Definition(
        "government",
        "Government body",
        "A ministry, parliament or other public body that is neither a court nor a regulator",
        example="A ministry of the interior",
        counter_example="A company that a state owns",
    )
    INTERNATIONAL = Definition(
        "international",
        "International body",
        "A body that belongs to more than one state or was set up by treaty",
        example="The European Data Protection Board",
        counter_example="A national authority acting in another country",
    )
