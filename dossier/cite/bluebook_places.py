"""The places that The Bluebook puts in brackets after a foreign authority (rule 20.1, table T10.3)."""

from __future__ import annotations

_COUNTRIES = {
    "AT": "Austria",
    "AU": "Austl.",
    "BE": "Belg.",
    "CA": "Can.",
    "CH": "Switz.",
    "DE": "Ger.",
    "DK": "Den.",
    "ES": "Spain",
    "FI": "Fin.",
    "FR": "Fr.",
    "GB": "UK",
    "GR": "Greece",
    "IE": "Ir.",
    "IT": "It.",
    "NL": "Neth.",
    "NO": "Nor.",
    "NZ": "N.Z.",
    "PT": "Port.",
    "SE": "Swed.",
}
_REGIONS = {
    "CA-AB": "Can. Alta.",
    "CA-BC": "Can. B.C.",
    "CA-ON": "Can. Ont.",
    "CA-QC": "Can. Que.",
    "GB-ENG": "Eng.",
    "GB-NIR": "N. Ir.",
    "GB-SCT": "Scot.",
    "GB-WLS": "Wales",
}


def place_of(jurisdiction: str | None) -> str | None:
    """The abbreviation of a jurisdiction (ISO 3166); None at home, in the Union, or where the table was not read."""
    if jurisdiction is None:
        return None
    return _REGIONS.get(jurisdiction) or _COUNTRIES.get(jurisdiction.partition("-")[0])
