"""The terms of proceedings: kind, status and roles."""

from __future__ import annotations

from dossier.model.vocabulary.bodies import OrganisationKind
from dossier.model.vocabulary.term import Definition, Term


class ProceedingKind(Term):
    """The type of step that a proceeding is."""

    COMPLAINT = Definition(
        "complaint",
        "Complaint",
        "A request that an authority act, made by somebody affected or on behalf of them",
        example="Five complaints filed on one day with five authorities: five proceedings",
        counter_example="A critical press release",
    )
    INVESTIGATION = Definition(
        "investigation",
        "Investigation",
        "An authority's inquiry, with or without a report or a preliminary view at its end",
        example="A joint inquiry by two regulators",
        counter_example="A newspaper's investigation",
    )
    DECISION = Definition(
        "decision",
        "Decision",
        "A decision or order of an authority or court that imposes no sum of money",
        example="An enforcement notice to delete data",
        counter_example="A provisional view",
    )
    INQUEST = Definition(
        "inquest",
        "Inquest",
        "A court's or coroner's inquiry into a death",
        example="A coroner's inquest with a verdict",
        counter_example="A criminal trial",
    )
    ORDER = Definition(
        "order",
        "Order",
        "An order that a court or authority makes in the course of a case, or by itself",
        example="An injunction; an order to disclose documents",
        counter_example="The decision that ends the case",
    )
    PENALTY = Definition(
        "penalty",
        "Penalty",
        "A decision that imposes a sum of money",
        example="A monetary penalty notice; an administrative fine",
        counter_example="A sum that was announced as intended; a sum agreed in a settlement",
    )
    APPEAL = Definition(
        "appeal",
        "Appeal",
        "A challenge to a decision before a body that can set it aside, by way of appeal or of review",
        example="An appeal from the First-tier to the Upper Tribunal",
        counter_example="A second complaint about the same thing",
    )
    SETTLEMENT = Definition(
        "settlement",
        "Settlement",
        "An agreement that ends a dispute, whether or not a court approves it",
        example="A consent order",
        counter_example="A voluntary change of a product",
    )
    PROSECUTION = Definition(
        "prosecution",
        "Prosecution",
        "A criminal case, from the moment a prosecutor brings it",
        example="A charge brought before a court",
        counter_example=(
            "A criminal complaint that somebody files with a prosecutor: that is a `complaint`, not a charge"
        ),
    )
    CONVICTION = Definition(
        "conviction",
        "Conviction",
        "A criminal court's judgment that somebody committed an offence",
        example="A verdict of guilty with its sentence",
        counter_example="A fine of a regulator, which is a `penalty`",
    )


class ProceedingStatus(Term):
    """The current status of a proceeding."""

    PENDING = Definition(
        "pending",
        "Pending",
        "No decision has been made in this step",
        example="An appeal that has been heard and not decided",
        counter_example="A decision that is not yet enforced",
    )
    DECIDED = Definition(
        "decided",
        "Decided",
        "It was decided, and the source looked up shows no later step",
        example="A fine announced this year, on the regulator's own page of the case",
        counter_example="A decision whose later course nobody looked up: that is `not-known`",
    )
    FINAL = Definition(
        "final",
        "Final",
        "It was decided and can no longer be challenged, or a source says that it is final",
        example="A penalty whose time for appeal has passed",
        counter_example="A decision after which we heard of no appeal: that is `not-known`",
    )
    UNDER_APPEAL = Definition(
        "under-appeal",
        "Under appeal",
        "It was decided and a challenge to it is under way",
        example="A decision for which permission to appeal was granted",
        counter_example="A party's announcement that it will appeal",
    )
    REVERSED = Definition(
        "reversed",
        "Reversed",
        "A higher body set it aside",
        example="A tribunal's judgment overturned on jurisdiction",
        counter_example="A decision that was criticised",
    )
    VARIED = Definition(
        "varied",
        "Varied",
        "A higher body left part of it in force, or changed its terms",
        example="A fine that an appeal reduced",
        counter_example="A decision that was set aside as a whole",
    )
    REMITTED = Definition(
        "remitted",
        "Remitted",
        "A higher body sent it back to be decided again",
        example="A case returned to the First-tier Tribunal to decide the remaining grounds",
        counter_example="A case that ended",
    )
    SETTLED = Definition(
        "settled",
        "Settled",
        "The parties ended it by agreement",
        example="A claim ended by a consent decree",
        counter_example="A withdrawal without terms",
    )
    WITHDRAWN = Definition(
        "withdrawn",
        "Withdrawn",
        "The person or body that brought it took it back",
        example="A complaint withdrawn by the complainant",
        counter_example="A dismissal",
    )
    NOT_KNOWN = Definition(
        "not-known",
        "Later course not known",
        "The dossier has not been able to find out",
        example="A complaint about which nothing was published after it was filed",
        counter_example="A proceeding that nobody has looked up yet",
    )


class Role(Term):
    """The role of a party in a proceeding."""

    COMPLAINANT = Definition(
        "complainant",
        "Complainant",
        "The party that asks an authority to act",
        example="A charity that files with a regulator",
        counter_example="A charity that comments on the case",
    )
    RESPONDENT = Definition(
        "respondent",
        "Respondent",
        "The party against which an authority acts, or which answers an appeal or complaint",
        example="The company complained of; the regulator whose decision is appealed",
        counter_example="A defendant before a civil court",
    )
    APPELLANT = Definition(
        "appellant",
        "Appellant",
        "The party that brings the appeal",
        example="The company that appeals against a penalty",
        counter_example="The party that won before the lower body",
    )
    INTERVENER = Definition(
        "intervener",
        "Intervener",
        "A person or body that may speak in a case without being a side in it",
        example="An organisation allowed to make submissions",
        counter_example="A party's witness",
    )
    CLAIMANT = Definition(
        "claimant",
        "Claimant",
        "The party that sues before a court",
        example="A group that sues under a privacy statute",
        counter_example="A body that complains to a regulator",
    )
    DEFENDANT = Definition(
        "defendant",
        "Defendant",
        "The party that is sued or prosecuted",
        example="A company sued in a class action",
        counter_example="A body that is investigated",
    )
    REGULATOR = Definition(
        "regulator",
        OrganisationKind.REGULATOR.label,
        "The authority that investigates or decides, in that role",
        example="An authority that opened an inquiry by itself; the authority to which a complaint was made",
        counter_example="The authority as appellant, or as respondent to an appeal",
    )
