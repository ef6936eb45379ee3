"""`coach speakers`: who said what, and putting it right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.cli_options import as_json
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.corrections import Correction
    from coach.edges.store import Store

SPEAKERS = ("rep", "prospect", "unknown", "greeting")
_PLACE = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?")


class Place(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """`N` or `N.M`, a line and a word of it, counted from one; with `=` and what it is to be where `value` says so."""

    name = "place"

    def __init__(self, word: bool = False, value: str = "") -> None:
        self._word, self._value = word, value
        self.shape = ("N.M" if word else "N") + (f"={value}" if value else "")

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 (click's own face)
        return self.shape

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int, str]:
        if isinstance(value, tuple):  # click converts what it has converted
            return value
        place, equals, rest = str(value).partition("=")
        found = _PLACE.fullmatch(place.strip())
        if found is None or (found[2] is not None) != self._word or bool(equals) != bool(self._value):
            self.fail(f"'{value}' is not of the form {self.shape}.", param, ctx)
        line, word = int(found[1]), int(found[2] or 1)
        if line < 1 or word < 1:
            self.fail("lines and words are counted from 1.", param, ctx)
        if self._value == "SPEAKER" and rest not in SPEAKERS:
            self.fail(f"'{rest}' is not one of {', '.join(SPEAKERS)}.", param, ctx)
        return line - 1, word - 1, rest


@click.command()
@click.argument("file_or_id")
@click.option("--swap", is_flag=True, help="Rep and prospect are the other way round.")
@click.option("--rep", metavar="VOICE", help="The voice that is the rep: left, right, A, B ...")
@click.option("--set", "speakers", multiple=True, type=Place(value="SPEAKER"), help="Line N was said by ...")
@click.option("--word", "words", multiple=True, type=Place(word=True, value="TEXT"), help="Word M of line N is ...")
@click.option("--split", "splits", multiple=True, type=Place(word=True), help="A new line begins at word M of line N.")
@click.option("--join", "joins", multiple=True, type=Place(), help="Line N and the one after it are one.")
@click.option("--undo", is_flag=True, help="Take back what was put right last.")
@click.option("--rubric", "rubric_name", metavar="ID_OR_FILE", help="Another rubric than the one it was scored by.")
@as_json
def speakers(
    file_or_id: str,
    swap: bool,
    rep: str | None,
    speakers: tuple[tuple[int, int, str], ...],
    words: tuple[tuple[int, int, str], ...],
    splits: tuple[tuple[int, int, str], ...],
    joins: tuple[tuple[int, int, str], ...],
    undo: bool,
    rubric_name: str | None,
    as_json: bool,
) -> None:
    """Show who said what in a recording, and put speakers and words right; the score follows at once.

    Lines and words are counted from 1, as they are shown before the change. The original stays: --undo goes back.
    """
    from functools import partial

    from coach import rescoring
    from coach.edges.store import open_store
    from coach.presentation.speakers_report import speakers_json, speakers_lines
    from coach.settings import load_settings
    from coach.workbench import rubric_again

    new = _corrections(swap, rep, speakers, words, splits, joins)
    if undo and new:
        raise click.UsageError("Undo first, then look, then correct.")
    store = open_store(load_settings())
    rubric_for = partial(rubric_again, name=rubric_name)
    recording = find_recording(file_or_id, store, as_json)
    seen = rescoring.standing(store, recording, rubric_for)
    if seen is None:
        raise CoachError("Nobody has listened to this recording yet.", f"First: coach score {file_or_id}")
    made = None
    if undo:
        made = rescoring.undo(store, seen, rubric_for)
    elif new:
        made = rescoring.correct(store, seen, new, rubric_for)
    if made:
        seen = rescoring.standing(store, recording, rubric_for) or seen
    note = rescoring.left_out_line(seen)
    if as_json:
        told = speakers_json(seen.result, len(seen.made), made, note)
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    rubric = rubric_for(seen.result) if seen.result.scorecard else None
    for line in speakers_lines(seen.result, len(seen.made), made, rubric, note):
        click.echo(line)


def _corrections(
    swap: bool,
    rep: str | None,
    speakers: Iterable[tuple[int, int, str]],
    words: Iterable[tuple[int, int, str]],
    splits: Iterable[tuple[int, int, str]],
    joins: Iterable[tuple[int, int, str]],
) -> list[Correction]:
    """From the end to the beginning, so that every number means what was shown."""
    from coach.corrections import CastRep, CorrectWord, JoinUtterances, SetSpeaker, SplitUtterance, Swap
    from coach.models import Speaker

    if swap and rep:
        raise click.UsageError("--swap and --rep say the same thing in two ways: give one of them.")
    whole: list[Correction] = [Swap()] if swap else [_checked(CastRep, voice=rep)] if rep else []
    joined = {line for line, _, _ in joins}
    near = joined | {line + 1 for line in joined}
    if any(line in near for line, _, _ in (*speakers, *words, *splits)) or joined & {line + 1 for line in joined}:
        raise click.UsageError("Join lines first, then look, then correct them.")
    placed: list[tuple[int, int, int, Correction]] = []
    for line, _, speaker in speakers:
        placed.append((line, 1_000_001, 0, SetSpeaker(utterance=line, speaker=Speaker(speaker))))
    for line, word, text in words:
        placed.append((line, word, 1, _checked(CorrectWord, utterance=line, word=word, text=text)))
    for line, word, _ in splits:
        placed.append((line, word, 0, SplitUtterance(utterance=line, word=word)))
    for line, _, _ in joins:
        placed.append((line, 0, 0, JoinUtterances(utterance=line)))
    placed.sort(key=lambda one: one[:3], reverse=True)
    return [*whole, *(correction for _, _, _, correction in placed)]


def _checked(kind: type[Any], **told: object) -> Correction:
    from coach.corrections import read_correction

    return read_correction({"kind": kind.model_fields["kind"].default, **told})


def find_recording(file_or_id: str, store: Store, quiet: bool) -> str:
    """The id of the recording; a file that nobody has listened to is scored first."""
    from coach.edges.audio import fingerprint
    from coach.edges.kept_corrections import Corrections

    path = Path(file_or_id)
    try:
        is_file = path.is_file()
    except OSError:
        is_file = False
    if is_file:
        recording = fingerprint(path)
        if store.result(recording) is None:
            _score(path, quiet)
        return recording
    found = Corrections(store).find(file_or_id.lower()) if re.fullmatch(r"[0-9A-Fa-f]{4,64}", file_or_id) else []
    if len(found) > 1:
        raise CoachError(f"More than one recording begins with {file_or_id}.", "Give more of its id.")
    if not found:
        raise CoachError(
            f"There is no file and no recording '{file_or_id}'.", "Give a file, or an id that `coach history` shows."
        )
    return found[0]


def _score(path: Path, quiet: bool) -> None:
    from coach.models import Facts
    from coach.workbench import Workbench

    bench = Workbench.open(quiet)
    mine = bench.settings
    bench.score(path, Facts(caller=mine.caller, firm=mine.firm), None)
