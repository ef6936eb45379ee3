"""What somebody asked about, as a thing that can be named again: "the rear-end collision on Lamar". Pure."""

from __future__ import annotations

import re

from coach.language.everyday import RELATIVE
from coach.language.patterns import any_of
from coach.language.retelling import in_capitals, small
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import POINTER_WORDS, words

LONGEST = 9
"""Words of a topic."""
_ABOUT = any_of(r"about|regarding|concerning")
_ASKED_FOR = any_of(
    r"(?:ask(?:ed|ing)|request(?:ed)?|price|rate|look(?:ing|ed)|wanted)(?: us| me)?(?= (?:an?|the|some|your|new)\b)",
    r"for(?= (?:an?|the|your|some|two|three|new)\b)",
    r"interested in|interest in|questions? on|help with|trouble with|problem with|issue with|check ?mark by|ticked",
)
_ENDS_ON_A_DAY = re.compile(
    r"(?: (?:on|at|over|back))?(?: (?:last|this|the|that))?(?: (?:night|week|weekend|month|year|yesterday|today"
    r"|other day|(?:mon|tues|wednes|thurs|fri|satur|sun)day))(?: (?:night|morning|afternoon|evening|gone))?$"
)
_UNTIL = re.compile(
    r"\b(?:that (?:you|we|i|came|is)|you|which|who|when|so (?:i|we|that)|and (?:i|we|you|that|just|so|wanted"
    r"|then)|but|because"
    r"|if|is (?:that|this|now)|right|correct|through|via|from our|on (?:our|the (?:site|website|form|web|phone|\w+day))"
    r"|in (?:our|your)|at (?:our|the)|the other"
    r"|(?:last|this|on|yesterday|today|this) ?(?:week|month|night|morning|afternoon|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday)?$|yesterday|today|last|earlier|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|a (?:few|couple)"
    r"|couple|i|we|im|ive|my|me|please|thanks|do|does|have|how|what|are|can|could|give|call)\b"
)
_DETERMINED = words("the your his her their this that these those a an some any")
_NO_ARTICLE = words("help advice information cover support")
_THINGS = words(
    "wedding parking roofing heating plumbing housing training cleaning flooring lighting building catering",
    "accounting bookkeeping hearing listing meeting booking landing siding glazing tiling dwelling filing billing",
    "ceiling evening painting landscaping staffing shipping spring king ring wing thing string",
)
"""Nouns that end like a verb: "the wedding for 120 guests", but "counting stock in four shops"."""
_THEIRS = words("his her their my our")
_NOT_THEIRS = words("i we my our us me im ive were you them him her")
_POINTS = words("it this that one these those what how")


def topic_in(sentence: Passage) -> str | None:
    """The thing that a rep's sentence says the lead asked about, to follow "about"; None where it names none."""
    for cue in (_ABOUT, _ASKED_FOR):
        found = [topic for match in cue.finditer(sentence.plain) if (topic := _behind(match, sentence))]
        if found:
            return max(found, key=lambda topic: len(topic.split()))
    return None


def without_day(sentence: Passage) -> Passage:
    """`sentence` without the day or hour that it ends on, which says nothing of what it was about."""
    cut = _ENDS_ON_A_DAY.search(sentence.plain)
    return sentence.between(0, cut.start()) if cut and cut.start() else sentence


def _behind(cue: re.Match[str], sentence: Passage) -> str | None:
    rest = sentence.plain[cue.end() :].strip()
    return _named(sentence.between(len(sentence.plain) - len(rest), len(sentence.plain))) if rest else None


def told_topic(about: str) -> str | None:
    """A topic from what the user says the lead asked about: "sump pump quote" becomes "the sump pump quote"."""
    text = " ".join(about.split()).strip(" .,;:!?\"'")
    if not text or len(text.split()) > LONGEST + 3 or re.search(r"[<>{}\[\]|\\]|https?:|www\.", text):
        return None
    spoken = [small(word) for word in text.split()]
    text = " ".join("your" if s in _THEIRS else w for s, w in zip(spoken, text.split(), strict=True))
    if spoken[0] in _DETERMINED | _NO_ARTICLE or (spoken[0].endswith("ing") and spoken[0] not in _THINGS):
        return _small_start(text)
    return f"the {_small_start(text)}"


def _small_start(text: str) -> str:
    first, _, rest = text.partition(" ")
    kept = first if not first.istitle() or first[1:] != first[1:].lower() else first.lower()
    return f"{kept} {rest}".strip() if first.lower() in _DETERMINED or first == first.lower() else text


def _named(rest: Passage) -> str | None:
    cut = _UNTIL.search(rest.plain)
    end = cut.start() if cut else len(rest.plain)
    if not rest.plain[:end].strip():
        return None
    part = rest.between(0, len(rest.plain[:end].rstrip()))
    kept = []
    for word in part.words:
        kept.append(word)
        if word.text.rstrip("'\"”)")[-1:] in ".?!;:,—–":
            break
    spoken = [small(word.text) for word in kept]
    while spoken and spoken[-1] in _LOOSE_ENDS:
        spoken.pop()
        kept.pop()
    if not spoken or len(spoken) > LONGEST or spoken[0] in _POINTS or RELATIVE.search(" ".join(map(plain, spoken))):
        return None
    own = [w for w in spoken if plain(w) not in POINTER_WORDS and w not in _DETERMINED]
    if not own or plain(spoken[-1]) in _ACTS or set(spoken) & _NOT_THEIRS:
        return None
    text = " ".join(w.text for w in kept).rstrip(".,;:!?—–\"'”)")
    first, _, after = text.partition(" ")
    if first.lower() in ("a", "an", "some", "any"):
        return in_capitals(f"the {after}")
    if first.lower() in _DETERMINED or first.lower().endswith("ing"):
        return f"{first.lower()} {after}".strip()
    return in_capitals(f"the {text}" if spoken[-1].endswith("s") or len(spoken) > 1 else f"your {text}")


_LOOSE_ENDS = words("and or but so the a an to of for with on in at from by over back now then there please um uh")
_ACTS = words(
    "message form email mail enquiry inquiry call ad advert request post page site website card voicemail text",
    "note interest inquiry chat link application appointment questions question stuff thing things help",
    "information info",
)
"""What somebody sends, and nothing of what it was about."""
