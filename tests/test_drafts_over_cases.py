"""Over all labelled cases: drafts pass their own rubric, invent nothing, and could go to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from measure_follow_ups import WAYS, Drafted, body_of, drafted, inventions, swaps, unproven

from coach.evaluate import load_cases
from coach.models import Channel, Kind

ENOUGH = 19
"""Leads of twenty whose every draft is given to its own conversation."""


@pytest.fixture(scope="module")
def every(shared: Path) -> dict[Kind, list[Drafted]]:
    folder = shared / "cases"
    ways = (*WAYS[:6], WAYS[-2])  # every channel and purpose; the kinds of silence differ in fixed words only
    return {kind: [drafted(*case, ways) for case in load_cases(folder, kind)] for kind in (Kind.VOICEMAIL, Kind.CALL)}


def test_no_draft_holds_a_word_that_nobody_said(every: dict[Kind, list[Drafted]]) -> None:
    found = {f.case["id"]: inventions(d, f) for kind in every for f in every[kind] for d in f.drafts}

    assert {name: words for name, words in found.items() if words} == {}
    assert not [text for kind in every for f in every[kind] for d in f.drafts for text in unproven(d)]


def test_the_check_for_inventions_can_fail(every: dict[Kind, list[Drafted]]) -> None:
    found = next(f for f in every[Kind.CALL] if f.drafts)
    draft = found.drafts[0]

    for word in ("Zebedee", "$950", "Wednesday the 31st"):
        assert inventions(draft.model_copy(update={"text": f"{draft.text} {word}"}), found)


def test_drafts_pass_their_own_rubric(every: dict[Kind, list[Drafted]]) -> None:
    drafts = [d for kind in every for f in every[kind] for d in f.drafts]

    assert len(drafts) > 500
    assert [d.problems for d in drafts if not d.ready] == []


def test_who_has_no_draft_is_asked_something_or_left_alone(every: dict[Kind, list[Drafted]]) -> None:
    for kind in every:
        for found in every[kind]:
            assert found.drafts or found.told


def test_most_recordings_get_drafts(every: dict[Kind, list[Drafted]]) -> None:
    for kind, share in ((Kind.VOICEMAIL, 0.85), (Kind.CALL, 0.75)):
        texted = [f for f in every[kind] if any(d.channel is Channel.SMS for d in f.drafts)]
        assert len(texted) >= share * len(every[kind])


def test_drafts_keep_to_their_channel(every: dict[Kind, list[Drafted]]) -> None:
    for kind in every:
        for draft in (d for f in every[kind] for d in f.drafts):
            if draft.channel is Channel.SMS:
                assert len(draft.text) <= 320
            elif draft.channel is Channel.EMAIL:
                assert len(draft.text.split()) <= 150
                assert draft.subject
            elif draft.channel is Channel.VOICEMAIL:
                assert draft.check is not None
                assert (draft.check.seconds or 99.0) <= 20.0


def test_a_draft_is_given_to_its_own_conversation_among_twenty(every: dict[Kind, list[Drafted]]) -> None:
    twenty = [f for f in every[Kind.CALL] if f.drafts][:20]
    results = list(swaps(twenty))

    told = [all(e and o for name, e, o in results if name.startswith(f"{f.case['id']} ")) for f in twenty]
    assert len(twenty) >= ENOUGH
    assert sum(told) >= ENOUGH * len(twenty) / 20
    assert all(body_of(d) for f in twenty for d in f.drafts)
