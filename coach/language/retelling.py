"""Tells a prospect again what they said, in the words of whoever writes to them: "my claim" becomes "your claim".

Speech is full of false starts and half sentences. A clause is told again only where it stands as a sentence of its own
when the noise is taken out of it; nothing is added to it and no word replaced but for who is who. What does not stand
is left out: better one thing said well than three that limp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coach.language.clause_shape import (
    APOSTROPHES,
    CONTRACTED,
    PRONOUNS,
    Subject,
    first_alone,
    subject_of,
    until_begun_again,
    whole,
    without_apposition,
)
from coach.language.everyday import RELATIVE
from coach.language.hesitation_marks import tidy
from coach.language.patterns import any_of
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import DAYS, FUNCTION_WORDS, words
from coach.models import Word

FEWEST, MOST = 4, 20
"""Words of a clause that is told again."""
MOST_UNMARKED = 14
"""The same where no comma and no full stop was written: a longer row of words may be two sentences."""

_BACK = words("it them him her those these its their his one ones")

_AS_THE_LEAD = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd",
    "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_PLAINER = {"em": "them", "gonna": "going to", "wanna": "want to", "gotta": "have to", "'em": "them", "kinda": "rather"}
"""Sounds of speech as they are written."""
_VERBS = {"am": "are", "was": "were", "wasn't": "weren't"}
_OF_THE_REP = words("you your yours you're you've you'd you'll yourself y'all yer ya u")
_UNSAYABLE = any_of(
    r"aint|dont \w+ (?:no|nobody|nothing)|never \w+ (?:no|nobody|nothing)",
    r"fuck\w*|shit\w*|bullshit|bastard\w*|bitch\w*|damn\w*|hell|crap\w*|ass|arse\w*|bloody|piss\w*|screw(?:ed)?",
    r"what(?:s| is) (?:it|that)(?: called)?|whatsit|thingy|blah|something like that|or something",
    r"hold on|hang on|one (?:sec|second|minute)|let me (?:check|see|think|look)|can you hear|who is this|speaking",
    r"thank you|thanks|bye|goodbye|hello|sorry|see you|talk (?:soon|to you)|speak (?:soon|then|to you)|appreciate it",
)
_SAYS_NOTHING = any_of(
    r"(?:that|it|this)(?:s| is| was| would be| will be| sounds| works| does| makes| looks) (?:\w+ )?"
    r"(?:fine|good|great|ok|okay|right|it|all|true|correct|perfect|fair|nice|sense|for (?:me|us)|lovely|reasonable)",
    r"^(?:i|we) (?:know|see|think so|hope so|guess so|understand|agree|remember|suppose|dont know|did|do"
    r"|have|am|are|can)"
    r"(?: that| it)?$",
    r"^(?:my|our) (?:\w+ )?(?:name|number|address|email)s? (?:is|are)",
    r"(?:wondering|asking|know|sure) what (?:i|we) (?:should|can|could|need to|have to|am supposed to)(?: even)? do"
    r"(?: about (?:it|that|this)| now| next)?$",
    r"^(?:im|i am|were|we are) (?:on my|at (?:work|lunch|home)|driving|busy|in a|listening|here|fine|good|ok)",
)
_OFTEN = 2
_TWICE = re.compile(r"\b(that that|of of|to to|a a|the the|is is|at at|in in)\b")
_DAYTIME = re.compile(r"\b(?:now|earlier|ago|recently|lately)\b$")


@dataclass(frozen=True)
class Retold:
    """A clause as it is said to the lead, in small letters at its beginning unless it begins with a name."""

    text: str
    passage: Passage
    subject: Subject

    @property
    def points_back(self) -> bool:
        """Whether it speaks of an "it" or "them" that something before it names."""
        return self.loose or not _BACK.isdisjoint(plain(self.text).split())

    @property
    def loose(self) -> bool:
        """Whether it begins with an "it" or "they" whose noun stands elsewhere."""
        return self.subject.loose


def retold(sentence: Passage, proper: frozenset[str], skip: frozenset[str] = frozenset()) -> Iterator[Retold]:
    """What one sentence of the prospect's says, as the rep would tell it to them: the whole of it, or sound parts.

    `proper`: plain words that are names, so that they keep their capital. `skip`: plain names of the rep, which a
    prospect calls out and no letter to them repeats.
    """
    if not sentence.text.rstrip("'\"”)").endswith("?"):
        yield from _parts(sentence, proper, skip, _AS_THE_LEAD)


def joined(first: Retold, second: Retold) -> Retold:
    """Two clauses said in a row as one: "your tenants said they'd move out, and you lost two of them"."""
    both = Passage(first.passage.words + second.passage.words, first.passage.speaker, first.passage.turn)
    return Retold(f"{first.text}, and {second.text}", both, first.subject)


def wondered(sentence: Passage, proper: frozenset[str], skip: frozenset[str] = frozenset()) -> Retold | None:
    """What the prospect asked about themselves: "Am I gonna lose it?", "whether you are going to lose it"."""
    tidied = tidy(sentence)
    heard = [w for w in tidied or () if plain(w.text) not in skip]
    spoken = _with_apostrophes([small(w.text) for w in heard])
    if not sentence.text.endswith("?") or not FEWEST < len(heard) <= MOST or _OF_THE_REP & set(spoken):
        return None
    clean = Passage(tuple(heard), sentence.speaker, sentence.turn)
    if spoken[0] not in _ASKED or spoken[1] not in ("i", "we") or RELATIVE.search(clean.plain):
        return None
    if _UNSAYABLE.search(clean.plain) or any(_COMMA.search(w.text) for w in heard):
        return None
    rest = _written(heard[2:], spoken[2:], _AS_THE_LEAD, proper)
    text = " ".join(f"whether you {_ASKED[spoken[0]]} {rest}".split())
    return Retold(text, _as_said(sentence, heard), Subject("you", 2))


_ASKED = {"am": "are", "do": "", "can": "can", "could": "could", "should": "should", "will": "will", "would": "would"}
"""Verbs that such a question begins with, as they stand in what is told of it."""


def restated(sentence: Passage, proper: frozenset[str]) -> Iterator[Retold]:
    """What the rep said of the prospect's point, as the rep would say it again: "the visits run out before that"."""
    cut = _RESTATES.match(f"{sentence.plain} ")
    at = min(len(cut.group()), len(sentence.plain)) if cut else 0
    if at < len(sentence.plain) and not sentence.text.rstrip("'\"”)").endswith("?"):
        for clause in _parts(sentence.between(at, len(sentence.plain)), proper, frozenset(), {}):
            bare = clause.text.removeprefix("it's that ").removeprefix("it is that ")
            yield clause if bare == clause.text else replace(clause, text=bare, subject=Subject(bare.split()[0], 1))


def _parts(
    sentence: Passage, proper: frozenset[str], skip: frozenset[str], flip: Mapping[str, str]
) -> Iterator[Retold]:
    for part in (sentence, *(p for p in sentence.statements if p.words != sentence.words)):
        found = _one(part, proper, skip, flip)
        if found is not None:
            yield found
            if part is sentence and not found.loose:
                return
        elif flip and (part is not sentence or sentence.statements == (sentence,)):
            yield from filter(None, (_one(piece, proper, skip, flip) for piece in _strung_together(part)))


def _strung_together(part: Passage) -> Iterator[Passage]:
    """The pieces of a stretch that goes on and on with "and": "I bought a car and a light is coming on"."""
    spoken = _with_apostrophes([small(word.text) for word in part.words])
    cuts = [n for n, word in enumerate(spoken) if word in _STRINGS and subject_of(spoken[n + 1 :]) is not None]
    edges = [-1, *cuts, len(spoken)]
    pieces = [(start + 1, end) for start, end in pairwise(edges) if start + 1 < end]
    if len(pieces) > 1 and all(subject_of(spoken[start:end]) for start, end in pieces):
        for start, end in pieces:
            yield part.part(start, end)


_STRINGS = words("and but")


def _one(part: Passage, proper: frozenset[str], skip: frozenset[str], flip: Mapping[str, str]) -> Retold | None:
    tidied = tidy(part)
    heard = [w for w in tidied or () if plain(w.text) not in skip]
    if not FEWEST <= len(heard) <= MOST or (flip and _UNSAYABLE.search(part.plain)):
        return None
    clean = Passage(tuple(heard), part.speaker, part.turn)
    if RELATIVE.search(clean.plain) or _SAYS_NOTHING.search(clean.plain) or _DAYTIME.search(clean.plain):
        return None
    if _TWICE.search(clean.plain):
        return None
    marked = any(word.text[-1:] in ",.?!" for word in part.words)
    if not marked and len(heard) > MOST_UNMARKED:
        return None
    spoken = _with_apostrophes([small(word.text) for word in heard])
    if flip and not marked:
        heard, spoken = heard[: until_begun_again(spoken)], spoken[: until_begun_again(spoken)]
    if flip and _OF_THE_REP & set(spoken):
        return None  # "you" may be the rep or anybody, and only one of them turns round
    if any(spoken.count(word) > _OFTEN for word in set(spoken) - FUNCTION_WORDS):
        return None  # "six years, seven years, many years": counting aloud
    chunks = _chunks(heard, spoken)
    if flip:  # what the rep sums up belongs together
        chunks = chunks[: without_apposition(chunks)]
    subject = whole(chunks, marked) if all(spoken) else None
    if subject is None:
        return None
    kept = sum(map(len, chunks[: first_alone(chunks)]))
    heard, spoken = heard[:kept], spoken[:kept]
    if len(heard) < FEWEST:
        return None
    return Retold(_written(heard, spoken, flip, proper), _as_said(part, heard), subject)


def _as_said(part: Passage, heard: Sequence[Word]) -> Passage:
    """The words from the first to the last that are told, with the noise between them, as they were said."""
    first, last = heard[0].start, heard[-1].end
    return Passage(tuple(w for w in part.words if first <= w.start and w.end <= last), part.speaker, part.turn)


def _chunks(heard: Sequence[Word], spoken: Sequence[str]) -> list[list[str]]:
    """The words between commas, dashes and colons."""
    chunks: list[list[str]] = [[]]
    for number, (word, heard_as) in enumerate(zip(heard, spoken, strict=True)):
        chunks[-1].append(heard_as)
        if _COMMA.search(word.text) and number + 1 < len(heard):
            chunks.append([])
    return chunks


def _written(heard: Sequence[Word], spoken: Sequence[str], flip: Mapping[str, str], proper: frozenset[str]) -> str:
    """The words with who is who turned round, verbs following their subject."""
    said: list[str] = []
    of_speaker = False  # whether the subject last named is the speaker, so that "was" becomes "were"
    for number, (word, heard_as) in enumerate(zip(heard, spoken, strict=True)):
        other = flip.get(heard_as) or _PLAINER.get(heard_as)
        if heard_as == "gotta" and number and spoken[number - 1].endswith(("'s", "'ve")):
            other = "got to"
        if heard_as in _SUBJECTS:
            of_speaker = heard_as.partition("'")[0] == "i"
        if other is None and flip and of_speaker:
            other = _VERBS.get(heard_as)
        core = _CORE.search(word.text)
        text = word.text if core is None else core.group()
        if other is not None or (heard_as != small(text) and plain(heard_as) == plain(text)):
            text = other or heard_as
        elif number == 0 or (number and heard[number - 1].text.endswith((".", "!", "?"))):
            text = text if _keeps_its_capital(text, proper) else text[:1].lower() + text[1:]
        comma = "," if _COMMA.search(word.text) and number + 1 < len(heard) else ""
        said.append(text + comma)
    return in_capitals(" ".join(said))


def in_capitals(text: str) -> str:
    """Days, months and titles with their capital, where a recogniser wrote none: "dr lindqvist on thursday"."""
    return _TITLED.sub(
        lambda m: f"{m[1].capitalize()} {m[2].capitalize()}", _DAY.sub(lambda m: m[0].capitalize(), text)
    )


_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|april|june|july|august|september|october"
    r"|november|december|christmas|easter)\b"
)
_TITLED = re.compile(r"\b(dr|mr|mrs|ms|miss|doctor|professor) ([a-z]+)\b")


def _keeps_its_capital(text: str, proper: frozenset[str]) -> bool:
    return (
        plain(text.split("'")[0]) in proper
        or plain(text) in DAYS
        or (text.isupper() and len(text) > 1)
        or text.split("'")[0] == "I"
    )


def _with_apostrophes(spoken: Sequence[str]) -> list[str]:
    """The words with the apostrophes that a recogniser left out: "its that" is "it's that", "its door" stays."""
    return [
        "it's" if word == "its" and after in _BEHIND_ITS else APOSTROPHES.get(word, word)
        for word, after in zip(spoken, (*spoken[1:], ""), strict=False)
    ]


_BEHIND_ITS = words("that the a an not just like really only been about all too so my our your going getting having")


def small(text: str) -> str:
    """A word in small letters, with its apostrophe and without the marks around it."""
    core = _CORE.search(text.lower().replace("’", "'"))
    return core.group() if core else ""


_CORE = re.compile(r"[$£€#]?\w(?:[\w'’.,:/&+-]*\w)?[%+]?")
_COMMA = re.compile(r"[,;:–—]+['\"”)]*$")
_SUBJECTS = PRONOUNS | CONTRACTED
_RESTATES = re.compile(
    r"(?:(?:okay|ok|right|alright|so|and|then|well|now|yeah|yes|mm|hm|oh|look|just|wow|blimey|got it|i see|understood"
    r"|no|sure|exactly|correct) )*"
    r"(?:(?:what (?:ive|i have|i) (?:got|heard|hear|am hearing|understand|noted)(?: so far)?(?: is)?"
    r"|heres what (?:ive got|i(?:ve)? heard?)|what im hearing is|to sum (?:it )?up|in short|in other words"
    r"|(?:it )?sounds (?:like|as if|as though)|it seems(?: like)?|if i (?:understand|heard|hear"
    r"|got) (?:you |that |it )?"
    r"(?:right(?:ly)?|correctly)|as you see it|as i understand(?: it)?|youre saying(?: that)?|you are saying(?: that)?"
    r"|you said(?: that)?|basically|i understand(?: that)?|i hear(?: you)?(?: that)?|that means|which means"
    r"|let me (?:just )?(?:see if ive got|repeat|recap|sum)\w*(?: that| this| it)?(?: right| up| back)?) )*"
)
"""How a rep begins to put the prospect's point in words."""
