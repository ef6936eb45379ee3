"""The words of a message that it would miss least, as ranges of word numbers, the easiest loss first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from coach.language.fillers import fillers
from coach.language.phone_numbers import phone_numbers
from coach.language.sentences import Passage, plain
from coach.models import Evidence

_PADDING = re.compile(
    r"\b(?:just|really|actually|basically|honestly|literally|obviously|to be honest|like i said|as i said"
    r"|as i mentioned|(?<!what )(?<!any )(?<!some )(?<!the )(?<!this )(?<!that )(?<!a )(?:kind|sort) of"
    r"|i (?:just )?want(?:ed)? to let you know that|at your (?:earliest )?convenience"
    r"|(?:if|when(?:ever)?) you (?:get|have|find) (?:a|the|some) (?:chance|minute|moment|second|time))\b"
)
"""Words that can leave a sentence without breaking it."""
_PLEASANTRY = re.compile(
    r"^(?:(?:and|so|well|ok|okay|alright|all right|again|anyway) )*"
    r"(?:thanks?(?: you)?(?: (?:so much|very much|again|a lot|for your time|in advance))*"
    r"|(?:i )?(?:really )?appreciate (?:it|your time|you)|(?:good)?bye(?: bye| now)?|take care|cheers"
    r"|(?:talk|speak) (?:to you |with you )?soon"
    r"|(?:i )?(?:hope|hoping|trust) (?:that )?(?:youre|you|youve|all|everything|this|your)\b"
    r".*\b(?:well|good|great|fine|okay|week|day)"
    r"|how (?:are you|have you been)\b.*|(?:(?:i )?hope you )?(?:have|enjoy) (?:a|an|your|the rest of your)\b.*"
    r"\b(?:day|one|week|weekend|evening|afternoon|morning|night)"
    r"|(?:i )?(?:really )?look(?:ing)?(?: very much)? forward to (?:hearing|speaking|talking|chatting|connecting)\b.*)"
    r"(?: (?:and )?(?:thanks?(?: you)?|(?:good)?bye|take care|talk soon|now|then|again))*$"
)
"""A sentence that is only polite. Polite is fine, and it is the first to go when the clock runs."""
_TO_A_NUMBER = (
    "again and once more that thats is its the my our number at so repeat ill me call back on direct line cell mobile"
    " phone you can reach us uh um"
)
_LEAD_IN = frozenset(_TO_A_NUMBER.split())
_CLAUSE_OPENS = re.compile(r"^(?:and|or|so|but|which|because|if|when|whenever|whichever|as|either)\b")
_BREAK = re.compile(r"[,;:–—-]$")
_SMALL_WORDS = (
    "a about am an and are as at be but by can do for from get give got had has have he her him his how i id if ill im"
    " in is it its ive just let like me my no not of on or our please she so some that thats the their them then there"
    " they this to up us was we were weve what when which who will with would you your youre"
)
_EMPTY = frozenset(_SMALL_WORDS.split())


def padding(said: Sequence[Passage], evidence: Iterable[Evidence]) -> list[range]:
    """What could go: fillers, padding, politeness, a number told twice, a clause, a whole sentence.

    `said` are the sentences of the message. Sentences come last, those that say least first and those that hold
    `evidence` behind the others.
    """
    starts = accumulate((len(sentence.words) for sentence in said), initial=0)
    placed = list(zip(starts, said, strict=False))
    shown = tuple(evidence)
    return [
        *(r for at, s in placed for r in _moved(at, s, fillers(s))),
        *(r for at, s in placed for r in _moved(at, s, s.find(_PADDING)) if len(r) < len(s.words)),
        *(range(at, at + len(s.words)) for at, s in placed if _PLEASANTRY.match(s.plain)),
        *_repeated_numbers(placed),
        *(r for at, s in placed for r in _clauses(at, s)),
        *(range(at, at + len(s.words)) for at, s in sorted(placed, key=lambda p: _says(p[1], shown))),
    ]


def _moved(at: int, sentence: Passage, parts: Iterable[Passage]) -> Iterator[range]:
    """The parts of a sentence as word numbers of the message."""
    for part in parts:
        first = next(n for n, word in enumerate(sentence.words) if word is part.words[0])
        yield range(at + first, at + first + len(part.words))


def _says(sentence: Passage, evidence: tuple[Evidence, ...]) -> tuple[bool, float]:
    """How much would be lost: whether findings rest on it, then what share of its words says something."""
    content = [w for w in sentence.words if plain(w.text) not in _EMPTY]
    shown = any(e.start <= w.start and w.end <= e.end for e in evidence for w in sentence.words)
    return shown, len(content) / len(sentence.words)


def _clauses(at: int, sentence: Passage) -> Iterator[range]:
    """A clause at the end of the sentence that hangs on a comma ("..., whichever is easier")."""
    for number in range(len(sentence.words) - 1, 0, -1):
        if _BREAK.search(sentence.words[number - 1].text):
            if _CLAUSE_OPENS.match(sentence.part(number, len(sentence.words)).plain):
                yield range(at + number, at + len(sentence.words))
            return


def _repeated_numbers(placed: list[tuple[int, Passage]]) -> Iterator[range]:
    """A phone number said a second time, with the words that only lead to it."""
    told: list[str] = []
    for at, sentence in placed:
        for number in phone_numbers(sentence):
            again = next(_moved(at, sentence, [number.where]))
            if number.diallable and any(number.digits in earlier for earlier in told):
                first = again.start - at
                while first and plain(sentence.words[first - 1].text) in _LEAD_IN:
                    first -= 1
                if first == 0 or _BREAK.search(sentence.words[first - 1].text):
                    yield range(at + first, again.stop)
            told.append(number.digits)
