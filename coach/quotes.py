"""Finds words that somebody claims were said, at the speaker who is said to have said them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from coach.language.patterns import any_of
from coach.language.sentences import Passage, plain
from coach.models import Evidence, Speaker, Transcript, Utterance, Word

FEWEST_WORDS = 3
"""Of a quote: fewer stand in almost any call. A whole utterance may be shorter."""
ASIDE_WORDS = 2
"""An utterance of this length between two of one speaker ("mm-hm") does not end what they say."""
NEGATION_REACH = 3
"""Words before a quote in which a "not" turns it round."""

NEGATION = any_of(
    r"not|no|never|none|nobody|nothing|nor|neither|without|hardly",
    r"(?:is|are|was|were|do|does|did|have|has|had|ca|could|wo|would|should|must|might|ai|need)nt",
    r"cannot",
)
"""Words that turn round what follows; over plain text, where "isn't" is "isnt"."""


def find_quote(words: str, speaker: Speaker, transcript: Transcript) -> Evidence | str:
    """Where `speaker` said exactly these words; else why they don't count, as a short phrase.

    Case, signs and accents don't matter, every word does. A quote may cross the utterances of one speaker, with no
    more than an aside between them; it may not leave out a "not" that stands right before it.
    """
    wanted = plain(words).split()
    if not wanted:
        return "it quotes nothing"
    if len(wanted) < FEWEST_WORDS and not any(
        plain(u.text).split() == wanted for u in transcript.utterances if u.speaker is speaker
    ):
        return "its quote is too short to prove anything"
    turned = False
    for stretch in _stretches(transcript, speaker):
        tokens = [(token, number) for number, word in enumerate(stretch) for token in plain(word.text).split()]
        spelt = [token for token, _ in tokens]
        for at in range(len(spelt) - len(wanted) + 1):
            if spelt[at : at + len(wanted)] != wanted:
                continue
            if NEGATION.search(" ".join(spelt[max(0, at - NEGATION_REACH) : at])) and _same_sentence(
                stretch, tokens[max(0, at - 1)][1], tokens[at][1]
            ):
                turned = True
                continue
            found = stretch[tokens[at][1] : tokens[at + len(wanted) - 1][1] + 1]
            return Passage(tuple(found), speaker).evidence
    if turned:
        return "the words before its quote turn it round"
    return _elsewhere(wanted, speaker, transcript)


def _stretches(transcript: Transcript, speaker: Speaker) -> Iterator[list[Word]]:
    """What a speaker says in one go: utterances with nothing but asides of others between them."""
    stretch: list[Word] = []
    for utterance in transcript.utterances:
        if utterance.speaker is speaker:
            stretch.extend(utterance.words)
        elif not _aside(utterance) and stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _aside(utterance: Utterance) -> bool:
    return len(utterance.words) <= ASIDE_WORDS


def _same_sentence(stretch: list[Word], before: int, at: int) -> bool:
    return not any(word.text.endswith((".", "!", "?")) for word in stretch[before:at])


def _elsewhere(wanted: list[str], speaker: Speaker, transcript: Transcript) -> str:
    for other in dict.fromkeys(u.speaker for u in transcript.utterances):
        if other is speaker:
            continue
        for stretch in _stretches(transcript, other):
            spelt = " ".join(token for word in stretch for token in plain(word.text).split())
            if f" {' '.join(wanted)} " in f" {spelt} ":
                return f"its quote is of the {other.value}, not of the {speaker.value}"
    return "its quote was not said"
