"""Kind `phrase`: was something like this said? For criteria that trainers add; patterns are RE2."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import re2
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from coach.detectors.base import Detector, Observation, met, missed, partial
from coach.language.reading import Reading

_HINTS = {
    r"\(\?<?[=!]": "RE2 cannot look around: write what should be said, and use 'never: true' for what should not.",
    r"\\[1-9]": "RE2 has no back-references: write the repeated words out.",
    r"\{\d*,?\d{4,}": "Repeat at most 1000 times.",
}


def _compiles(pattern: str) -> str:
    """Refuse what RE2 refuses: no pattern in a rubric file can then take more than linear time."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
        hint = next((hint for sign, hint in _HINTS.items() if re.search(sign, pattern)), "Correct the pattern.")
        raise PydanticCustomError("re2", "RE2 says {said}", {"said": said, "hint": hint}) from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Phrase(Detector):
    """Looks in the speaker's sentences, in plain text: lower case, no apostrophes or punctuation."""

    kind: Literal["phrase"]
    pattern: Pattern
    speaker: Literal["rep", "prospect"] = "rep"
    at_least: int = Field(default=1, ge=1)
    never: bool = False
    """The other way round: met when it was not said."""

    def observe(self, reading: Reading) -> Observation:
        pattern = re2.compile(self.pattern)
        said = reading.rep if self.speaker == "rep" else reading.prospect
        hits = [hit for sentence in said for hit in sentence.find(pattern)]
        if self.never:
            return missed("Said, and it should not be.", *hits) if hits else met("Not said, as it should be.")
        if len(hits) >= self.at_least:
            return met(f"Said {len(hits)} times." if len(hits) > 1 else "Said once.", *hits)
        if hits:
            return partial(f"Said {len(hits)} times; {self.at_least} are asked for.", *hits)
        return missed(f"Looked through everything the {self.speaker} said; it is not there.")
