"""The names in a recording where none were told, how they are written, and the number to call back. Pure."""

from __future__ import annotations

import re

from coach.language.reading import Reading
from coach.language.sentences import Passage, plain
from coach.language.vocabulary import FIRM_WORDS, FUNCTION_WORDS, words
from coach.models import Facts, Transcript, Word


def with_names(reading: Reading) -> Facts:
    """The facts with the names that were heard where none were told."""
    facts = reading.facts
    found: dict[str, str] = {}
    for intro in reading.introductions:
        if intro.bare_name and not facts.caller:
            found.setdefault("caller", _titled(intro.bare_name))
        if intro.firm and not facts.firm:
            found.setdefault("firm", _titled(intro.firm))
        if intro.addressed and not facts.lead and (lead := _without_greeting(intro.addressed)):
            found.setdefault("lead", lead)
    if not facts.lead and "lead" not in found and (own := _told_their_name(reading)):
        found["lead"] = own
    return facts.model_copy(update=found)


def _told_their_name(reading: Reading) -> str | None:
    """The name by which the prospect introduced themselves: "my name is Violet King and I bought a car"."""
    for sentence in reading.prospect:
        for match in _MY_NAME.finditer(sentence.plain):
            taken: list[Word] = []
            for word in sentence.between(match.start(1), len(sentence.plain)).words[:_LONGEST_OWN_NAME]:
                if plain(word.text) in FUNCTION_WORDS | _NO_NAME or (taken and not word.text[:1].isupper()):
                    break
                taken.append(word)
                if word.text[-1:] in ",.;:!?":
                    break
            if taken:
                return _titled(Passage(tuple(taken), sentence.speaker, sentence.turn))
    return None


_MY_NAME = re.compile(r"\bmy (?:full )?(?:name is|names) (\w)")
_LONGEST_OWN_NAME = 3
_NO_NAME = words("not spelled spelt on in there")


def _titled(name: Passage) -> str:
    """A name as written, with capitals where the recogniser wrote none."""
    text = name.text.strip(" .,;:!?\"'").removeprefix("the ")
    if text != text.lower():
        return text
    return " ".join(w if w in _SMALL_IN_NAMES and n else w[:1].upper() + w[1:] for n, w in enumerate(text.split()))


_SMALL_IN_NAMES = words("and of the de van von der la le on at for in")


def _without_greeting(addressed: Passage) -> str | None:
    kept = [w for w in addressed.words if plain(w.text) not in _GREETS | FUNCTION_WORDS]
    if not kept or len(kept) > _LONGEST_ADDRESS or plain(kept[-1].text) in FIRM_WORDS:
        return None
    return _titled(Passage(tuple(kept), addressed.speaker, addressed.turn))


_GREETS = words(
    "hi hello hey good morning afternoon evening day dear is this that am i speaking with to are you there yes",
    "yeah oh and a message for may can talk its so well okay hiya",
)
_LONGEST_ADDRESS = 3


def proper_words(transcript: Transcript, facts: Facts) -> frozenset[str]:
    """Plain words that are written with a capital in the middle of a sentence, or belong to a known name."""
    told = plain(" ".join(filter(None, (facts.caller, facts.firm, facts.lead, facts.company)))).split()
    found = set(told) - FUNCTION_WORDS
    for utterance in transcript.utterances:
        for before, word in zip(utterance.words, utterance.words[1:], strict=False):
            if word.text[:1].isupper() and before.text[-1:] not in ".?!\"'”…:":
                found.add(plain(word.text.partition("'")[0]))
    return frozenset(found - FUNCTION_WORDS)


def own_number(reading: Reading) -> str | None:
    """The number that the rep gave to call back, as said in figures; None where it was in words or incomplete."""
    for number in reversed(reading.phone_numbers):
        text = number.where.text.strip(" .,;:!?")
        figures = "".join(c for c in text if c.isdigit())
        half = len(figures) // 2
        if half > _SHORTEST_NUMBER and figures[:half] == figures[half:]:  # said twice
            text = text[: len(text) // 2].strip(" .,;:!?")
            figures = figures[:half]
        if number.whole and sum(c.isdigit() for c in text) == len(figures) and figures in number.digits:
            return text
    return None


_SHORTEST_NUMBER = 6
