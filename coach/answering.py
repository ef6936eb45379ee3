"""Reads what a language model answered, however it is wrapped, as the value that was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from coach.model_failures import Failure, LanguageModelError
from coach.untrusted import seen

T = TypeVar("T")

MOST_LETTERS = 40_000
"""Of an answer: a judgement of a long call takes about 6,000."""
_MOST_STARTS = 200
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"```[a-zA-Z]*\s*\n(.*?)(?:```|\Z)", re.DOTALL)


def read_answer(raw: str, output: type[T]) -> T:
    """What a model wrote, as an `output`.

    Thoughts, fences and talk around the JSON are left out; of several fitting objects the last counts, because
    models correct themselves. Raises LanguageModelError: EMPTY, TOO_LARGE or WRONG_SHAPE.
    """
    if len(raw) > MOST_LETTERS:
        raise LanguageModelError(Failure.TOO_LARGE)
    text = _THOUGHTS.sub(" ", raw).strip("\ufeff \t\r\n")
    if not seen(text).strip():
        raise LanguageModelError(Failure.EMPTY)
    if output is str:
        return cast(T, text)
    assert issubclass(output, BaseModel)
    fitting = None
    for found in _objects(text):
        try:
            # Strict JSON: "3" is no 3 and 1 is no true; a model that guesses types guesses more.
            fitting = output.model_validate_json(json.dumps(found), strict=True)
        except (ValidationError, ValueError, RecursionError):
            continue
    if fitting is None:
        raise LanguageModelError(Failure.WRONG_SHAPE)
    return cast(T, fitting)


def _objects(text: str) -> Iterator[Any]:
    """The JSON objects in `text`: the whole, else those in fences, else those that begin anywhere."""
    for candidate in (text, *_FENCED.findall(text)):
        found = _parsed(candidate.strip())
        if isinstance(found, dict):
            yield found
            if candidate is text:
                return
    decoder = json.JSONDecoder()
    at, tries = text.find("{"), 0
    while at >= 0 and tries < _MOST_STARTS:
        tries += 1
        try:
            found, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield found
        at = text.find("{", end)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def so_far(raw: str) -> str:
    """The words in an answer that is still coming, for a reader who waits: no JSON, nothing unseen."""
    text = _THOUGHTS.sub(" ", raw).strip()
    text = re.sub(r"^```[a-zA-Z]*\s*", "", text)
    if not text.startswith("{"):
        return seen(text)
    try:
        found = from_json(text, allow_partial="trailing-strings")
    except ValueError:
        return ""
    return seen("\n".join(_strings(found)))


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from _strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from _strings(value)
