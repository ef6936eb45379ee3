"""Whether a row of words stands as a sentence of its own. Errs to no: what is doubtful is not said again to anybody.

Works on words in small letters with their apostrophes ("isn't"), and on marks that stand behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coach.language.verbs import AUXILIARIES, is_finite
from coach.language.vocabulary import words

PRONOUNS = words(
    "i we you he she they it that this there nobody somebody everybody everyone someone nothing everything",
)
LOOSE = words("he she they it that this these those there one")
"""Subjects whose noun stands somewhere else."""
CONTRACTED = words(
    "i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he's he'd he'll she's she'd she'll",
    "they're they've they'd they'll it's it'd it'll that's that'd that'll this'll there's there'd there'll",
    "nobody's everybody's everyone's somebody's someone's nothing's everything's who's",
)
"""A subject and its verb in one."""
APOSTROPHES = {
    written.replace("'", ""): written
    for written in sorted(CONTRACTED | {word for word in AUXILIARIES if "'" in word})
    if written.replace("'", "") not in words("ill id well wed were shell shed hell its cant wont lets who's whos")
} | {"cant": "can't", "wont": "won't"}
"""Contractions as recognisers write them that leave out the sign, where they can hardly be another word."""
_DETERMINERS = words("my our your the his her their a an this that these those some most all every each both any no")
_NUMBERS = words("one two three four five six seven eight nine ten eleven twelve half")
ADVERBS = words(
    "just really only still never always also already usually probably even often sometimes basically actually",
    "now then kinda sorta mostly hardly barely simply definitely certainly finally recently suddenly completely",
    "totally ever not all both mainly generally normally currently obviously apparently literally clearly almost",
    "nearly quite",
)
_BINDS = words(
    "when if because since while where who which that whose as until till before after although though than so",
    "and or but whether how what why unless once whenever wherever like cos",
)
_PREPOSITIONS = words(
    "with from in on at to by for of about into over under between without during through against around near off",
    "out not twice once especially even maybe instead mostly probably up down every last next all at",
)
_DANGLING = words(
    "and or but so the a an to of with for from in at by my our your his her their because if when that which who",
    "than as is are was were am be been i we he she they just really very too like about into has does did not",
    "would could should will can it's that's there's i'm we're they're he's she's you're i've we've i'd we'd i'll",
    "we'll um uh er until till while although these those some any no most every going gonna whether how why",
    "where don't doesn't didn't can't won't isn't aren't wasn't weren't",
)
"""Words on which no sentence that is whole ends, or hardly one."""
_NOT_FINITE = words("be been being to yes no please okay thanks hello hi called named")
_ASIDE = 2
_LONGEST_SUBJECT = 7
_LINKED = words("of and or in for on at from with")


class Subject:
    """Who or what a clause is about, and how many words until behind its verb."""

    def __init__(self, first: str, until: int) -> None:
        self.first = first
        self.until = until

    @property
    def loose(self) -> bool:
        return self.first.partition("'")[0] in LOOSE


def subject_of(spoken: Sequence[str]) -> Subject | None:
    """The subject and verb that a clause begins with; None where it does not begin with them."""
    if not spoken:
        return None
    first = spoken[0]
    if first in CONTRACTED:
        return Subject(first, 1)
    if first in PRONOUNS:
        at = _behind_adverbs(spoken, 1)
        if at < len(spoken) and is_finite(spoken[at]):
            return Subject(first, at + 1)
        if first not in _DETERMINERS:
            return None
    for at in range(1, min(len(spoken), _LONGEST_SUBJECT + 1)):
        word = spoken[at]
        again = word in _DETERMINERS | _NUMBERS and spoken[at - 1] not in _LINKED
        if word in PRONOUNS | CONTRACTED | _NOT_FINITE or again or (word in _BINDS and word not in _LINKED):
            return None
        if at == 2 and first in _DETERMINERS and word in _OF_SEVERAL and not _may_be_several(spoken[1]):
            return None  # "my wife and my son are ill", cut in two
        plural = first in _DETERMINERS | _NUMBERS and at == 2 and word not in AUXILIARIES
        several = at >= 2 and spoken[at - 1].endswith("s") and not word.endswith("s")  # "the visits run out"
        likely = (several or (plural and word.endswith("s"))) and is_finite(word) and spoken[at + 1 :]
        if is_finite(word, plural=False) or likely:
            sound = (at >= 2 or first not in _DETERMINERS) and first not in _BINDS | _PREPOSITIONS | ADVERBS
            return Subject(first, at + 1) if sound and first.isalpha() else None
        if word.endswith("'s") and word not in _DETERMINERS and at + 1 < len(spoken) and spoken[at + 1] in ADVERBS:
            return Subject(first, at + 1)  # "my gran's not by the toilets"
    return None


def _may_be_several(noun: str) -> bool:
    return noun.endswith(("s", "men", "people", "children")) or noun in _SEVERAL


_OF_SEVERAL = words("are were aren't weren't")
_SEVERAL = words("kids police staff feet teeth mice others both team crew family lot folk public few many rest half")


def _behind_adverbs(spoken: Sequence[str], at: int) -> int:
    while at < len(spoken) and spoken[at] in ADVERBS:
        at += 1
    return at


def whole(chunks: Sequence[Sequence[str]], marked: bool = True) -> Subject | None:
    """The subject of a sentence, given as the stretches between its commas, where all of it is sound; else None.

    `marked`: whether commas and full stops were written at all; without them two sentences may run into one.
    """
    if not chunks or not all(chunks) or _hangs(chunks[-1]):
        return None
    main: Subject | None = None
    if len(chunks) > 1 and len(chunks[0]) <= _ASIDE and chunks[0][0].partition("'")[0] in ("it", "that"):
        return None  # "it's stupid, I'd like to know ..."
    for number, chunk in enumerate(chunks):
        own = subject_of(chunk)
        bound = chunk[0] in _BINDS | _PREPOSITIONS
        if own is None and bound and chunk[0] in ("and", "but", "so", "or"):
            own = subject_of(chunk[1:]) if number else None
        main = main or (own if number == 0 or not bound else None)
        if own is None and not bound:
            return None  # a bare stretch is a false start, or a thing thrown in
        if _hangs(chunk) or (own is not None and number + 1 < len(chunks) and _breaks_off(chunk, own)):
            return None
        if own is not None and (_runs_on(chunk[own.until - 1 :]) or not (marked or _alone(chunk[own.until - 1 :]))):
            return None
    return main if main and subject_of(chunks[0]) else None


def without_apposition(chunks: Sequence[Sequence[str]]) -> int:
    """How many of the stretches are left without a last one that only says more of a thing before it.

    "A light is coming on, a light on the dashboard": the sentence stands without it.
    """
    if len(chunks) < 2 or subject_of(chunks[-1]) is not None or chunks[-1][0] not in _DETERMINERS - {"that"} | _NUMBERS:
        return len(chunks)
    return len(chunks) - 1


def until_begun_again(spoken: Sequence[str]) -> int:
    """Words before a subject that is named again with no comma: "a light is coming on a light on"."""
    if not spoken or spoken[0] not in _DETERMINERS:
        return len(spoken)
    again = (n for n in range(3, len(spoken) - 1) if list(spoken[n : n + 2]) == list(spoken[:2]))
    return next((n for n in again if spoken[n - 1] in _CLOSES), len(spoken))


_CLOSES = words("on off up down out away over again now there here too")
"""Behind which a clause may well be over."""


def first_alone(chunks: Sequence[Sequence[str]]) -> int:
    """How many of the stretches make the first sentence, where a second one follows with nothing but a comma.

    A contrast belongs together ("I haven't got proof, I've got a dish pan"), and so do three in a row.
    """
    unbound = [n for n, chunk in enumerate(chunks) if n and chunk[0] not in _BINDS - {"that"} and subject_of(chunk)]
    if not unbound or len(unbound) > 1:
        return len(chunks)
    before, after = chunks[unbound[0] - 1], chunks[unbound[0]]
    denied = any(word in _DENIES or word.endswith("n't") for word in before)
    same = after[0].partition("'")[0] == chunks[0][0].partition("'")[0]
    return len(chunks) if denied and same else unbound[0]


_DENIES = words("not no never nothing nobody none without")


def _breaks_off(chunk: Sequence[str], subject: Subject) -> bool:
    """Whether a stretch before a comma is the beginning of a sentence that was begun anew: "you couldn't, ..."."""
    return len(chunk) <= subject.until or chunk[-1] in AUXILIARIES or chunk[-1] in _PREPOSITIONS


def _hangs(chunk: Sequence[str]) -> bool:
    """Whether the words break off: "that" and "before" may end a sentence that goes back to something."""
    back = len(chunk) > 1 and chunk[-1] in ("that", "before", "after", "for", "about", "with", "at")
    return chunk[-1] in _DANGLING and not (back and chunk[-2] not in _DANGLING - {"after", "before", "about", "for"})


def _runs_on(rest: Sequence[str]) -> bool:
    """Whether a second sentence begins in what follows the verb, `rest` from the verb on, with nothing to bind it."""
    for at, (before, word) in enumerate(pairwise(rest), 1):
        starts = word in CONTRACTED or (
            word in PRONOUNS - {"that", "this", "you", "it"} and at + 1 < len(rest) and is_finite(rest[at + 1])
        )
        if starts and before not in _BINDS and before not in _TAKES_A_CLAUSE:
            return True
    return False


def _alone(rest: Sequence[str]) -> bool:
    """Whether no second subject with its verb stands in the rest: "... was not proper the cardamom was gone"."""
    for at, (before, word) in enumerate(pairwise(rest), 1):
        begins = word in _DETERMINERS | _NUMBERS or word in PRONOUNS
        if begins and before not in _BINDS and before not in _TAKES_A_CLAUSE and subject_of(rest[at:]) is not None:
            return False
    return True


_TAKES_A_CLAUSE = words(
    "think thought say says said know knew hope guess mean feel felt sure afraid worried scared told me us him",
    "her them believe suppose wish bet see saw heard hear figured realised realized notice noticed way time day",
    "thing all every everything something anything place reason moment minute people one ones much many everyone",
    "bit part lot first last",
)
"""Words right behind which a clause may go on: "I think they'll", "everything they said"."""
