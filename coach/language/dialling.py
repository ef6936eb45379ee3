"""Whether digits can be a telephone number where the listener lives, by the numbering plans of `phonenumbers`."""

from __future__ import annotations

from functools import lru_cache

from phonenumbers import (
    NumberParseException,
    ValidationResult,
    is_possible_number_with_reason,
    parse,
    region_codes_for_country_code,
)
from phonenumbers.tzdata import TIMEZONE_DATA

_POSSIBLE = {ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}
_LONGEST_COUNTRY_CODE = 3
_WITH_COUNTRY = 11
"""Fewest digits that may begin with a country code."""
_OLD_NAMES = {"Asia/Kolkata": "Asia/Calcutta", "Europe/Dublin": "Europe/London", "Europe/Kyiv": "Europe/Kiev"}
"""Zones that the library lists under another name."""


@lru_cache(maxsize=256)
def can_be_dialled(digits: str, zone: str | None) -> bool | None:
    """Whether a numbering plan of the lead's `zone` ("America/Chicago") knows numbers of this length.

    A number with its country code passes anywhere. None where the zone is unknown: then nothing can be said.
    """
    regions = _regions(_OLD_NAMES.get(zone, zone)) if zone else frozenset[str]()
    if not regions:
        return None
    abroad = len(digits) >= _WITH_COUNTRY and _is_possible(f"+{digits.removeprefix('00')}", None)
    return abroad or any(_is_possible(digits, region) for region in regions)


def _is_possible(digits: str, region: str | None) -> bool:
    try:
        return is_possible_number_with_reason(parse(digits, region)) in _POSSIBLE
    except NumberParseException:
        return False


@lru_cache(maxsize=64)
def _regions(zone: str) -> frozenset[str]:
    """The countries whose numbers belong to `zone`: the library maps prefixes to zones, here read backwards."""
    prefixes = (prefix for prefix, zones in TIMEZONE_DATA.items() if zone in zones)
    codes = (int(p[:n]) for p in prefixes for n in range(1, _LONGEST_COUNTRY_CODE + 1))
    return frozenset(region for code in set(codes) for region in region_codes_for_country_code(code)[:1])
