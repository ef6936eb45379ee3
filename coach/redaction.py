"""What a language model is sent, without the people in it. Pure.

Names, numbers and addresses become placeholders ("[LEAD]", "[PHONE-1]"), the same one for the same words all through
a prompt; they are put back in what comes out. Only a `Sealed` prompt can be sent, and `preview` shows its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from coach.asking import Form, Message, Prompt, as_bytes, request_body
from coach.language.names import Names
from coach.language.private_details import SECRETS, Detail, private_details
from coach.language.sentences import plain
from coach.language.vocabulary import FIRM_OPENERS, FIRM_WORDS, FUNCTION_WORDS, NAMES_TOO, TITLES
from coach.models import Facts, Value
from coach.untrusted import seen

T = TypeVar("T")

_PLACEHOLDER = re.compile(r"\[[A-Z]+(?:-[A-Z0-9]+)*\]")
_UNFINISHED = re.compile(r"\[[A-Z0-9-]*$")
_WORD = re.compile(r"[A-Z][\w'’-]*\w")
SHORTEST_ALIKE = 4
"""Letters of a word from which it may be a known name misheard."""


class Hidden(Value):
    """A placeholder and the words that it stands for."""

    placeholder: str
    words: str
    secret: bool = False
    """Not put back: no draft needs a card number."""


class Sealed(Value):
    """A prompt that may leave the machine, and what was taken out of it, which may not."""

    prompt: Prompt
    hidden: tuple[Hidden, ...] = ()


def seal(prompt: Prompt, facts: Facts) -> Sealed:
    """`prompt` with every detail of people replaced. The names are those of `facts`, as they are said or misheard."""
    redactor = _Redactor(facts)
    messages = tuple(
        Message(role=m.role, text=redactor.redact(seen(m.text), m.role == "user")) for m in prompt.messages
    )
    return Sealed(prompt=Prompt(name=prompt.name, messages=messages), hidden=redactor.hidden)


def redact(text: str, facts: Facts) -> str:
    """`text` with every detail of people replaced, as `seal` does it."""
    return _Redactor(facts).redact(seen(text), material=True)


def preview(sealed: Sealed, output: type, model: str, form: Form = Form.JSON_SCHEMA) -> bytes:
    """Exactly the bytes that would be sent to ask `model` for an `output`."""
    return as_bytes(request_body(sealed.prompt, output, model, form))


def unseal(text: str, sealed: Sealed) -> str:
    """`text` with names and numbers put back, secrets not. A placeholder that is still being written is left out."""
    words = {hidden.placeholder: hidden.words for hidden in sealed.hidden if not hidden.secret}
    return _PLACEHOLDER.sub(lambda match: words.get(match.group(), match.group()), _UNFINISHED.sub("", text))


def unsealed(answer: T, sealed: Sealed) -> T:
    """An answer with names and numbers put back in all its texts."""
    if isinstance(answer, str):
        return cast(T, unseal(answer, sealed))
    assert isinstance(answer, BaseModel)
    return cast(T, type(answer).model_validate(_through(answer.model_dump(), sealed)))


def _through(part: Any, sealed: Sealed) -> Any:
    if isinstance(part, str):
        return unseal(part, sealed)
    if isinstance(part, dict):
        return {key: _through(value, sealed) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_through(value, sealed) for value in part]
    return part


class _Redactor:
    """Replaces details and remembers them, so that the same words get the same placeholder."""

    def __init__(self, facts: Facts) -> None:
        self._by_words: dict[str, Hidden] = {}
        self._names = Names.of(facts)
        self._known: list[_Known] = [
            *_organisation(facts.firm, "FIRM"),
            *_organisation(facts.company, "COMPANY"),
            *_person(facts.lead, "LEAD"),
            *_person(facts.caller, "REP"),
        ]

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        return tuple(self._by_words.values())

    def redact(self, text: str, material: bool) -> str:
        """`text` with placeholders; in material of others what already looks like one is defused."""
        if material:
            text = _PLACEHOLDER.sub(lambda match: f"({match.group()[1:-1]})", text)
        claimed: list[tuple[int, int, str, bool]] = []

        def claim(spans: Iterable[tuple[int, int, str, bool]]) -> None:
            for start, end, label, secret in spans:
                if start < end and all(end <= a or start >= b for a, b, _, _ in claimed):
                    claimed.append((start, end, label, secret))

        details = private_details(text)
        numbers = [d for d in details if d.detail is not Detail.PERSON]
        claim((d.start, d.end, d.detail.value, d.detail in SECRETS) for d in numbers)
        for known in self._known:
            claim((*match.span(), known.label, False) for match in known.spelt.finditer(text) if known.names(match))
        claim(self._misheard(text))
        claim((d.start, d.end, d.detail.value, False) for d in details if d.detail is Detail.PERSON)
        made, at = [], 0
        for start, end, label, secret in sorted(claimed):
            made += [text[at:start], self._placeholder(text[start:end], label, secret)]
            at = end
        return "".join([*made, text[at:]])

    def _misheard(self, text: str) -> Iterable[tuple[int, int, str, bool]]:
        """Capitalised words that sound like a known name: a recogniser writes "Sesha" for Saoirse."""
        for match in _WORD.finditer(text):
            said = plain(re.sub(r"['’]s$", "", match.group()))
            if len(said) < SHORTEST_ALIKE or said in FUNCTION_WORDS | TITLES | NAMES_TOO:
                continue
            end = match.start() + len(re.sub(r"['’]s$", "", match.group()))
            if self._names.is_lead(said):
                yield match.start(), end, "LEAD", False
            elif self._names.is_caller(said):
                yield match.start(), end, "REP", False

    def _placeholder(self, words: str, label: str, secret: bool) -> str:
        key = f"{label} {' '.join(words.lower().split())}"
        if key not in self._by_words:
            taken = sum(k.startswith(f"{label} ") for k in self._by_words)
            named = label in ("LEAD", "REP", "FIRM", "COMPANY") or "-" in label
            number = "" if named and not taken else f"-{taken + 1}"
            self._by_words[key] = Hidden(placeholder=f"[{label}{number}]", words=words, secret=secret)
        return self._by_words[key].placeholder


_ADDRESSED = re.compile(
    r"\b(?:hi|hey|hello|morning|afternoon|evening|dear|thanks|thank you|this is|its|it's|im|i'm|i am|name is|names|"
    r"name's|mr|mrs|ms|miss|is this|with|for|bye|alright|hear from)[ ,]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Known:
    """A known name, whole or in part, and how it is spelt."""

    spelt: re.Pattern[str]
    label: str
    ordinary: bool = False
    """Also an ordinary word ("will", "summit"): a name only with a capital, or where lines have none, where people
    are addressed."""
    person: bool = False

    def names(self, match: re.Match[str]) -> bool:
        """Whether this is the name, and not the ordinary word."""
        if not self.ordinary or match.group()[0].isupper():
            return True
        line_start = match.string.rfind("\n", 0, match.start()) + 1
        line = match.string[line_start : match.string.find("\n", match.end()) % (len(match.string) + 1)]
        if any(letter.isupper() for letter in line):
            return False
        return not self.person or _ADDRESSED.search(match.string, line_start, match.start()) is not None


def _person(name: str | None, label: str) -> list[_Known]:
    """A person's name word by word, so that any part of it and all together come back as they were."""
    words = [word for word in re.findall(r"[\w'’-]+", name or "") if plain(word) not in TITLES and len(word) > 1]
    labels = [label, *[f"{label}-SURNAME"] * (len(words) - 1)]
    # "grant kessler" without capitals is only told from the word "grant" by what follows.
    whole = [_Known(_spelt(*words), f"{label}-NAME")] if len(words) > 1 and plain(words[0]) in NAMES_TOO else []
    return [
        *whole,
        *(
            _Known(_spelt(word), label, ordinary=plain(word) in NAMES_TOO | FUNCTION_WORDS, person=True)
            for word, label in zip(words, labels, strict=False)
        ),
    ]


def _organisation(name: str | None, label: str) -> list[_Known]:
    """An organisation's name whole, and without the words of its trade where what is left can only be it."""
    words = re.findall(r"[\w'’.-]+|&", name or "")
    if not words:
        return []
    head = [w for w in words if plain(w) not in FIRM_WORDS | FUNCTION_WORDS and w != "&"]
    telling = [w for w in head if len(w) >= SHORTEST_ALIKE and plain(w) not in NAMES_TOO | FIRM_OPENERS]
    shorter = [_spelt(*head[:length]) for length in range(len(head), 1, -1)] if telling else []
    alone = [_Known(_spelt(word), label, ordinary=True) for word in telling] if len(words) > 1 else []
    return [_Known(_spelt(*words), label), *(_Known(spelt, label) for spelt in shorter), *alone]


def _spelt(*words: str) -> re.Pattern[str]:
    """These words in a row in any case, "&" said, written or left out."""
    parts = [r"(?:&|and)" if word in ("&", "and") else re.escape(word) for word in words]
    joined = r"[\s,]+(?:(?:&|and)\s+)?".join(parts)
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
