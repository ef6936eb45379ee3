"""Holds what a language model wrote against the facts, sentence by sentence. Pure.

A sentence is kept when everything in it that could be wrong stands in facts that were really said: names, numbers,
dates, and every word that claims something. The rest is dropped, with the reason. Better a short draft than one
sentence that nobody said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.grounds import Dropped, Grounded, GroundFact, Grounds, Kept, WrittenDraft, times_in
from coach.language.everyday import EVERYDAY, QUANTIFIERS, RELATIVE, SMALL_TALK_TIMES, TELLS_NOTHING, TIMES
from coach.language.figures import Figure, figures
from coach.language.patterns import any_of
from coach.language.sentences import plain, sentences
from coach.language.stems import stem
from coach.language.wording import STOCK_PHRASES
from coach.models import Speaker, Transcript
from coach.perspective import same_perspective
from coach.quotes import NEGATION
from coach.untrusted import acts, seen, talks_to_a_model

__all__ = ["Dropped", "GroundFact", "Grounded", "Grounds", "Kept", "WrittenDraft", "check_sentence", "ground"]

CANDIDATES = 8
"""Facts, the nearest first, of which two may be joined in a sentence; more than two can be joined into anything."""
MOST_SENTENCES = 40


def ground(written: Iterable[str], grounds: Grounds) -> Grounded:
    """Every sentence of `written` held against `grounds`."""
    # Who gives orders to whoever writes tells nothing about the matter, even if somebody took it for a fact.
    honest = tuple(fact for fact in grounds.facts if not talks_to_a_model(f"{fact.text} {fact.quote}"))
    grounds = grounds.model_copy(update={"facts": honest})
    kept: list[Kept] = []
    dropped: list[Dropped] = []
    for part in written:
        why = acts(part)
        if why is not None:  # checked before it is cut into sentences, which could hide a link
            dropped.append(Dropped(text=" ".join(seen(part).split())[:300], why=why))
            continue
        for passage in sentences(Transcript.from_text(seen(part))):
            if len(kept) + len(dropped) >= MOST_SENTENCES:
                return Grounded(kept=tuple(kept), dropped=(*dropped, Dropped(text="", why="there are too many")))
            found = check_sentence(passage.text, grounds)
            if isinstance(found, Kept):
                kept.append(found)
            else:
                dropped.append(Dropped(text=passage.text, why=found))
    return Grounded(kept=tuple(kept), dropped=tuple(dropped))


_JOINED = re.compile(r", and (?=(?:you|I|we)\b)")


def check_sentence(text: str, grounds: Grounds) -> Kept | str:
    """The sentence with the facts behind it, or why it may not stand."""
    found = _check(text, grounds)
    if isinstance(found, str) and len(halves := _JOINED.split(text)) == 2:
        # "You asked about the quote, and you said the roof leaks": each half by itself.
        each = [_check(half, grounds) for half in halves]
        if all(isinstance(one, Kept) and one.facts for one in each):
            facts = (fact for one in each if isinstance(one, Kept) for fact in one.facts)
            return Kept(text=text, role="fact", facts=tuple(dict.fromkeys(facts)))
    return found


def _check(text: str, grounds: Grounds) -> Kept | str:
    if (why := acts(text)) is not None:
        return why
    spoken = plain(text)
    if any(letter.isalpha() and not plain(letter) for letter in text):
        return "it is in an alphabet that cannot be checked"
    if spoken in grounds.own_sentences:
        return Kept(text=text, role="ask")
    if STOCK_PHRASES.search(spoken):
        return "it is a worn phrase"
    if (stranger := _stranger(text, grounds)) is not None:
        return f"no fact names '{stranger}'"
    claimed = _claims(text, grounds)
    claims = frozenset(claimed)
    numbers = [f for f in figures(text) if f.value not in grounds.own_figures or f.unit in ("$", "%")]
    times = times_in(SMALL_TALK_TIMES.sub(" ", spoken))
    if relative := [m.group() for m in RELATIVE.finditer(SMALL_TALK_TIMES.sub(" ", spoken))]:
        told = plain(" ".join(grounds.dates))
        if any(not re.search(rf"\b{re.escape(one)}\b", told) for one in relative):
            return f"'{relative[0]}' may be another day by the time it is read"
    times -= grounds.own_times
    telling = [word for word in claimed.values() if word not in TELLS_NOTHING]
    if not claims and (numbers or times):
        return "it names a number that belongs to nothing" if numbers else "it names a time that belongs to nothing"
    if not telling and not numbers and not times:
        return _role(text, spoken, grounds)
    if unknown := [word for root, word in claimed.items() if not any(root in fact.stems for fact in grounds.facts)]:
        return f"no fact says '{unknown[0]}'"
    if len(telling) == 1 and not any(_says(fact, telling[0]) for fact in grounds.facts):
        return f"no fact says '{telling[0]}'"  # one word in another form is too little: "driving" and "I had to drive"
    behind = _behind(claims, numbers, times, grounds.facts)
    if isinstance(behind, str):
        return behind
    if (why := _turned_round(text, claims, behind)) is not None:
        return why
    if not all(_same_people(spoken, claims, fact) for fact in behind):
        return "it mixes up who is who"
    return Kept(text=text, role="fact", facts=behind)


_WE_SAID = any_of(r"(?:i|we|ive|weve) (?:said|told|mentioned|asked|explained|wrote|promised)")


def _same_people(spoken: str, claims: frozenset[str], fact: GroundFact) -> bool:
    """Whether the sentence gives what the fact says to the same person: by our telling of it, where we have one."""
    if fact.speaker is Speaker.PROSPECT and any(m.group() not in plain(fact.text) for m in _WE_SAID.finditer(spoken)):
        return False
    ours = frozenset(map(stem, plain(fact.text).split())) if fact.to_lead else frozenset()
    return same_perspective(spoken, plain(fact.text), Speaker.REP, claims & ours) and same_perspective(
        spoken, plain(fact.quote), fact.speaker, (claims & fact.stems) - ours
    )


def _claims(text: str, grounds: Grounds) -> dict[str, str]:
    """The words that claim something, by stem: no everyday word, no allowed name, no number, no time."""
    spoken = plain(text)
    timeless = TIMES.sub(" ", spoken)
    counted = {word for figure_text in re.findall(r"[\d$£€][\w,.:%]*", text) for word in plain(figure_text).split()}
    return {
        stem(word): word
        for word in timeless.split()
        if (word not in EVERYDAY or word in QUANTIFIERS)
        and word not in grounds.own_names
        and word not in grounds.number_words
        and word[0].isalpha()
        and word not in counted
        and not next(figures(word), None)
        and not NEGATION.fullmatch(word)
    }


_CAPITAL = re.compile(r"(?<=[^\s.!?:\"“‘(])[\"“‘(\s]+([A-Z][\w'’-]*)")


def _stranger(text: str, grounds: Grounds) -> str | None:
    """A word with a capital inside the sentence that is nobody's name: "is this Chance?"."""
    for match in _CAPITAL.finditer(text):
        word = match.group(1)
        spoken = plain(re.sub(r"['’]s$", "", word))
        parts = set(map(stem, spoken.split()))
        known = spoken in grounds.own_names or TIMES.search(spoken) or any(parts <= f.stems for f in grounds.facts)
        if not known and spoken.split("'")[0] not in _NO_NAMES:
            return word
    return None


_NO_NAMES = {
    "yes",
    "i",
    "im",
    "ive",
    "ill",
    "id",
    "mr",
    "mrs",
    "ms",
    "dr",
    "ok",
    "okay",
    "stop",
    "hi",
    "hello",
    "dear",
    "march",
    "may",
}
"""What is written with a capital and names nobody; the months are looked at with the times."""


def _behind(
    claims: frozenset[str], numbers: list[Figure], times: frozenset[str], facts: tuple[GroundFact, ...]
) -> tuple[GroundFact, ...] | str:
    """The fewest facts that hold all of it, or why none do."""
    ranked = sorted(facts, key=lambda fact: (-len(claims & fact.stems), fact.start))
    singles = [(fact,) for fact in ranked]
    pairs = [(one, two) for at, one in enumerate(ranked[:CANDIDATES]) for two in ranked[at + 1 : CANDIDATES]]
    best = "it joins what was said in different places"
    # "always" and "guaranteed" are of the one thing that they were said of.
    for chosen in singles if claims & _MORE else (*singles, *pairs):
        if claims - frozenset().union(*(fact.stems for fact in chosen)):
            continue
        if any(not _counts_the_same(number, chosen) for number in numbers):
            best = "its number is in no fact, or counts something else there"
        elif times - frozenset().union(*(fact.times for fact in chosen)):
            best = "it names a time that is in no fact"
        else:
            return chosen
    return best


def _counts_the_same(number: Figure, facts: tuple[GroundFact, ...]) -> bool:
    """Whether a fact has this number, in this unit, beside a word that the sentence has beside it too."""
    for fact in facts:
        for known in fact.figures:
            same_unit = number.unit == known.unit or (not number.unit and known.unit != "th")
            if known.value != number.value or not same_unit:
                continue
            told = set(known.after) or set(known.before)
            beside = set(number.after[:2]) or set(number.before[-2:])
            if not beside or not told or beside & told:
                return True
    return False


_MORE = frozenset(map(stem, QUANTIFIERS))


def _says(fact: GroundFact, word: str) -> bool:
    """Whether the fact has this very word, in the singular or the plural."""
    said = set(plain(f"{fact.text} {fact.quote}").split())
    return bool(said & {word, f"{word}s", word.removesuffix("s")})


def _turned_round(text: str, claims: frozenset[str], facts: tuple[GroundFact, ...]) -> str | None:
    """Whether a clause of the sentence says "not" where the facts don't, or leaves it out where they do."""
    parts = [(plain(part), claims & frozenset(map(stem, plain(part).split()))) for part in _clauses(text)]
    known = [plain(f"{fact.text}. {fact.quote}") for fact in facts]
    # A "not" beside no claim may be of the clause before ("..., not!"), unless it was said so ("but it won't").
    strays = [part for part, own in parts if not own and NEGATION.search(part)]
    if any(all(part not in words for words in known) for part in strays):
        parts = [(plain(text), claims)]
    for part, own in parts:
        denied = NEGATION.search(part) is not None
        for fact in facts:
            clauses = [plain(clause) for clause in _clauses(f"{fact.text}. {fact.quote}")]
            shared = [(len(own & set(map(stem, c.split()))), NEGATION.search(c) is not None) for c in clauses]
            most = max((count for count, _ in shared), default=0)
            if most and all(negative != denied for count, negative in shared if count == most):
                return "it says the opposite of what was said"
    return None


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[.;:!?,]| but ", text.lower()) if plain(part)]


_GREETING = re.compile(r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b")
_SENDER = any_of(r"this is|its|it is|im|i am|my name is|here|from|with|at|calling (?:from|for)")
_THANKS = any_of(r"thanks?(?: you)?|cheers|(?:best|kind) regards|regards|sincerely|best wishes|yours")
_ASK = any_of(
    r"(?:call|ring|text|phone|reply|email|message|reach|answer)",
    r"let (?:me|us) know|get back to|hear from you|speak|talk|chat",
    r"(?:does|do|would|could|can|is|are|will|what|which|when|how|shall|should)\b.*",
)


def _role(text: str, spoken: str, grounds: Grounds) -> Kept | str:
    """What a sentence without any claim is there for; one that is there for nothing could go to anybody."""
    words_of_it = spoken.split()
    named = any(word in grounds.own_names for word in words_of_it)
    if _GREETING.search(spoken) and named:
        return Kept(text=text, role="sender" if _SENDER.search(spoken) else "greeting")
    if named and (_SENDER.search(spoken) or all(word in grounds.own_names | {"and"} for word in words_of_it)):
        return Kept(text=text, role="sender")
    if (
        text.rstrip("\"')").endswith("?")
        or _ASK.match(spoken)
        or re.search(r"\b(?:call|text|reply|ring|reach)\b", spoken)
    ):
        return Kept(text=text, role="ask")
    if _THANKS.search(spoken):
        return Kept(text=text, role="thanks")
    return "it could be sent to anybody"
