"""Names as they sound: a recogniser writes "Sesha" for Saoirse and "know lo" for Nolo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import jellyfish
from rapidfuzz import fuzz

from coach.language.sentences import plain
from coach.language.vocabulary import FIRM_WORDS, NAMELESS, TITLES
from coach.models import Facts

ALIKE = 85
"""Likeness of spelling, 0 to 100, from which two names are taken for one."""
SLOT_ALIKE = 60
"""The same where a name is expected."""


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names, in plain form, may be the same one heard twice."""
    a, b = one.replace(" ", ""), other.replace(" ", "")
    if not a or not b:
        return False
    if a == b or fuzz.ratio(a, b) >= ALIKE:
        return True
    code = jellyfish.metaphone(a)
    return len(code) >= 2 and len(a) >= 4 and code == jellyfish.metaphone(b)


def likeness(one: str, other: str) -> float:
    """How alike two names are spelt, 0 to 100."""
    return fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))


@dataclass(frozen=True)
class Names:
    """The names that are known beside the recording; every question is answered no where nothing is known."""

    caller: tuple[str, ...] = ()
    firm: str = ""
    lead: tuple[str, ...] = ()
    company: str = ""

    @classmethod
    def of(cls, facts: Facts) -> Names:
        return cls(
            caller=_person(facts.caller), firm=_spelt_out(facts.firm), lead=_person(facts.lead),
            company=_spelt_out(facts.company),
        )  # fmt: skip

    @property
    def knows_lead(self) -> bool:
        return bool(self.lead)

    @cached_property
    def _firm_head(self) -> tuple[str, ...]:
        """What is left of the firm's name when the words of its trade go: people say "Summit" for Summit Test Prep."""
        return tuple(w for w in self.firm.split() if w not in FIRM_WORDS | {"and", "the", "of"}) or tuple(
            self.firm.split()
        )

    def is_caller(self, said: str) -> bool:
        return _any_alike(said, self.caller)

    def is_whole_caller(self, said: str, by_parts: bool) -> bool:
        """Whether `said` is the caller's name, whole; `by_parts` lets the first name or the surname alone count."""
        if not self.caller:
            return False
        return sounds_alike(said, " ".join(self.caller)) or (by_parts and self.is_caller(said))

    def is_lead(self, said: str) -> bool:
        return _any_alike(said, self.lead)

    def is_firm(self, said: str) -> bool:
        return bool(self.firm) and (said == self.firm or self.sounds_like_firm(said))

    def spells_caller(self, said: str) -> bool:
        """Whether every word of `said` is written as in the known name."""
        return set(_person(said)) <= set(self.caller) or "".join(_person(said)) == "".join(self.caller)

    def spells_firm(self, said: str) -> bool:
        """Whether `said` is the known firm as it is written; words of its trade may be there or not."""
        heard, known = _spelt_out(said).split(), self.firm.split()
        return "".join(heard) == "".join(known) or (
            bool(set(heard) & set(self._firm_head)) and (set(heard) - FIRM_WORDS - NAMELESS <= set(known))
        )

    def rather_caller(self, said: str) -> bool:
        """Whether `said`, right behind the listener's name, is the caller's name and not more of the listener's."""
        to_caller = max((likeness(said, name) for name in self.caller), default=0.0)
        to_lead = max((likeness(said, name) for name in self.lead), default=0.0)
        return to_caller >= SLOT_ALIKE and to_caller > to_lead

    def sounds_like_firm(self, said: str) -> bool:
        """Whether `said` is the known firm, whole or without the words of its trade."""
        if not self.firm:
            return False
        head = " ".join(self._firm_head)
        said = _spelt_out(said)
        return sounds_alike(said, self.firm) or (len(head) >= 4 and sounds_alike(said, head))

    def is_company(self, said: str) -> bool:
        return bool(self.company) and (sounds_alike(said, self.company) or f" {said} " in f" {self.company} ")


def _spelt_out(name: str | None) -> str:
    """An organisation's name with its "&" as it is spoken."""
    return " ".join(plain((name or "").replace("&", " and ")).split())


def _person(name: str | None) -> tuple[str, ...]:
    return tuple(word for word in plain(name or "").split() if word not in TITLES and len(word) > 1)


def _any_alike(said: str, names: tuple[str, ...]) -> bool:
    if not names:
        return False
    if sounds_alike(said, " ".join(names)):
        return True
    return any(sounds_alike(word, name) for word in said.split() if word not in TITLES for name in names)
