"""What pydantic found wrong with a rubric file, said to the person who wrote it: the line, the word, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from coach.yaml_file import Problem, Where, YamlFile, shown

MOST = 50
"""Problems of one file that are told; whoever has more of them mends these first."""
LIKE = 0.6
"""Share of letters that a misspelt key has in common with the one that was meant."""

_SHOULD_BE = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "text; put quotes around it",
    "date_from_datetime_parsing": "a day like 2026-03-19",
    "date_parsing": "a day like 2026-03-19",
    "date_type": "a day like 2026-03-19",
    "tuple_type": "a list: one '- ' a line",
    "model_type": "a mapping: one 'key: value' a line",
    "model_attributes_type": "a mapping: one 'key: value' a line",
    "dict_type": "a mapping: one 'key: value' a line",
}
_QUOTED = re.compile(r"'([^']+)'")
_BOUNDS = {
    "greater_than_equal": ("ge", "{:g} or more"),
    "less_than_equal": ("le", "{:g} or less"),
    "greater_than": ("gt", "more than {:g}"),
    "less_than": ("lt", "less than {:g}"),
}


def describe(file: YamlFile, model: type[BaseModel], errors: Iterable[ErrorDetails]) -> list[Problem]:
    """The problems in the order of the file; the first `MOST` of them."""
    placed = []
    for error in errors:
        if error["type"] == "too_short" and error["input"]:
            # A list whose entries are wrong counts as empty for pydantic; the entries are told on their own.
            continue
        where = _in_file(file, (*error["loc"], *error.get("ctx", {}).get("at", ())))
        placed.append((file.line(where), where, error))
    placed.sort(key=lambda p: p[0])
    return [file.problem(where, *_said(error, model, where)) for _, where, error in placed[:MOST]]


def _in_file(file: YamlFile, loc: Where) -> Where:
    """Where in the file an error lies: its location without the names that pydantic adds for unions."""
    where: Where = ()
    for step in loc:
        if (*where, step) in file.lines:
            where = (*where, step)
    return where


def _said(error: ErrorDetails, model: type[BaseModel], where: Where) -> tuple[str, str]:
    """What is wrong and what to do, as two short sentences."""
    kind, context, loc = error["type"], error.get("ctx", {}), tuple(error["loc"])
    last = shown(loc[-1]) if loc else "the file"
    name = shown(next((step for step in reversed(where) if isinstance(step, str)), "the file"))
    cannot = f"'{name}' is empty." if error["input"] is None else f"'{name}' can't be '{shown(error['input'], 40)}'."
    if kind == "extra_forbidden":
        return f"'{last}' is not a key here.", _nearest(last, list(_schema(model, loc[:-1])["properties"]))
    if kind == "missing":
        return f"'{last}' is missing.", "Add it."
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        kinds = ", ".join(_schema(model, loc)["discriminator"]["mapping"])
        what = f"'{shown(context['tag'])}' is no kind of detector." if "tag" in context else "the 'kind' is missing."
        return what, f"Choose one of {kinds}."
    if kind in ("literal_error", "enum"):
        return cannot, f"Choose one of {', '.join(re.findall(_QUOTED, context['expected']))}."
    if kind in _BOUNDS:
        bound, wanted = _BOUNDS[kind]
        return cannot, f"Make it {wanted.format(context[bound])}."
    if kind == "string_pattern_mismatch":
        return cannot, "Use small letters, digits and hyphens, 2 to 40, a letter first."
    if kind == "string_too_long":
        return f"'{name}' is longer than {context['max_length']} letters.", "Shorten it."
    if kind in ("too_short", "string_too_short"):
        return f"'{name}' is empty.", "Write it, or give at least one entry."
    if kind in _SHOULD_BE:
        return cannot, f"It should be {_SHOULD_BE[kind]}."
    return f"'{name}' won't do: {shown(error['msg'], 200)}.", context.get("hint", "Change it.")


def _nearest(key: str, known: list[str]) -> str:
    best = process.extractOne(key, known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=LIKE)
    return f"Did you mean '{best[0]}'?" if best else f"Known keys: {', '.join(known)}."


def _schema(model: type[BaseModel], loc: Where) -> dict[str, Any]:
    """The part of the model's own schema that says what may stand at `loc`."""
    whole = _whole_schema(model)

    def follow(node: dict[str, Any]) -> dict[str, Any]:
        node = next((n for n in node.get("anyOf", []) if n.get("type") != "null"), node)
        return follow(whole["$defs"][node["$ref"].rpartition("/")[2]]) if "$ref" in node else node

    here = follow(whole)
    for step in loc:
        if "discriminator" in here:
            here = follow({"$ref": here["discriminator"]["mapping"][step]})
        else:
            here = follow(here["items"] if isinstance(step, int) else here["properties"][step])
    return here


@cache
def _whole_schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()
