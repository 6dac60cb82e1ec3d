"""Tests of `import` with BibTeX and BibLaTeX files as people have them."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dossier.checks.explain import explanation
from dossier.diagnostics import Severity
from dossier.imports.bibtex import read_bibtex
from dossier.imports.entries import ImportedLibrary, LibraryEntry
from dossier.imports.plan import plan
from tests.imports.test_import import DAY


def values_of(fields: str, kind: str = "misc") -> dict[str, Any]:
    """The values of a source that an entry with the fields has."""
    (entry,) = read_bibtex(f"@{kind}{{key,\n{fields}\n}}\n", "a.bib").entries
    assert not entry.problems
    return entry.values


def warnings_of(text: str) -> list[str]:
    """The messages about what is not imported."""
    found = [problem for problem in read_bibtex(text, "a.bib").diagnostics if problem.severity is Severity.WARNING]
    assert all(explanation(problem.code) for problem in found)
    return [problem.message for problem in found]


def errors_of(library: ImportedLibrary) -> list[tuple[int | None, str]]:
    """The lines and messages of the errors outside of the entries that could be read."""
    return [(problem.span.line, problem.message) for problem in library.problems if problem.severity is Severity.ERROR]


def names_of(entries: list[LibraryEntry]) -> list[str]:
    """The names of the entries in the file."""
    return [entry.name for entry in entries]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Doe, J. and others", [{"family": "Doe", "given": "J."}]),
        ("Doe, J. and et al.", [{"family": "Doe", "given": "J."}]),
        ("Doe, J. and {others}", [{"family": "Doe", "given": "J."}]),
        ("Smith et al.", [{"literal": "Smith"}]),
        ("{Smith et al.}", [{"literal": "Smith"}]),
        ("Smith, John; Doe, Anna", [{"family": "Smith", "given": "John"}, {"family": "Doe", "given": "Anna"}]),
        ("Doe, Jane and", [{"family": "Doe", "given": "Jane"}]),
        (
            "family=Dupont, prefix=de, useprefix=true, given=Marie and Doe, Jane",
            [{"family": "de Dupont", "given": "Marie"}, {"family": "Doe", "given": "Jane"}],
        ),
        ('given={Marie, A.}, family="Curie"', [{"family": "Curie", "given": "Marie, A."}]),
        ("European Commission", [{"literal": "European Commission"}]),
        ("Foo, Inc.", [{"literal": "Foo, Inc."}]),
        ("{Foo and Bar, Inc.}", [{"literal": "Foo and Bar, Inc."}]),
        ("King, Jr., Martin Luther", [{"family": "King", "given": "Martin Luther, Jr."}]),
        ("Babu, S.A.", [{"family": "Babu", "given": "S.A."}]),
        ("Thomas Neumann 0001", [{"family": "Neumann", "given": "Thomas"}]),
        ("Fessard, Gaston (1897-1978)", [{"family": "Fessard", "given": "Gaston"}]),
        (r"G{\"o}del, Kurt", [{"family": "Gödel", "given": "Kurt"}]),
    ],
)
def test_authors_are_read_as_people_write_them(value: str, expected: list[dict[str, str]]) -> None:
    assert values_of(f"author = {{{value}}}")["authors"] == expected


@pytest.mark.parametrize("value", ["Doe, J. and others", "Smith et al.", "others"])
def test_further_authors_are_named_as_not_imported(value: str) -> None:
    assert warnings_of(f"@misc{{a, author = {{{value}}}}}") == ["`and others` is not imported"]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("Carr, T. H., Lehmkuhle, S. W.", "too many commas"),
        ("Doe, J., Poe, A.", "too many commas"),
        (r"Poe, A. and \#263;", "no letters"),
        ("Foo and Bar, Inc.", "an and that may be of a company"),
    ],
)
def test_names_that_cannot_be_told_apart_are_left_out(value: str, problem: str) -> None:
    assert "authors" not in values_of(f"author = {{{value}}}")
    message = f"`author, which has a name with {problem}` is not imported"
    assert warnings_of(f"@misc{{a, author = {{{value}}}}}") == [message]


def test_a_work_with_editors_only_says_that_no_author_is_named() -> None:
    editors = "@{kind}{{a, title = {{Signs}}, editor = {{Doe, J.}}, publisher = {{Press}}}}"
    for kind, expected in (("book", "none"), ("incollection", "not-seen")):
        library = read_bibtex(editors.format(kind=kind), "a.bib")
        (new,) = plan(library.entries, {}, (), (), DAY).new
        assert f"\nauthors: {expected}\n" in new.content.decode()
        assert [problem.message for problem in library.diagnostics] == ["`editor` is not imported"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"Pi\ifmmode \tilde{n}\else \~{n}\fi{}a", "Piña"),
        (r"vs\@. co\-operation", "vs. cooperation"),
        (r"19\textsuperscript{th} m\textsuperscript{2} CO\textsubscript{2}", "19th m² CO₂"),
        (r"\enquote{Signs} \mbox{of} {\em the} \texttt{road} {\copyright}", "“Signs” of the road ©"),
        (r"A \href{http://a.example}{B} \textcolor{red}{C}", "A B C"),
        (r"<i>Roads</i> &amp; CO<sub>2</sub>, 0.1 < p", "Roads & CO₂, 0.1 < p"),
        (r"{\'\i} \c{c} \v c {\o} {\L}{\'o}d{\'z}", "í ç č ø Łódź"),
        (r"5\% of $x_i$ -- $5", "5% of $x_i$ – $5"),
    ],
)
def test_tex_is_read_as_it_prints(value: str, expected: str) -> None:
    assert values_of(f"title = {{{value}}}")["title"] == expected
    assert warnings_of(f"@misc{{a, title = {{{value}}}}}") == []


def test_unknown_commands_keep_their_text_and_are_named_once() -> None:
    title = r"title = {\foo{A} b \foo{C}\cite{x}\includegraphics{y}\footnote{z} \footnote w}"
    assert values_of(title)["title"] == "A b C w"
    assert warnings_of(f"@misc{{a, {title}}}") == [
        r"`\foo` is not imported (2 times)",
        r"`\cite` is not imported",
        r"`\includegraphics` is not imported",
        r"`\footnote` is not imported (2 times)",
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("title = {Signs}, subtitle = {A History}", "Signs: A History"),
        ("title = {Signs?}, subtitle = {A History}", "Signs? A History"),
    ],
)
def test_a_subtitle_belongs_to_the_title(fields: str, expected: str) -> None:
    assert values_of(fields)["title"] == expected


def test_a_title_addition_is_no_title() -> None:
    assert values_of("title = {Signs}, titleaddon = {Review}")["title"] == "Signs"
    assert warnings_of("@misc{a, title = {Signs}, titleaddon = {Review}}") == ["`titleaddon` is not imported"]


@pytest.mark.parametrize(
    ("fields", "expected", "warnings"),
    [
        ("year = 2021, month = may, day = 7", "2021-05-07", []),
        ("year = 2021, month = {Mai}", "2021-05", []),
        ("year = 2021, month = {Sept.}", "2021-09", []),
        ("year = 2021, month = {Decision}", "2021", ["`month = Decision` is not imported"]),
        ("year = 2021, month = {Maybe}", "2021", ["`month = Maybe` is not imported"]),
        ("year = 2021, month = 13", "2021", ["`month = 13` is not imported"]),
        ("year = 2021, month = {Winter}", "2021-24", []),
        ('year = 2021, month = "10~" # jan', "2021-01-10", []),
        ("year = 2021, month = {May/June}", "2021", ["`month = May/June` is not imported"]),
        ("date = {2021-05-14}, year = 2021, month = may", "2021-05-14", []),
    ],
)
def test_a_month_is_a_whole_word(fields: str, expected: str, warnings: list[str]) -> None:
    assert values_of(fields)["issued"] == expected
    assert warnings_of(f"@misc{{a, {fields}}}") == warnings


def test_two_dates_that_differ_keep_the_entry_out() -> None:
    library = read_bibtex("@misc{a,\n date = {2020-02-28},\n year = 2019}", "a.bib")
    (problem,) = library.entries[0].problems
    assert problem.message == "`year` and `month` say `2019`, but `date` says `2020-02-28`"
    assert problem.span.line == 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            r"howpublished = {Available at \url{https://a.example/b\_c} [Accessed 3 May 2021]}",
            {"url": "https://a.example/b_c", "accessed": "2021-05-03"},
        ),
        ("howpublished = {https://a.example/}", {"url": "https://a.example/"}),
        ("note = {Accessed: 2021-05-03}", {"accessed": "2021-05-03"}),
        ("note = {[Online; accessed 19-July-2008]}", {"accessed": "2008-07-19"}),
        ("howpublished = {The Gazette}", {"publication": "The Gazette"}),
        ("howpublished = {Blog post}", {}),
        ("note = {See also https://a.example/}", {}),
        (r"url = {https://a.example/b{\_}c\%20d}", {"url": "https://a.example/b_c%20d"}),
        ("url = {https://a.example/ https://b.example/}", {"url": "https://a.example/"}),
        (r"doi = {10.1007/978-3-642{\_}69}", {"doi": "10.1007/978-3-642_69"}),
        ("eprint = {1706.03762v5}, archiveprefix = {arXiv}", {"url": "https://arxiv.org/abs/1706.03762"}),
        ("eprint = {1706.03762}", {}),
        ("eprint = {1706.03762}, archiveprefix = {arXiv}, doi = {10.1000/182}", {"doi": "10.1000/182"}),
        (
            "journal = {arXiv preprint arXiv:1706.03762}",
            {"publication": "arXiv preprint arXiv:1706.03762", "url": "https://arxiv.org/abs/1706.03762"},
        ),
        ("journal = {https://a.example/}", {"url": "https://a.example/"}),
        (r"journal = {\mnras}", {"publication": "Monthly Notices of the Royal Astronomical Society"}),
        (
            "journaltitle = {Roads}, journalsubtitle = {New Series}, eventtitle = {Fair}",
            {"publication": "Roads: New Series"},
        ),
        ("doi = {10.1000/182}, url = {www.a.example}", {"doi": "10.1000/182"}),
    ],
)
def test_addresses_and_days_of_access_are_found(fields: str, expected: dict[str, str]) -> None:
    assert {name: value for name, value in values_of(fields).items() if name != "type"} == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "number = {4}", {"issue": "4"}),
        ("techreport", "number = {January}", {}),
        ("techreport", "number = {TR-5}", {"official_id": "TR-5"}),
        ("book", "number = {12}, series = {Studies}", {}),
        ("article", "pages = {13905--13911}", {"pages": "13905–13911"}),
        ("article", "pages = {13905--13911--13905--13911}", {"pages": "13905–13911"}),
        ("article", "pages = {12--12}", {"pages": "12"}),
        ("book", "isbn = {978-0-19-928836-6 (print)}", {"isbn": "978-0-19-928836-6"}),
        ("book", "isbn = {0079-6123}", {}),
        ("misc", "number = {2}", {}),
        ("misc", "langid = {french}", {"language": "french"}),
        ("misc", "language = {langfrench}", {"language": "french"}),
        ("techreport", "publisher = {Press}, institution = {University}", {"publisher": "Press"}),
    ],
)
def test_numbers_and_names_keep_their_meaning(kind: str, fields: str, expected: dict[str, str]) -> None:
    assert {name: value for name, value in values_of(fields, kind).items() if name != "type"} == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("inproceedings", "", "paper-conference"),
        ("conference", "", "paper-conference"),
        ("proceedings", "", "book"),
        ("article", "entrysubtype = {newspaper}", "article-newspaper"),
        ("case", "", "legal_case"),
        ("legislation", "", "legislation"),
    ],
)
def test_the_type_of_an_entry_is_the_nearest_of_sources(kind: str, fields: str, expected: str) -> None:
    assert values_of(fields, kind)["type"] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "institution = {CJEU}, number = {C-645/19}, ecli = {EU:C:2021:483}",
            {"court": "CJEU", "case_number": "C-645/19", "ecli": "ECLI:EU:C:2021:483"},
        ),
        ("number = {[2008] UKHL 13}", {"neutral_citation": "[2008] UKHL 13"}),
        ("volume = 347, reporter = {U.S.}, pages = {483--496}", {"report": "347 U.S. 483"}),
        ("volume = 1, reporter = {AC}, pages = {884}", {}),
    ],
)
def test_a_case_has_its_court_numbers_and_report(fields: str, expected: dict[str, str]) -> None:
    values = values_of(fields, "jurisdiction")
    assert {name: value for name, value in values.items() if name != "type"} == expected


def test_a_part_takes_what_it_shares_from_the_whole() -> None:
    text = """@inproceedings{part, title = {Signs}, author = {Doe, J.}, crossref = {WHOLE}, xdata = {press}}
@proceedings{whole, title = {Roads}, editor = {Poe, E.}, year = 2020, doi = {10.1000/182}, url = {https://a.example/}}
@xdata{press, publisher = {Press}}
"""
    part, _ = read_bibtex(text, "a.bib").entries
    assert part.values == {
        "type": "paper-conference",
        "title": "Signs",
        "authors": [{"family": "Doe", "given": "J."}],
        "issued": "2020",
        "publication": "Roads",
        "publisher": "Press",
    }


def test_references_in_a_circle_or_to_nothing_are_named() -> None:
    text = "@misc{a, title = {A}, crossref = {b}}\n@misc{b, title = {B}, crossref = {a}}\n@misc{c, xdata = {d}}"
    assert names_of(read_bibtex(text, "a.bib").entries) == ["a", "b", "c"]
    assert warnings_of(text) == [
        "`crossref = a, which leads back to the entry` is not imported",
        "`xdata = d, which is no entry of the file` is not imported",
    ]


def test_second_keys_and_second_fields_are_named_and_cost_nothing() -> None:
    text = "@misc{a, title = {x}, title = {y}}\n@misc{A, title = {z}}\n@misc{, title = {q}}\n@misc{, title = {r}}"
    entries = read_bibtex(text, "a.bib").entries
    assert [entry.values["title"] for entry in entries] == ["x", "z", "q", "r"]
    assert warnings_of(text) == [
        "`a` has `title` twice; the first is imported",
        "a second entry is called `A`; both are imported",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "@misc{bad,\n title = {never closed\n",
        "@misc{bad,\n title = {{x},\n year = 2020\n}\n",
        '@misc{bad,\n title = "x\n}\n',
        "@misc{bad,\n title {x}\n}\n",
    ],
)
def test_an_entry_without_an_end_costs_no_other_entry(broken: str) -> None:
    good = "@misc{{{0},\n title = {{{0}}}\n}}\n"
    library = read_bibtex(good.format("one") + broken + good.format("two") + good.format("three"), "a.bib")
    assert names_of(library.entries) == ["one", "two", "three"]
    assert errors_of(library) == [(4, "`bad` cannot be read to its end")]


def test_every_beginning_of_an_entry_is_accounted_for() -> None:
    text = "@comment{\n@misc{a, title = {x}}\n}\n% @misc{b, title = {y}}\nwords\n@misc{c title = {z}}"
    library = read_bibtex(text, "a.bib")
    assert errors_of(library) == [(6, "the entry that begins here cannot be read to its end")]
    assert warnings_of(text) == ["`entry inside @comment` is not imported", "`text outside entries` is not imported"]


def test_an_unknown_abbreviation_costs_its_field_only() -> None:
    text = "@string{jr = {Roads}}\n@article{a, title = {x}, journal = jr, publisher = nobody}"
    (entry,) = read_bibtex(text, "a.bib").entries
    assert (entry.values["publication"], entry.problems) == ("Roads", [])
    assert warnings_of(text) == ["`publisher, which has a word that no @string defines` is not imported"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_may_end_in_any_way(ending: str) -> None:
    text = "% x\n@misc{a,\n title = {A\n b},\n}\n@misc{b,\n title = {c\n".replace("\n", ending)
    library = read_bibtex(text, "a.bib")
    assert library.entries[0].values["title"] == "A b"
    assert errors_of(library) == [(6, "`b` cannot be read to its end")]


NESTED = "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 2_000))
LINKED = "".join(
    f"@misc{{a{n}, xdata = {{a{n + 1}, b{n + 1}}}}}\n@misc{{b{n}, xdata = {{a{n}}}}}\n" for n in range(900)
)
HOSTILE = {
    "starts": "@a{" * 3_000_000,
    "starts on lines": "@a{\n" * 19_000,
    "comments": "@comment{\n" * 19_000,
    "braces": "@misc{a, title = {" + "{" * 9_000_000,
    "spaces": "@misc{" + " " * 9_000_000,
    "lines": "@misc{a, title = {x}, note = {" + "y\n" * 4_000_000 + "}}",
    "fields": "@misc{a," + "x = {y},\n" * 400_000 + "}",
    "macros": "@string{s0 = {0123456789}}\n" + NESTED + "@misc{a, title = s1999}",
    "references": LINKED,
    "accents": "@misc{a, title = {" + r"\'{" * 20_000 + "}" * 20_000 + "}}",
    "commands": "@misc{a, title = {" + r"\foo" * 15_000 + "}}",
    "conditions": "@misc{a, title = {" + r"\ifmmode " * 7_000 + "}}",
    "names": "@misc{a, author = {" + "a and " * 10_000 + "}}",
    "notes": "@misc{a, note = {" + "accessed 1 " * 500_000 + "}}",
    "addresses": "@misc{a, url = {" + r"\url{" * 20_000 + "}" * 20_000 + "}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_libraries_end_soon(name: str) -> None:
    start = time.process_time()
    library = read_bibtex(HOSTILE[name], "a.bib")
    plan(library.entries[:50], {}, (), (), DAY)
    assert time.process_time() - start < 20
    assert all(explanation(problem.code) for problem in library.diagnostics)
