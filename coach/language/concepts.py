"""Words of the trade that say the same thing, so that "it has arrived" and "it's on our shelf" are one reason."""

from __future__ import annotations

from functools import lru_cache

from coach.language.stems import stem
from coach.language.vocabulary import words

_SAME = (
    "approve approved approval granted grant accepted accept cleared agreed yes signed passed okayed confirmed green",
    "arrive arrived arrival here landed shelf stock delivered back ready in",
    "install installed fit fitted fitting put mount mounted set hang swap swapped change changed replace replaced",
    "sign signature signing signed autograph",
    "price prices quote quoted rate rates cost costs figure figures fee charge premium amount sum total tariff",
    "cheap cheaper less lower lowered reduce reduced drop dropped drops discount off saving save saves knocked",
    "expensive more higher raised rise increase increased jump jumped up",
    "pay paid paying payment pays settle settled",
    "insurance insure insured insurer insurers cover covers covered covering policy",
    "free complimentary nothing gratis",
    "half fifty",
    "slot opening space place spot room gap appointment date availability",
    "visit come pop swing drop drive stop tour viewing",
    "begin start started starts kick launch commence",
    "end finish finished ends expire expires expiry deadline due closes close runs",
    "hold held keep kept reserve reserved",
    "fix fixed repair repaired mend mended sort sorted",
    "broken cracked leaking leak leaks faulty damaged damage fault broke gone",
    "cancel cancelled canceled scrapped",
    "car vehicle auto truck van motor",
    "house home place property flat apartment unit",
    "child kid son daughter boy girl little",
    "dog puppy pup beagle",
    "cat kitten",
    "doctor dr physician surgeon specialist consultant",
    "lawyer attorney solicitor counsel advocate",
    "lender bank underwriter carrier",
    "paper papers paperwork document documents certificate",
    "photo photos picture pictures image pics video",
    "staff crew team people workers hands lads technician fitter engineer fella guy man woman somebody",
    "class lesson course session training",
    "roof slates shingles tiles",
    "worry worried afraid concern concerned scared fretting",
    "quick quickly fast faster soon early earlier",
    "wait waiting await pending",
    "find found discover discovered turned",
    "need needs require requires required want wants",
    "send sent mail mailed forward forwarded",
    "medical health clinic hospital surgery practice",
    "job work shift working",
)
_GROUPS = {stem(word): stem(line.split()[0]) for line in reversed(_SAME) for word in line.split()}
_BESIDE = words(
    "machine inbox voicemail luck catch tag getting reach buzz fella guy lady gal folks bit stuff thing way side",
)
BESIDE = frozenset(stem(word) for word in _BESIDE)
"""Stems that tell of the call itself and bring no reason."""


@lru_cache(maxsize=65536)
def concept(word: str) -> str:
    """What stands for a word of plain text and for those that say the same: its stem, or its group's first word."""
    root = stem(word)
    return _GROUPS.get(root, root)
