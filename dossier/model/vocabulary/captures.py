"""The terms of captures: method, files and quotations."""

from __future__ import annotations

from dossier.model.vocabulary.term import Definition, Term


class CaptureMethod(Term):
    """How a preserved copy was made."""

    HTTP = Definition(
        "http",
        "Fetched over HTTP",
        "The tool fetched the bytes that the server sent",
        example="A PDF file downloaded and hashed",
        counter_example="A copy saved by hand",
    )
    BROWSER = Definition(
        "browser",
        "Captured in a browser",
        "A browser controlled by the tool displayed the page",
        example="A screenshot of a page built by scripts",
        counter_example="A screenshot from somebody's own computer",
    )
    SUPPLIED_FILE = Definition(
        "supplied-file",
        "Supplied as a file",
        "Somebody handed the file over; the page says only what is known about how and when they got it",
        example="A text of an article sent by a contributor",
        counter_example="A file the tool fetched",
    )


class FileRole(Term):
    """The content of a file of a capture."""

    WARC = Definition(
        "warc",
        "Web archive (WARC)",
        "The recorded traffic with the server (WARC, ISO 28500)",
        example="Requests and responses of one fetch",
        counter_example="The page alone",
    )
    WACZ = Definition(
        "wacz",
        "Web archive (WACZ)",
        "Such recordings packed with an index and the page list (WACZ)",
        example="A replayable copy of a page with its images",
        counter_example="A ZIP file of saved pages",
    )
    HTML = Definition(
        "html",
        "Source code of the page",
        "The markup of a page",
        example="A page as the server sent it",
        counter_example="The text of a page",
    )
    SCREENSHOT = Definition(
        "screenshot",
        "Screenshot",
        "A picture of the displayed page",
        example="A PNG of the whole length",
        counter_example="A photograph of a printed page",
    )
    PDF = Definition(
        "pdf",
        "PDF",
        "A PDF document",
        example="A decision as published; a page printed by the browser",
        counter_example="A scan in another format",
    )
    TEXT = Definition(
        "text",
        "Visible text",
        "The words alone",
        example="An article handed over as plain text",
        counter_example="Markup",
    )


class QuoteTier(Term):
    """How a quotation was found: word for word, or after the documented normalisation."""

    VERBATIM = Definition(
        "verbatim",
        "word for word",
        "Character for character",
        example="The copy holds the words exactly as typed",
        counter_example="The same words with other quotation marks",
    )
    NORMALISED = Definition(
        "normalised",
        "after the documented normalisation of white space, quotation marks and dashes",
        "After white space, quotation marks, dashes and soft hyphens were made alike, and nothing else",
        example="The copy breaks the line in the middle of the quotation",
        counter_example="A word left out, a spelling corrected, or a near match",
    )
