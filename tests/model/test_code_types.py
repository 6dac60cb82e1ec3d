"""The codes of countries that a record accepts."""

from __future__ import annotations

from babel import Locale

from dossier.model.code_types import COUNTRIES

# Codes of the Common Locale Data Repository that are no countries of ISO 3166-1: islands, groups, and codes for tests.
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_the_codes_are_those_of_the_common_locale_data_repository() -> None:
    codes = {code for code in map(str, Locale("en").territories) if len(code) == 2}
    assert codes - NOT_COUNTRIES == COUNTRIES
