"""Files made from the models and the subject: schemas and a form.

The form "Add evidence" is for people who write no records. It has a question for what every document needs. The other
fields of a source and of a claim are lines in its last box, so that a field which is added to a model is there too.
Contributors answer in their own words, and an editor chooses the terms. Only terms that a contributor can judge are
lists to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined

from dossier.drafting.yaml_writer import double_quoted
from dossier.model.fields import Field, fields_of
from dossier.model.identifiers import Kind
from dossier.model.json_schema import FOLDER, file_name, schema_text, schemas
from dossier.model.labels import capitalised, uncapitalised
from dossier.model.subject import Subject
from dossier.model.vocabulary import CheckLevel, Stance

FORM = ".github/ISSUE_TEMPLATE/add-evidence.yml"

# The fields that the questions before the last box ask for, as dotted paths.
_ASKED = {
    Kind.CLAIM: "statement date concerns.body concerns.involvement organisations evidence.stance evidence.says "
    "evidence.pinpoint evidence.quote.exact",
    Kind.SOURCE: "url official_id unpublished.described_as unpublished.reason seen_at persistent_url doi checked.level "
    "neutral_citation court case_number report ecli oj_reference volume issue pages isbn",
}
_OF_EVERY_RECORD = "id reviewed topics corrections withdrawn hold note"
# The fields that only an editor can fill in. They are judgements, or the record's place among the other records.
_EDITORIAL = {
    Kind.CLAIM: f"{_OF_EVERY_RECORD} standing standing_reason adverse_to reply evidence.source evidence.note "
    "evidence.quote.prefix evidence.quote.suffix evidence.quote.language evidence.quote.translation",
    # The form is public, so nobody can protect a source in it.
    Kind.SOURCE: f"{_OF_EVERY_RECORD} type title_basis publisher_body tier checked.on decision_of "
    "unpublished.protected",
}


def generated_files(subject: Subject) -> dict[str, str]:
    """The texts of the schemas and of the form for a dossier of this subject, by path."""
    texts = {f"{FOLDER}/{file_name(name)}": schema_text(schema) for name, schema in schemas(subject).items()}
    return {**texts, FORM: evidence_form(subject)}


def evidence_form(subject: Subject) -> str:
    """The text of the form for a dossier of this subject."""
    environment = Environment(
        loader=PackageLoader("dossier.drafting"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  (the form is YAML)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"capitalised": capitalised, "quoted": double_quoted}
    return environment.get_template("add-evidence.yml").render(
        reading=CheckLevel,
        stances=Stance,
        involvements=list(subject.involvements),
        focus=subject.focus,
        of_document=list(_lines(subject, Kind.SOURCE)),
        of_claim=list(_lines(subject, Kind.CLAIM)),
    )


def _lines(subject: Subject, kind: Kind) -> Iterator[str]:
    """Yield the line of each field of a kind that no question asks for and that a contributor can know."""
    done = frozenset(f"{_ASKED[kind]} {_EDITORIAL[kind]}".split())
    for field in _remaining(fields_of(subject.models[kind]).values(), done):
        parts = ", ".join(uncapitalised(inner.label) for inner in field.fields)
        yield f"{field.label} ({parts})" if parts else field.label


def _remaining(fields: Iterable[Field], done: frozenset[str]) -> Iterator[Field]:
    """Yield the fields that are not done. A mapping of which a part is done is replaced by its other fields."""
    for field in fields:
        if any(path.startswith(f"{field.dotted}.") for path in done):
            yield from _remaining(field.fields, done)
        elif field.dotted not in done:
            yield field
