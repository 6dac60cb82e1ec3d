"""The terms of bodies: kinds of force and of organisation."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class ForceKind(Term):
    """The type of a law-enforcement body."""

    TERRITORIAL_FORCE = Definition(
        "territorial-force",
        "Territorial police force",
        "A police force responsible for an area",
        example="The Metropolitan Police Service",
        counter_example="A national agency with offices in the area",
    )
    NATIONAL_AGENCY = Definition(
        "national-agency",
        "National agency",
        "A law-enforcement body for a whole country, or for one task throughout it",
        example="The National Crime Agency; the police of a country that has one police force",
        counter_example="A ministry of the interior",
    )
    OTHER_LAW_ENFORCEMENT = Definition(
        "other-law-enforcement",
        "Other law-enforcement body",
        "A body that is named together with police forces and either has police tasks among others or serves "
        "police forces",
        example="A ministry of defence with a police service of its own; an international police organisation",
        counter_example="A regulator that can fine companies",
    )


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
        "A ministry, parliament or other public body that is neither force, court nor regulator",
        example="The Home Office",
        counter_example="A police force",
    )
    INTERNATIONAL = Definition(
        "international",
        "International body",
        "A body that belongs to more than one state or was set up by treaty",
        example="The European Data Protection Board",
        counter_example="A national authority acting in another country",
    )
