"""Texts without the numbers that nobody may keep: cards, their codes and dates, social security numbers. Pure.

In the place of a number stands a mark, "[card-number]", with the time of what it replaces: the mark is all that is
known of it afterwards, for `coach.spoken_secrets`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from coach.language.secret_numbers import FoundSecret, secret_numbers
from coach.language.secret_said import Secret
from coach.language.secret_tokens import MARKS, tokens_of
from coach.models import Transcript, Value, Word

V = TypeVar("V", bound=Value)

MARK_OF = {Secret(kind): mark for mark, kind in MARKS.items()}
_PAUSES = frozenset({"uh", "um", "er", "erm", "ah", "hm", "hmm", "dash", "hyphen", "space", "and", "then"})
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS))
_SIGNS_BEHIND = re.compile(r"[.,;:!?]+[\"'”’)]*$")
_ID = re.compile(r"[0-9a-f]{32}(?:[0-9a-f]{32})?")
_WORD = re.compile(r"\S+")
_FEWEST_LIVE = 4
_GAP_LIVE = 4
"""Digits at the end of a text in progress that are held back, and words that may stand between them."""
_LAST_WORDS = 40


def words_without_secrets(words: Sequence[Word]) -> tuple[Word, ...]:
    """`words`, in order of time, with a mark for each stretch of a secret number. Twice is the same as once."""
    return _marked(words, secret_numbers([word.text for word in words]), 0)


def without_secrets(transcript: Transcript) -> Transcript:
    """`transcript` with marks for secret numbers, also for those that were said over several turns."""
    texts = [word.text for word in transcript.words]
    if not (found := secret_numbers(texts)):
        return transcript
    utterances, at = [], 0
    for utterance in transcript.utterances:
        utterances.append(utterance.model_copy(update={"words": _marked(utterance.words, found, at)}))
        at += len(utterance.words)
    return transcript.model_copy(update={"utterances": tuple(utterances)})


def text_without_secrets(text: str) -> str:
    """`text` with marks for secret numbers; everything else, white space too, stays as it is."""
    spans = [match.span() for match in _WORD.finditer(text)]
    found = secret_numbers([text[a:b] for a, b in spans])
    made, at = [], 0
    for first, last, mark in _stretches(found, [text[a:b] for a, b in spans], 0):
        made += [text[at : spans[first][0]], mark]
        at = spans[last][1]
    return "".join([*made, text[at:]])


def value_without_secrets(value: V) -> V:
    """`value` with marks for secret numbers in all its texts: what somebody typed, before it is kept."""
    before = value.model_dump(mode="json")
    after = _through(before)
    return value if after == before else type(value).model_validate_json(json.dumps(after))


def json_without_secrets(body: str) -> str:
    """The same for a value that stands as its JSON."""
    return json.dumps(_through(json.loads(body)), ensure_ascii=False, separators=(",", ":"))


def has_digits(text: str) -> bool:
    """Whether a digit is in `text`, written or said, or the mark of one: otherwise there is nothing to take out."""
    return any(token.digits or token.mark for token in tokens_of([text]))


def heard_so_far(text: str) -> str:
    """`text` for showing while it is still being heard: digits at its end may yet become a card number."""
    text = text_without_secrets(text)
    words = [(match.group(), match.start()) for match in _WORD.finditer(text)][-_LAST_WORDS:]
    open_end = _open_end([word for word, _ in words])
    return text if open_end is None else text[: words[open_end][1]] + "…"


def _marked(words: Sequence[Word], found: Iterable[FoundSecret], offset: int) -> tuple[Word, ...]:
    made: list[Word] = []
    at = 0
    for first, last, mark in _stretches(found, [word.text for word in words], offset):
        made += words[at:first]
        hidden = words[first : last + 1]
        end = max(word.end for word in hidden)
        made.append(
            Word(text=mark, start=hidden[0].start, end=end, probability=min(word.probability for word in hidden))
        )
        at = last + 1
    return (*made, *words[at:])


def _stretches(found: Iterable[FoundSecret], texts: Sequence[str], offset: int) -> list[tuple[int, int, str]]:
    """First and last place and the mark of each stretch of `texts`, which begin at `offset` of all words."""
    made: list[tuple[int, int, str]] = []
    for one in found:
        places = [word - offset for word in one.words if 0 <= word - offset < len(texts)]
        stretches: list[list[int]] = []
        for place in places:
            if stretches and all(_plain(texts[at]) in _PAUSES for at in range(stretches[-1][1] + 1, place)):
                stretches[-1][1] = place
            else:
                stretches.append([place, place])
        for first, last in stretches:
            signs = _SIGNS_BEHIND.search(texts[last])
            made.append((first, last, MARK_OF[one.secret] + (signs.group() if signs else "")))
    return sorted(made)


def _plain(text: str) -> str:
    return text.strip(".,;:!?\"'()[]…-").lower()


def _open_end(words: Sequence[str]) -> int | None:
    """The place of the first of the digits that stand at the end; None where it is fewer than four."""
    first: int | None = None
    digits = gap = 0
    for at in range(len(words) - 1, -1, -1):
        size = _digits_in(words[at])
        if size:
            first, digits, gap = at, digits + size, 0
        else:
            gap += 1
        if gap > _GAP_LIVE:
            break
    return first if digits >= _FEWEST_LIVE else None


def _digits_in(text: str) -> int:
    return sum(len(token.digits) for token in tokens_of([text]))


def _through(part: Any) -> Any:
    if isinstance(part, str):
        return part if _ID.fullmatch(part) else text_without_secrets(part)
    if isinstance(part, Mapping):
        return {key: _through(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_through(value) for value in part]
    return part
