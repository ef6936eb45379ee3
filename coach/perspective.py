"""Keeps who said what: the lead's "my claim" is "your claim" in the rep's letter. Pure."""

from __future__ import annotations

from coach.language.stems import stem
from coach.language.vocabulary import words
from coach.models import Speaker

REACH = 4
"""Words between a pronoun and what it belongs to."""
_SELF = words("i im ive ill id me my mine we weve wed us our ours myself ourselves")
_OTHER = words("you youre youve youll youd your yours yourself yourselves")


def same_perspective(draft: str, quote: str, speaker: Speaker, claims: frozenset[str]) -> bool:
    """Whether the rep's `draft` gives what the `quote` says to the same person. Both are plain text.

    The draft speaks for the rep: what a prospect calls "my" must be "your" there. Only words that stand beside a
    pronoun in both are looked at: those right behind one must all agree, of the others one is enough.
    """
    in_draft, in_quote = _owners(draft, claims), _owners(quote, claims)
    both = in_draft.keys() & in_quote.keys()
    flipped = speaker is Speaker.PROSPECT
    agree = {word: any((own is not flipped) in in_draft[word] for own in in_quote[word]) for word in both}
    closest = [agree[word] for word in both if 1 in in_quote[word].values()]
    return all(closest) if closest else not both or any(agree.values())


def _owners(text: str, claims: frozenset[str]) -> dict[str, dict[bool, int]]:
    """For each claimed word whose pronouns stand nearest before it (True: the speaker's own), and how far."""
    found: dict[str, dict[bool, int]] = {}
    spoken = text.split()
    for at, word in enumerate(spoken):
        root = stem(word)
        if root not in claims:
            continue
        for far, before in enumerate(reversed(spoken[max(0, at - REACH) : at]), 1):
            if before in _SELF or before in _OTHER:
                found.setdefault(root, {})[before in _SELF] = far
                break
    return found
