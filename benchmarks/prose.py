"""Sentences, names and titles made from word lists, about nobody.

The same random stream gives the same text.
"""

from __future__ import annotations

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NOUNS = _words(
    "appeal answer archive authority breach camera claimant commissioner company complaint consent constable contract "
    "controller council court database decision deployment document enquiry evidence exemption face fine force hearing "
    "image inspector investigation judgment jurisdiction letter licence magistrate match minister notice officer order "
    "parliament penalty permission photograph policy processor purpose register regulator report request retention "
    "search secretary sergeant statute subject supplier system template trial tribunal vendor warrant watchlist witness"
)
_ADJECTIVES = _words(
    "accurate administrative automatic biometric binding careful civil confidential criminal disputed domestic early "
    "facial final formal further general internal judicial lawful limited local national necessary ordinary partial "
    "personal preliminary previous private proportionate provisional public regional relevant second separate special "
    "sufficient technical unlawful unpublished urgent written"
)
_VERBS = _words(
    "accepted acknowledged announced asked compared confirmed considered contested declined denied described disclosed "
    "dismissed examined explained found held imposed issued limited noted ordered paused published received recorded "
    "refused rejected released renewed reported reviewed reversed stated stopped suspended tested upheld withdrew"
)
_LINKS = ("after", "against", "because of", "before", "concerning", "despite", "following", "under", "with", "without")
# Text beyond ASCII, as contributors really type it.
_ASIDES = (
    "(“as a matter of course”)",
    "– so the minutes –",
    "at a cost of £12,400",
    "in the Córdoba pilot",
    "by the Zürich office",
    "under § 35 of the Act",
    "in the words of the Übersicht",
    "as the Préfecture put it",
    "in Łódź and Kraków",
    "per the 警視庁 notice",
)
_PLACES = _words(
    "Ashcombe Barrowdale Carnforth Dunmore Eastleigh Farnworth Glenmoor Harwick Inverlea Kestrel Langford Merrow "
    "Northcliff Oakhampton Penrose Quarrington Ravenhill Stanmoor Thornbury Underwood Valebridge Westmarch Yarrow Zeal"
)
_FAMILIES = _words(
    "Abbott Baptiste Çelik Dubois Eriksen Fraser García Haddad Ito Jansen Kowalska Lindqvist Müller Nowak"
)
_GIVEN = _words("Ada Björn Chloé Daniel Esra Femi Grace Hana Ivo Jörg Kofi Lena Mateo Noor")


def sentence(random: Random, words: int) -> str:
    """A sentence of about this many words."""
    parts = ["the"]
    while len(parts) < words:
        parts += [
            random.choice(_ADJECTIVES),
            random.choice(_NOUNS),
            random.choice(_VERBS),
            "the",
            random.choice(_NOUNS),
        ]
        if random.random() < 0.06:
            parts.append(random.choice(_ASIDES))
        parts += [random.choice(_LINKS), "the"]
    parts += [random.choice(_ADJECTIVES), random.choice(_NOUNS)]
    text = " ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def says(random: Random, words: int) -> str:
    """Text for `says`: it begins with a verb, because the page prints it after the source, and has no full stop."""
    return f"reports that {sentence(random, words)[:-1].lower()}"


def paragraphs(random: Random, count: int, words: int) -> str:
    """A note of paragraphs, some with emphasis and a link."""
    texts = []
    for _ in range(count):
        text = sentence(random, words)
        if random.random() < 0.4:
            text += f" See the *{random.choice(_ADJECTIVES)}* [{random.choice(_NOUNS)}](https://{host(random)}/{word(random)})."
        texts.append(text)
    return "\n\n".join(texts)


def title(random: Random, words: int = 8) -> str:
    """A headline."""
    return sentence(random, words)[:-1].removeprefix("The ").capitalize()


def person(random: Random) -> tuple[str, str]:
    """A family name and a given name."""
    return random.choice(_FAMILIES), random.choice(_GIVEN)


def place(number: int) -> str:
    """A place name, different for each number."""
    name = _PLACES[number % len(_PLACES)]
    turn = number // len(_PLACES)
    return name if turn == 0 else f"{name} {('North', 'South', 'East', 'West')[turn % 4]} {turn}"


def host(random: Random) -> str:
    """A host name that belongs to nobody (RFC 2606)."""
    return f"{word(random)}-{word(random)}.example.org"


def word(random: Random) -> str:
    """A noun."""
    return random.choice(_NOUNS)
