"""What the pages say is decided by these functions, without a page."""

from __future__ import annotations

import datetime as dt

import pytest
from saved_worker import result

from coach.accuracy import Accuracy
from coach.models import Evidence, Facts, Finding, Kind, Recording, Speaker, Transcript, Verdict
from coach.presentation.findings import (
    agreement_line,
    coverage_warning,
    grouped,
    kept_line,
    nothing_to_score,
    rubric_line,
    shown_findings,
)
from coach.presentation.text import (
    clock,
    length,
    moment,
    paragraphs,
    plain,
    play_link,
    progress_line,
    safe_text,
    time_left,
)
from coach.presentation.transcript import lines, marks, speaker_names
from coach.rubric import Rubric, load_rubric, packaged_rubrics

ID = "a" * 64


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(packaged_rubrics()["voicemail"])


def finding(criterion: str, verdict: Verdict, *spans: tuple[float, float]) -> Finding:
    evidence = tuple(Evidence(quote="words", start=a, end=b, speaker=Speaker.REP) for a, b in spans)
    return Finding(criterion=criterion, verdict=verdict, reason="because", evidence=evidence)


def test_what_to_work_on_comes_first_and_what_does_not_apply_last(rubric: Rubric) -> None:
    verdicts = {
        "length": Verdict.NOT_APPLICABLE,
        "firm": Verdict.MET,
        "personal": Verdict.UNSCORED,
        "clear-ask": Verdict.MISSED,
        "offers-help": Verdict.PARTIAL,
    }

    groups = grouped(shown_findings([finding(name, verdict) for name, verdict in verdicts.items()], rubric))

    assert [g.shown[0].finding.criterion for g in groups] == ["clear-ask", "offers-help", "firm", "personal", "length"]


def test_in_a_group_the_heaviest_criterion_comes_first(rubric: Rubric) -> None:
    light, heavy = (c.model_copy(update={"weight": w}) for c, w in zip(rubric.criteria, (1, 9), strict=False))
    weighed = rubric.model_copy(update={"criteria": (light, heavy)})

    (group,) = grouped(shown_findings([finding(c.id, Verdict.MISSED) for c in weighed.criteria], weighed))

    assert [s.finding.criterion for s in group.shown] == [heavy.id, light.id]


def test_a_finding_of_a_rubric_that_is_gone_is_still_shown_with_a_readable_title() -> None:
    (shown,) = shown_findings([finding("clear-ask", Verdict.MET)], None)

    assert (shown.title, shown.criterion) == ("Clear ask", None)


def test_only_findings_with_words_to_hear_get_a_letter_and_letters_go_past_z() -> None:
    findings = [finding("without", Verdict.MISSED), *(finding(f"c{i}", Verdict.MET, (i, i + 1)) for i in range(28))]

    tags = [s.tag for s in shown_findings(findings, None)]

    assert tags[:3] == ["", "A", "B"]
    assert tags[26:] == ["Z", "AA", "AB"]


WEAK = Accuracy(n=24, agree=13, accuracy=0.54, kappa=0.39)
STRONG = Accuracy(n=70, agree=66, accuracy=0.94, kappa=0.88)


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.NOT_APPLICABLE])
def test_a_verdict_that_agrees_too_little_with_labels_is_called_a_hint_and_says_why(verdict: Verdict) -> None:
    findings = [finding("weak", verdict), finding("strong", verdict), finding("unknown", verdict)]

    weak, strong, unknown = shown_findings(findings, None, {"weak": WEAK, "strong": STRONG})

    assert "only 13 of 24 invented cases (kappa 0.39, below 0.60)" in weak.hint
    assert (strong.hint, unknown.hint) == ("", "")


def test_what_was_not_judged_is_not_called_a_hint() -> None:
    (shown,) = shown_findings([finding("weak", Verdict.UNSCORED)], None, {"weak": WEAK})

    assert shown.hint == ""


def test_agreement_is_told_as_a_sentence_where_it_was_measured() -> None:
    assert agreement_line(STRONG) == "Agrees with labels on 66 of 70 cases (kappa 0.88)."
    assert agreement_line(WEAK) == "A hint: agrees with labels on 13 of 24 cases (kappa 0.39)."
    assert agreement_line(None) == ""


def test_a_list_of_criteria_says_which_are_hints(rubric: Rubric) -> None:
    criterion = rubric.criteria[0].model_copy(update={"weight": 7})

    told = [rubric_line(criterion, accuracy) for accuracy in (WEAK, STRONG, None)]

    assert told == ["weight 7, a hint", "weight 7", "weight 7"]


def test_each_word_knows_every_finding_it_belongs_to() -> None:
    transcript = Transcript.from_text("Hi, this is Dana.", pace_wpm=60)
    shown = shown_findings(
        [finding("caller-name", Verdict.MET, (1.0, 4.0)), finding("firm", Verdict.MISSED, (3.0, 4.0))], None
    )

    runs = [run for line in lines(transcript.utterances, marks(shown)) for run in line.runs]

    assert [(run.marks, " ".join(w.text for w in run.words)) for run in runs] == [
        ((), "Hi,"),
        (("A1",), "this is"),
        (("A1", "B1"), "Dana."),
    ]


def test_a_monologue_is_broken_into_lines_at_sentences_and_pauses() -> None:
    transcript = Transcript.from_turns([("rep", "Hi Marcus. Call me"), ("rep", " ".join(["word"] * 100))])

    texts = [" ".join(w.text for run in line.runs for w in run.words) for line in lines(transcript.utterances, ())]

    assert texts[:2] == ["Hi Marcus.", "Call me"]
    assert max(len(text.split()) for text in texts) <= 45
    assert " ".join(texts) == transcript.text


def test_evidence_is_walked_in_order_of_time_whatever_the_order_of_the_rubric() -> None:
    shown = shown_findings([finding("b", Verdict.MET, (9, 10), (1, 2)), finding("a", Verdict.MET, (4, 5))], None)

    assert [mark.start for mark in marks(shown)] == [1, 4, 9]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (7.9, "0:07"), (724, "12:04"), (3729, "1:02:09"), (-1, "0:00")]
)
def test_moments_read_like_on_a_player(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(19.44, "19.4 s"), (119.9, "119.9 s"), (724, "12:04 min")])
def test_lengths_read_as_a_rep_says_them(seconds: float, shown: str) -> None:
    assert length(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (None, ""),
        (2, "a few seconds left"),
        (18, "about 20 s left"),
        (70, "about 1 min left"),
        (200, "about 3 min left"),
    ],
)
def test_the_wait_is_told_no_more_exactly_than_it_is_known(seconds: float | None, shown: str) -> None:
    assert time_left(seconds) == shown


def test_a_waiting_recording_says_how_many_are_before_it() -> None:
    assert progress_line("", 0.0, None, 1) == "Waiting: 1 recording is before this one"
    assert progress_line("", 0.0, None, 3) == "Waiting: 3 recordings are before this one"
    assert progress_line("Listening", 0.624, 18, 0) == "Listening, 62%, about 20 s left"


@pytest.mark.parametrize("text", [None, "", "abc", "nan", "inf", "-3"])
def test_an_address_with_a_moment_that_makes_no_sense_plays_from_nowhere(text: str | None) -> None:
    assert moment(text) is None


def test_an_address_with_a_moment_asks_for_that_moment() -> None:
    assert moment("83.25") == 83.25


def test_a_play_link_names_its_moment_to_the_hundredth() -> None:
    assert play_link(83.256) == "[▶ 1:23](#t=83.26)"


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://127.0.0.1/beacon.png)",
        "[click](http://127.0.0.1/)",
        "<img src=x onerror=alert(1)>",
        "**bold** _it_ `code` # head",
        "$x^2$ and :red[text]",
        "| a | b |\n|---|---|",
    ],
)
def test_no_markup_in_a_transcript_survives(hostile: str) -> None:
    safe = safe_text(hostile)

    marked_up = [c for i, c in enumerate(safe) if c in "![]()<>*_`#$|" and safe[i - 1] != "\\"]
    assert marked_up == []
    assert "\n" not in safe


@pytest.mark.parametrize(
    "hostile", ["http://evil.example", "www.evil.example", "a@evil.example", ":material/check:", ":smile:"]
)
def test_what_streamlit_would_turn_into_a_link_or_a_sign_stays_text(hostile: str) -> None:
    safe = safe_text(hostile).replace("\\", "")

    assert safe != hostile
    assert safe.replace("\u2060", "") == hostile


def test_ordinary_words_are_shown_as_they_were_said() -> None:
    assert safe_text("Hi Dana, it's 3:30 (PM)").replace("\\", "") == "Hi Dana, it's 3:30 (PM)"


def test_characters_that_hide_or_turn_text_are_not_shown() -> None:
    assert plain("voice\u202egpj.exe\u200b\x00") == "voice gpj.exe"


def test_speakers_go_by_the_names_we_were_told() -> None:
    names = speaker_names(Facts(caller="Dana"))

    assert names[Speaker.REP] == "Dana"
    assert names[Speaker.PROSPECT] == "Prospect"


def test_earlier_voicemails_are_told_apart_by_empty_lines() -> None:
    assert paragraphs("Hi Sam,\nthis is Dana.\n\n \nHi again.\n") == ("Hi Sam, this is Dana.", "Hi again.")


def test_a_recording_without_a_scorecard_says_why() -> None:
    spoken = result(ID, "x.ogg", Facts())
    silent = spoken.model_copy(
        update={"scorecard": None, "recording": spoken.recording.model_copy(update={"kind": Kind.NO_SPEECH})}
    )

    assert nothing_to_score(spoken) is None
    assert "Nobody speaks" in (nothing_to_score(silent) or "")
    assert "no message" in (nothing_to_score(spoken.model_copy(update={"scorecard": None})) or "")


def test_a_recording_that_could_not_be_read_to_its_end_says_so_once() -> None:
    whole = result(ID, "x.ogg", Facts(), seconds=30.0)
    cut = whole.recording.model_copy(update={"decoded_s": 20.0})
    told = cut.model_copy(update={"warnings": ("The end is missing.",)})

    assert coverage_warning(whole.recording) is None
    assert "20.0 s of 30.0 s" in (coverage_warning(cut) or "")
    assert coverage_warning(told) is None


def test_a_list_says_kind_length_lead_score_and_the_readers_own_time() -> None:
    at = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
    recording: Recording = result(ID, "x.ogg", Facts()).recording

    assert (
        kept_line(recording, "Marcus", 71, at, "America/New_York")
        == "Voicemail · 25.0 s · to Marcus · 71 / 100 · 2026-03-01 07:00"
    )
    assert kept_line(None, None, None, at, "no/zone") == "Not listened to yet · 2026-03-01 12:00 UTC"
