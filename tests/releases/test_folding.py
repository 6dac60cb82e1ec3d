"""Folded texts, and the spellings in which a text is found."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dossier.model.identifiers import hyphenated
from dossier.releases.redact.folding import fold, skeletons
from dossier.releases.redact.wanted import TextToRedact

# Written differently, and the same for a reader.
SAME = (
    (
        'said "the boss" & Söhne',
        "said \u201cthe boss\u201d &amp; So\u0308hne",
        "Said \u2018THE BOSS\u2019 &#38; S\u00f6hne",
    ),
    (
        "Zoe Ambrose-Vale",
        "Zoe\u00a0Ambrose\u2011Vale",
        "Zoe\n\t Ambrose\u2013Vale",
        "Z\u00adoe \u200eAmbrose\u2212Vale",
    ),
    ("office Straße", "o\ufb03ce STRASSE", "\uff4f\uff46\uff46\uff49\uff43\uff45 Stra&szlig;e"),
    ("Zoe Söhne", "Zoe%20S%C3%B6hne", "Zoe%2520S%25C3%25B6hne", "%25255aoe%252520S%2525C3%2525B6hne"),
    ("Zoe Ambrose", "[Zoe](https://a.example/b) Ambrose", "**Zoe** _Ambrose_", "Zoe%20Ambrose", "\\u005aoe Ambrose"),
)


@pytest.mark.parametrize("texts", SAME)
def test_a_text_is_found_however_it_is_written(texts: tuple[str, ...]) -> None:
    assert len({fold(text).text for text in texts}) == 1
    for text in texts:
        wanted = TextToRedact(text)
        for other in texts:
            assert wanted.is_in(f"so {other}, too"), (text, other)
            assert wanted.is_like(other), (text, other)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@given(text=st.text(max_size=20))
def test_unicode_forms_are_folded_alike(form: Literal["NFC", "NFD"], text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert fold(unicodedata.normalize(form, text)).text.split() == folded.text.split()


PIECES = st.sampled_from(
    [
        *(*"abCDé’-*_&;%1205/.,' ", "Qz", "2024", "May", "25,000", "2 September 2024", "- "),
        *("\u00a0", "\u200b", "e\u0301", "\n", "<b>", "</b>", "<br>", "[x](https://a.example/1)"),
        *("&nbsp;", "&amp;", "&eacute;", "%C3%A9", "\\u0031"),
        *("ue", "ø", "Ä", "İ", "ı", "\u0640", "\u064c", "GB29 NWBK", "(01632) ", "05.03.85", "5 марта"),
    ]
)


@settings(max_examples=400)
@example("a\n1.", "")
@given(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=6).map("".join))
def test_a_text_that_is_found_folded_is_found_in_the_skeleton(text: str, around: str) -> None:
    """The skeletons of a file decide whether it is folded at all."""
    try:
        wanted = TextToRedact(f"Qzx {text} qzx")
    except ValueError:
        return
    source = f"{around} Qzx {text} qzx {around}"
    if wanted.is_in(source):
        assert wanted.is_loosely_in(skeletons(source))
    if any(wanted.spans(fold(source, is_html=True).text)):
        assert wanted.is_loosely_in(skeletons(source))


def test_a_text_that_is_encoded_in_several_ways_one_in_another_is_found() -> None:
    assert TextToRedact("Zoe Ambrose").is_like('{"a": "Zoe\\u0026amp;#37;2520Ambrose"}')


def test_numbers_at_the_end_of_other_numbers_are_found() -> None:
    for text in ("the address contains 2025/04", "pages 5 6 of 2024-25", "12 and 13, 25,000 2024"):
        assert TextToRedact(text).is_in(f"7 {text}.")
        assert TextToRedact(text).is_like(f"7 {text}.")


DAY = (
    "2 September 2024",
    "September 2, 2024",
    "2024-09-02",
    "2 Sept 2024",
    "02/09/2024",
    "2nd of Sep. 2024",
    "2024/9/2",
)


@pytest.mark.parametrize("asked", DAY)
def test_a_day_is_found_in_every_spelling(asked: str) -> None:
    wanted = TextToRedact(asked)
    for written in DAY:
        assert wanted.is_in(f"On {written}, they met."), written
        assert wanted.is_like(f"[12] {written} 5"), written
    for other in ("12 September 2024", "2 September 2025", "2024-09-20", "22/09/2024"):
        assert not wanted.is_in(other), other
        assert not wanted.is_like(other), other


DAYS = {
    "born 5 March 1985": (
        *(
            "5 mars 1985",
            "5. März 1985",
            "5. Maerz 1985",
            "5 de marzo de 1985",
            "5 de març de 1985",
            "5º de março 1985",
        ),
        *(
            "1985. március 5.",
            "1985 m. kovo 5 d.",
            "5. března 1985",
            "5. ožujka 1985",
            "5 Μαρτίου 1985",
            "5 марта 1985",
        ),
        *("05.03.85", "5/3/85", "5. 3. 1985", "5.III.1985", "5 III 1985", "5-Mar-85", "5 March '85"),
        *("fifth of March 1985", "5th day of March, 1985", "March the 5th, 1985", "fifth day of March 1985"),
    ),
    "born 12/7/80": ("12 July 1980", "July the 12th, 1980", "12th day of July 1980", "12-Jul-80", "12. srpnja 1980"),
    "born the twenty-first of September 1990": ("the 21 Meán Fómhair 1990", "the 21 Sept. 1990", "the 21.9.90"),
    "born Sept 1990": ("septembre 1990", "1990-09", "rujan 1990"),
}


@pytest.mark.parametrize("asked", DAYS)
def test_a_day_is_found_in_other_languages_and_in_short(asked: str) -> None:
    wanted, day = TextToRedact(asked), asked.removeprefix("born ")
    for written in DAYS[asked]:
        assert wanted.is_in(f"born {written}, they met"), written
        assert wanted.is_like(f"born {written}, 7 met"), written
        assert TextToRedact(f"born {written}").is_in(f"they were born {day}, at 7"), written
    for other in ("15 mars 1985", "5 mars 1986", "15.03.85", "5.3.851", "112/7/80", "1990-09-05"):
        assert not wanted.is_in(f"born {other}"), other


def test_two_numbers_are_read_with_the_month_first_only_loosely_if_the_day_can_be_first() -> None:
    assert not TextToRedact("meeting 7/12/1980").is_in("meeting 12 July 1980")
    assert TextToRedact("meeting 7/12/1980").is_like("meeting 12 July 1980")
    assert TextToRedact("meeting 7/25/1980").is_in("meeting 25 July 1980")
    assert TextToRedact("sort code 10-11-12").is_in("sort code 101112")


@pytest.mark.parametrize("asked", ["12,500,000 people", "12500000 people", "12 500 000 people"])
def test_a_number_is_found_in_every_spelling(asked: str) -> None:
    for written in ("12,500,000", "12500000", "12 500 000", "12.500.000"):
        assert TextToRedact(asked).is_in(f"about {written} people")
    assert not TextToRedact(asked).is_in("212,500,000 people")


@pytest.mark.parametrize(
    ("forms", "others"),
    [
        (
            ("call 01632 960003", "call 01632960003", "call (01632) 960-003", "call 016 32.96\u00a000 03"),
            ["9016", "03 4"],
        ),
        (("call +44 7700 900123", "call 447700900123", "call (+44) 7700-900 123"), ["call +44 7700 9001234"]),
        (("pay 4111 1111 1111 1111", "pay 4111111111111111", "pay 4111-1111-1111-1111"), ["pay 4111 1111 1111 11111"]),
        (("to GB29 NWBK 6016 1331 9268 19", "to GB29NWBK60161331926819"), ["to GB29 NWBK 6016 1331 9268 190"]),
        (("to MT84 MALT 0110 0001 2345 MTLC AST0 01S", "to MT84MALT011000012345MTLCAST001S"), ["to MT84 MALT"]),
        (("paid 12,000 pounds", "paid 12000 pounds", "paid 12 000 pounds"), ["paid 112,000 pounds", "2,000 pounds"]),
    ],
)
def test_a_number_is_found_in_all_groups(forms: tuple[str, ...], others: list[str]) -> None:
    for asked in forms:
        wanted = TextToRedact(asked)
        for written in forms:
            assert wanted.is_in(f"so {written}, then 7"), (asked, written)
            assert wanted.is_like(f"so {written}, then 7"), (asked, written)
        for other in others:
            assert not wanted.is_in(other), (asked, other)
            assert not wanted.is_like(other), (asked, other)


@pytest.mark.parametrize(
    "forms",
    [
        ("Jürgen Größmüller", "Juergen Groessmueller", "JU\u0308RGEN GRÖSSMÜLLER"),
        ("Håkon Bjørnsæter", "Haakon Bjoernsaeter", "HÅKON BJÖRNSÄTER"),
        ("Łukasz Żeleński", "Lukasz Zelenski"),
        ("Đorđe Đukanović", "DORDE DUKANOVIĆ"),
        ("Þórður Guðmundsson", "Thordur Gudmundsson"),
        ("İpek Yıldırım", "İPEK YILDIRIM", "ipek yildirim", "I\u0307pek Yıldırım"),
        ("Zoé Œuvrard", "Zoe Oeuvrard"),
        ("محمّد الخطيب", "محـــمد الخطيب"),
    ],
)
def test_a_name_is_found_in_plain_letters_and_with_umlauts_written_out(forms: tuple[str, ...]) -> None:
    for asked in forms:
        wanted = TextToRedact(asked)
        for written in forms:
            assert wanted.is_in(f"so {written}, then"), (asked, written)
            assert wanted.is_like(f"https://a.example/{hyphenated(written) or written}/"), (asked, written)
            page = f"<p>\u0130, \u017f: {written}, then</p>"
            folded = fold(page, is_html=True)
            [(start, end)] = wanted.spans(folded.text)
            assert page[folded.places[start][0] : folded.places[end - 1][1]] == written


def test_accents_go_with_their_letters_and_other_words_keep_their_vowels() -> None:
    folded = fold("by Jose\u0301 Nu\u0308nez\u0301, of Israel")
    assert [folded.text[start:end] for start, end in TextToRedact("Jose Nuenez").spans(folded.text)] == [
        "jose\u0301 nu\u0308nez\u0301"
    ]
    assert not TextToRedact("Ida Nunez").is_in("Ida Nuenez")
    assert TextToRedact("Ida Nunez").is_like("Ida Nuenez")
    assert TextToRedact("Ida Nüñez").is_in("Ida Nunez")


def test_a_name_is_found_in_both_orders_and_in_structured_data() -> None:
    for asked in ("Ida van der Marsh", "van der Marsh, Ida"):
        wanted = TextToRedact(asked)
        assert wanted.name is not None
        assert wanted.name.family == "van der Marsh"
        for written in ("Ida van der Marsh", "VAN DER MARSH, Ida", "van der Marsh Ida"):
            assert wanted.is_in(written)
        assert wanted.is_like('{"family":"van der Marsh","given":"Ida"}')
        assert wanted.is_like('{"given":"Ida","family":"van der Marsh"}')
    assert TextToRedact("We returned it.").name is None


def test_words_are_found_whole_and_parts_of_words_loosely() -> None:
    wanted = TextToRedact("Ida Marsh")
    assert not wanted.is_in("Ida Marshall")
    assert wanted.is_like("Ida Marshall")
    assert wanted.is_in("Ida Marsh\u2019s")
    assert TextToRedact("\u5b89\u500d\u664b\u4e09\u5b89\u500d\u664b\u4e09").is_in(
        "\u8207\u5b89\u500d\u664b\u4e09\u5b89\u500d\u664b\u4e09\u662f"
    )


def test_only_the_part_in_square_brackets_is_removed() -> None:
    wanted = TextToRedact("said [[Ida]] of Vale")
    folded = fold("He said *Ida* of Vale, not Ida of Ashby").text
    assert [folded[start:end] for start, end in wanted.spans(folded)] == ["ida"]
    assert not wanted.is_like("Ida of Ashby")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" a\nbc defg", "fewer than 8"),
        ("[[Jo]] came", "fewer than 8"),
        ("it was [[\u2014]] so said", "no letters"),
        ("[redacted] and so on", "the mark"),
    ],
)
def test_a_text_that_cannot_be_searched_for_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        TextToRedact(text)
