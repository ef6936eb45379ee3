"""A rubric while it is being edited: what its file would hold, wrong for a moment or not, and the file itself."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from coach.untrusted import seen

Entry = dict[str, Any]
"""A criterion or an example as a file holds it."""

GROUPS = ("met", "partial", "missed", "not_applicable")
"""The groups of examples that can be edited; `known_gaps` stay as they are."""
_SPELT = {"n/a": "not_applicable"}
_LINE = 110
_READS_AS_MORE = re.compile(r"-?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|nan)|~|null|true|false", re.IGNORECASE)
"""Text that would be read as a number or a constant if it stood without quotes."""


@dataclass(frozen=True)
class RubricDraft:
    """A version of a rubric with what was changed in it so far. Every change gives another draft."""

    began_with: str
    """The digest of the version that is changed."""
    head: Mapping[str, Any]
    criteria: tuple[Entry, ...]
    """Those that are not asked included, in the order of the shipped rubric."""
    off: frozenset[str] = frozenset()
    """The ids of those that are not asked."""

    @property
    def name(self) -> str:
        return str(self.head["id"])

    @property
    def asked(self) -> tuple[Entry, ...]:
        return tuple(c for c in self.criteria if c["id"] not in self.off)

    def criterion(self, name: str) -> Entry:
        """Raises KeyError when there is none of this id."""
        for criterion in self.criteria:
            if criterion["id"] == name:
                return criterion
        raise KeyError(name)

    def ask(self, name: str, is_asked: bool) -> RubricDraft:
        """Leaves the criterion out of the rubric, or takes it in again."""
        return replace(self, off=self.off - {name} if is_asked else self.off | {name})

    def change(self, name: str, field: str, value: str | int) -> RubricDraft:
        """Sets `weight`, `title` or `tip`."""
        return self._with(name, {field: clean(value) if isinstance(value, str) else value})

    def examples(self, name: str) -> Iterator[tuple[str, int, Entry]]:
        """Group, number in it, and example, in the order in which a person reads them."""
        groups = self.criterion(name)["examples"]
        for group in (*GROUPS, "known_gaps"):
            yield from ((group, n, example) for n, example in enumerate(groups.get(group, [])))

    def put_example(self, name: str, group: str, example: Entry, old: tuple[str, Entry] | None = None) -> RubricDraft:
        """Adds an example to a group, or puts it in the place of an `old` one of that group or of another."""
        groups = self._groups(name)
        if old is not None and old[0] == group and old[1] in groups.get(group, []):
            groups[group][groups[group].index(old[1])] = example
            return self._with(name, {"examples": groups})
        groups.setdefault(group, []).append(example)
        added = self._with(name, {"examples": groups})
        return added.drop_example(name, *old) if old is not None else added

    def drop_example(self, name: str, group: str, example: Entry) -> RubricDraft:
        """Without this example; one that is not there any more is fine."""
        groups = self._groups(name)
        if example in groups.get(group, []):
            groups[group].remove(example)
        return self._with(name, {"examples": groups})

    def text(self, version: int) -> str:
        """The file of this draft as that version."""
        data = {**self.head, "version": version, "criteria": [_tidy(c) for c in self.asked]}
        return yaml.dump(
            data, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_LINE, default_flow_style=False
        )

    def _groups(self, name: str) -> dict[str, list[Entry]]:
        return {group: list(examples) for group, examples in self.criterion(name)["examples"].items()}

    def _with(self, name: str, changes: Mapping[str, Any]) -> RubricDraft:
        self.criterion(name)
        return replace(self, criteria=tuple({**c, **changes} if c["id"] == name else c for c in self.criteria))


def begun(version: Mapping[str, Any], digest: str, shipped: Mapping[str, Any]) -> RubricDraft:
    """The draft of a `version` as it stands; what only the `shipped` one asks can be taken in again.

    Both are what a sound rubric file holds.
    """
    mine = {c["id"]: c for c in version["criteria"]}
    order = [c["id"] for c in shipped["criteria"]]
    others = [c["id"] for c in version["criteria"] if c["id"] not in order]
    known = {c["id"]: c for c in shipped["criteria"]} | mine
    criteria = tuple(_one_spelling(copy.deepcopy(known[name])) for name in (*order, *others))
    head = {key: version[key] for key in ("id", "title", "version", "kind")}
    return RubricDraft(digest, head, criteria, frozenset(order) - frozenset(mine))


def example_of(old: Entry, script: str, why: str, evidence: str, facts: Mapping[str, Any]) -> Entry:
    """An example as a form gives it. What the form does not show stays as in `old`; what is empty is left out.

    `evidence` holds a quote a line; without one, any words will do.
    """
    quotes = [line for line in (part.strip() for part in clean(evidence).splitlines()) if line]
    told = {name: value for name, value in {**old.get("facts", {}), **facts}.items() if value not in (None, "", [])}
    new = {
        "script": clean(script),
        "facts": told,
        "evidence": quotes,
        "pace_wpm": old.get("pace_wpm"),
        "why": " ".join(clean(why).split()),
    }
    if "evidence" in old and old["evidence"] == [] and not quotes:
        return {**{k: v for k, v in new.items() if v}, "evidence": []}  # asks that no words are shown
    return {key: value for key, value in new.items() if value or key == "script"}


def clean(text: str) -> str:
    """What was typed, without what cannot be seen and without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in seen(text).splitlines()).strip()


def _one_spelling(criterion: Entry) -> Entry:
    examples = criterion["examples"]
    return {**criterion, "examples": {_SPELT.get(group, group): found for group, found in examples.items()}}


def _tidy(criterion: Entry) -> Entry:
    """Without groups that came to hold nothing, unless the rubric needs them: there the check says so."""
    examples = {g: found for g, found in criterion["examples"].items() if found or g in ("met", "missed")}
    return {**criterion, "examples": examples}


class _Writer(yaml.SafeDumper):
    """Writes what `coach.yaml_file` reads: no aliases, and text stays text."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (PyYAML's own face)
        return True


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    lines = "\n" in text
    style = "|" if lines else '"' if _READS_AS_MORE.fullmatch(text) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)
