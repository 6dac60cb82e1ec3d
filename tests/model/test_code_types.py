"""The codes of countries and currencies that a record accepts."""

from __future__ import annotations

from babel import Locale

from dossier.model.registered_codes import COUNTRIES, CURRENCIES

# Codes of the Common Locale Data Repository that are no countries of ISO 3166-1: islands, groups, and codes for tests.
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

# Metals, codes for no currency and for units of account, and codes that ISO 4217 never had.
NOT_CURRENCIES = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX"} | {
    *("ARL", "ARM", "BAN", "BGM", "BGO", "BOL", "BRZ", "CLE", "CNH", "CNX", "KRH", "KRO", "MAF", "MCF", "MDC", "MKN"),
    *("MVP", "VNN", "YUR"),
}


def test_the_codes_are_those_of_the_common_locale_data_repository() -> None:
    codes = {code for code in map(str, Locale("en").territories) if len(code) == 2}
    assert codes - NOT_COUNTRIES == COUNTRIES


def test_the_currencies_are_those_of_the_unicode_cldr() -> None:
    codes = set(Locale("en").currencies)
    assert codes - NOT_CURRENCIES <= CURRENCIES
    assert not CURRENCIES & NOT_CURRENCIES
