"""Codes of countries, currencies and languages that the standards have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# ISO 3166-1 alpha-2.
_ISO_3166_1 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
# Two more are in general use: ISO 3166 reserves `EU` for the European Union, which uses `XK` for Kosovo.
COUNTRIES = frozenset({*_ISO_3166_1.split(), "EU", "XK"})
# ISO 4217: the currencies in use, then those of the past, without metals and codes that are for no currency.
_CURRENCIES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP "
    "LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU XUA "
    "YER ZAR ZMW ZWG ZWL"
)
_PAST_CURRENCIES = (
    "ADP AFA ALK AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BOP BRB BRC BRE BRN BRR BUK BYB BYR "
    "CHC CSD CSJ CSK CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE GWP HRD IEP ILP ILR "
    "ISJ ITL LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI PES PLZ PTE RHD "
    "ROK ROL RUR SDD SDP SIT SKK SRG STD SUR TJR TMM TPE TRL UAK UGS UGW USS UYN UYP VEB VEF VNC XEU XFO XFU XRE YDD "
    "YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWN ZWR"
)
CURRENCIES = frozenset({*_CURRENCIES.split(), *_PAST_CURRENCIES.split()})
# ISO 639: the codes of two letters, each with the codes that BCP 47 does not accept because it has that code.
_LANGUAGES = (
    "aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis "
    "bm:bam bn:ben bo:bod,tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces,cze cu:chu cv:chv cy:cym,wel "
    "da:dan de:deu,ger dv:div dz:dzo ee:ewe el:ell,gre en:eng eo:epo es:spa et:est eu:baq,eus fa:fas,per ff:ful fi:fin "
    "fj:fij fo:fao fr:fra,fre fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb,iw hi:hin ho:hmo hr:hrv "
    "ht:hat hu:hun hy:arm,hye hz:her ia:ina id:in,ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:ice,isl it:ita iu:iku "
    "ja:jpn jv:jav,jw ka:geo,kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom "
    "kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mao,mri mk:mac,mkd "
    "ml:mal mn:mon mr:mar ms:may,msa mt:mlt my:bur,mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:dut,nld nn:nno no:nor "
    "nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run "
    "ro:mo,ron,rum ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk,slo sl:slv sm:smo sn:sna so:som "
    "sq:alb,sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn "
    "to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho "
    "yi:ji,yid yo:yor za:zha zh:chi,zho zu:zul"
)
_LANGUAGES_BY_CODE = {
    code: codes.split(",") for code, _, codes in (entry.partition(":") for entry in _LANGUAGES.split())
}
SHORTER_CODES = {longer: code for code, codes in _LANGUAGES_BY_CODE.items() for longer in codes}
# RFC 5646 in its usual spelling: language, script, region, variants, extensions and private use.
LANGUAGE_PATTERN = (
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[0-9a-wy-z](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$"
)


def parse_language(text: str) -> str:
    """The tag of a language (BCP 47). Raises ValueError, with the reason as its message, for other text."""
    is_tag = re.fullmatch(LANGUAGE_PATTERN, text) is not None
    problem = language_problem(text) if is_tag else None
    if not is_tag or problem is not None:
        reason = "" if problem is None else f": {problem}"
        raise ValueError(f"is not a language tag (BCP 47) such as `en` or `pt-BR`{reason}")
    return text


def language_problem(tag: str) -> str | None:
    """The part of a well-formed language tag (RFC 5646) that is not in its registry or occurs twice, or None.

    Codes of languages with three letters are too many to list here. They are accepted unless a code of two letters
    exists. Unicode CLDR has the scripts and the regions that are larger than a country.

    >>> language_problem("zz"), language_problem("eng"), language_problem("en-UK"), language_problem("sr-Latn-RS")
    ('no language has the code `zz`', 'the language has the code `en`', 'no region has the code `UK`', None)
    """
    language, *others = tag.split("-")
    if language in SHORTER_CODES:
        return f"the language has the code `{SHORTER_CODES[language]}`"
    if len(language) == 2 and language not in _LANGUAGES_BY_CODE:
        return f"no language has the code `{language}`"
    return next(_problems(others), None)


def _problems(parts: list[str]) -> Iterator[str]:
    """Yield the problems of the parts after the language."""
    public = parts[: parts.index("x")] if "x" in parts else parts
    extensions = [part for part in public if len(part) == 1]
    before = public[: public.index(extensions[0])] if extensions else public
    for part in before:
        # The spelling shows what a part is: Latn is a script, and GB and 419 are regions.
        if part.istitle() and part not in _names("scripts"):
            yield f"no script has the code `{part}`"
        is_area = part.isdecimal() and len(part) == 3
        if (part.isupper() and part not in COUNTRIES) or (is_area and part not in _names("territories")):
            yield f"no region has the code `{part}`"
    for group in (before, extensions):
        yield from (f"`{part}` occurs twice" for part in group if group.count(part) > 1)


@cache
def _names(kind: str) -> frozenset[str]:
    """The codes of the scripts or territories in the Common Locale Data Repository."""
    from babel import Locale  # noqa: PLC0415  (loading it takes a tenth of a second, and few tags need it)

    return frozenset(getattr(Locale("en"), kind))
