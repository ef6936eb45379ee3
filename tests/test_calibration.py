"""How far trainers agree: only what was said blind, by the same rubric, with figures where there is enough of it."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from coach.agreement import alpha
from coach.calibration import Judged, among_trainers, disagreements, judged_by_several
from coach.coaching import LoggedSettlement, Settlement, Waiting
from coach.models import Evidence, Kind, Speaker, Verdict
from coach.presentation.calibration import among_line, apart_word, known_line, said_line
from coach.reviews import Review, TrainerCard

NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
MET, PARTIAL, MISSED, NOT_HERE = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NOT_APPLICABLE
WORDS = Evidence(quote="this is Dana", start=3.0, end=4.0, speaker=Speaker.REP)


def card(
    trainer: str, blind: Verdict | None, now: Verdict | None = None, digest: str = "a", **more: object
) -> TrainerCard:
    review = Review(criterion="name", verdict=now or blind or MET, machine=MET, reason="Heard it.", blind=blind, **more)  # type: ignore[arg-type]
    return TrainerCard(
        trainer=trainer, at=NOW, kind=Kind.VOICEMAIL, rubric="voicemail", rubric_version=1, rubric_digest=digest,
        machine_score=50, score=50, reviews=(review,),
    )  # fmt: skip


def waiting(*cards: TrainerCard, recording: str = "one", settled: Verdict | None = None) -> Waiting:
    agreed = (
        Settlement(criterion="name", verdict=settled, reason="It counts.", author="Kim", at=NOW) if settled else None
    )
    return Waiting(
        recording=recording, name=f"{recording}.ogg", kind=Kind.VOICEMAIL, kept_at=NOW, rep=None, lead=None, score=50,
        cards=cards, settlements=(LoggedSettlement(id=1, settlement=agreed),) if agreed else (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("people", "figure"),
    [
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
        (("0100000010", "1110010000"), 0.095),
        (("0101", "0101"), 1.0),
        (("0000", "0000"), None),
    ],
)
def test_alpha_is_krippendorffs(people: tuple[str, ...], figure: float | None) -> None:
    """The first two are the worked examples of "Computing Krippendorff's alpha-reliability" (2011)."""
    found = alpha([[said for said in unit if said != "."] for unit in zip(*people, strict=True)])

    assert found == (pytest.approx(figure, abs=0.0005) if figure is not None else None)


def test_only_what_was_said_before_the_machines_verdict_was_in_sight_counts() -> None:
    swayed = card("Lee", MISSED, now=MET)

    (one,) = judged_by_several([waiting(card("Kim", MET), swayed, card("Ana", None))])

    assert [(b.trainer, b.verdict) for b in one.verdicts] == [("Kim", MET), ("Lee", MISSED)]
    assert said_line(one.verdicts[1]) == "Lee: missed, then met with the machine's verdict in sight. Heard it."


def test_scorings_by_other_rubrics_are_not_held_against_each_other() -> None:
    assert judged_by_several([waiting(card("Kim", MET), card("Lee", MISSED, digest="b"))]) == ()


def test_each_pair_of_trainers_counts_once() -> None:
    judged = judged_by_several([waiting(card("Kim", MET), card("Lee", MET), card("Ana", MISSED))])

    (row,) = among_trainers(judged)

    assert (row.recordings, row.pairs, row.same, row.far_apart) == (1, 3, 1, 1)
    assert among_line(row, {}) == "Voicemail, Name: same in 1 of 3 pairs (33%), 1 two steps apart"
    assert known_line(judged).startswith("3 trainers, 1 recording that")


def test_alpha_is_said_from_five_recordings_on() -> None:
    queue = [waiting(card("Kim", MET), card("Lee", MET), recording=str(n)) for n in range(4)]
    few = among_line(among_trainers(judged_by_several(queue))[0], {})
    more = [*queue, waiting(card("Kim", MISSED), card("Lee", MISSED))]

    assert "alpha" not in few
    assert among_line(among_trainers(judged_by_several(more))[0], {}).endswith("(100%), alpha 1.00")


def test_what_is_not_settled_and_farthest_apart_is_read_first() -> None:
    rows = disagreements(
        judged_by_several(
            [
                waiting(card("Kim", MET), card("Lee", MISSED), recording="settled", settled=MET),
                waiting(card("Kim", MET), card("Lee", PARTIAL), recording="near"),
                waiting(card("Kim", MET), card("Lee", MET), recording="same"),
                waiting(card("Kim", MET), card("Lee", MISSED, evidence=(WORDS,)), recording="far"),
                waiting(card("Kim", MET), card("Lee", NOT_HERE), recording="applies"),
            ]
        )
    )

    assert [row.recording for row in rows] == ["far", "near", "applies", "settled"]
    assert [apart_word(row)[0] for row in rows] == [
        "Two steps apart", "One step apart", "Whether it applies", "Two steps apart",
    ]  # fmt: skip
    assert rows[0].at == 3.0
    assert rows[3].settled


@pytest.mark.parametrize(("verdict", "reason"), [(Verdict.UNSCORED, "Because."), (MET, ""), (MET, "ok")])
def test_nothing_is_settled_without_a_verdict_of_a_person_and_a_reason(verdict: Verdict, reason: str) -> None:
    with pytest.raises(ValidationError):
        Settlement(criterion="name", verdict=verdict, reason=reason, author="Kim", at=NOW)


def test_a_row_without_difference_is_no_disagreement() -> None:
    same: tuple[Judged, ...] = judged_by_several([waiting(card("Kim", MET), card("Lee", MET))])

    assert disagreements(same) == ()
