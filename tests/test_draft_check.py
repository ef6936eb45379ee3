"""A draft is judged while it is typed: verdicts, and the characters that each of them is about."""

from __future__ import annotations

import time
from statistics import median

import pytest

from coach.draft_check import LONGEST, DraftCheck, check_draft
from coach.errors import CoachError
from coach.language.channel_fit import sms_size
from coach.models import Channel, Facts, Finding, Kind, Transcript, Verdict
from coach.rubric import standards
from coach.scoring import score

SMS = (
    "Hi Marcus, Dana Reyes at Harper Law. You said nobody tells you who pays once the ten visits run out. "
    "Does tomorrow at 4 work? Reply STOP to opt out."
)
VOICEMAIL = "Hi Marcus, this is Dana with Harper Law about the ten therapy visits. Call me on 512-555-0148."
LONG = (
    "Hi Tom, this is Luis from Northside Heating. Um, I just wanted to let you know that the valve for your upstairs "
    "radiator is in, and I can fit it on Thursday at nine so that the bedrooms are warm before the frost. I hope you "
    "are having a really great week so far. Call me on 512-555-0148. Again, that's 512-555-0148. Have a great day."
)
PACE = 156.0


def check(text: str, channel: Channel = Channel.SMS, pace: float = PACE, **known: object) -> DraftCheck:
    return check_draft(text, Facts.model_validate({"channel": channel, **known}), standards(), pace)


def finding(checked: DraftCheck, criterion: str) -> Finding:
    return next(f for f in checked.findings if f.criterion == criterion)


def marked(checked: DraftCheck, criterion: str) -> list[str]:
    return [checked.text[mark.start : mark.end] for mark in checked.marks if mark.criterion == criterion]


def test_every_verdict_that_rests_on_words_says_where_they_stand() -> None:
    checked = check(SMS)

    assert marked(checked, "identifies-sender") == ["Dana Reyes", "Harper Law."]
    assert marked(checked, "easy-next-step") == ["Does tomorrow at 4 work?"]
    assert marked(checked, "opt-out") == ["Reply STOP to opt out."]
    assert {mark.criterion for mark in checked.marks} == {f.criterion for f in checked.findings if f.evidence}


def test_what_is_missing_comes_with_what_to_do_and_the_costliest_first() -> None:
    checked = check("Just checking in, any update?")

    assert [m.criterion for m in checked.missing[:2]] == ["anchored", "not-a-reminder"]
    assert all(m.tip and m.title for m in checked.missing)


def test_a_voicemail_is_held_against_its_own_rubric_and_that_of_follow_ups() -> None:
    checked = check(VOICEMAIL, Channel.VOICEMAIL)

    assert (checked.card.rubric, checked.follow_up.rubric) == ("voicemail", "follow-up")
    assert checked.seconds == pytest.approx(17 * 60 / PACE, abs=0.05)
    assert finding(checked, "callback-number").verdict is Verdict.MET
    assert finding(checked, "anchored").verdict is Verdict.MET


def test_a_draft_gets_the_score_that_its_recording_would() -> None:
    alone = score(Transcript.from_text(LONG, PACE), standards()[Kind.VOICEMAIL], Facts())

    assert check(LONG, Channel.VOICEMAIL).card.score == alone.score


def test_the_opening_of_a_call_is_not_asked_for_its_end() -> None:
    checked = check("rep: Hi Ana, this is Tom from Northlight. Is now a good time?", Channel.CALL)

    assert {"states-name", "asks-good-time"} <= {f.criterion for f in checked.card.findings}
    assert "closing-summary" not in {f.criterion for f in checked.findings}
    assert finding(checked, "fits-channel").verdict is Verdict.NOT_APPLICABLE


def test_the_words_to_cut_bring_a_voicemail_to_twenty_seconds_and_cost_nothing() -> None:
    checked = check(LONG, Channel.VOICEMAIL)

    assert checked.cuts is not None
    assert checked.cuts.before_s > 20 >= checked.cuts.after_s
    shorter = LONG
    for span in reversed(checked.cuts.spans):
        shorter = shorter[: span.start] + shorter[span.end :]
    after = check(shorter, Channel.VOICEMAIL)
    assert after.seconds == pytest.approx(checked.cuts.after_s, abs=0.05)
    assert finding(after, "length").verdict is Verdict.MET
    assert all(f.verdict is finding(checked, f.criterion).verdict for f in after.findings if "le" not in f.criterion
               and f.criterion not in ("fits-channel",))  # fmt: skip


@pytest.mark.parametrize("pace", [156.0, 60.0])
def test_a_message_that_fits_or_has_to_be_said_anew_is_not_cut(pace: float) -> None:
    assert check(VOICEMAIL, Channel.VOICEMAIL, pace).cuts is None


def test_the_pace_decides_how_long_it_takes() -> None:
    slow, fast = (check(VOICEMAIL, Channel.VOICEMAIL, pace).seconds for pace in (100.0, 200.0))

    assert slow is not None
    assert fast is not None
    assert slow == pytest.approx(2 * fast, abs=0.1)


def test_what_the_lead_heard_before_is_underlined() -> None:
    earlier = ("Something else entirely, Marcus.", "Hi Marcus, this is Dana with Harper Law about the scan.")

    found = check(VOICEMAIL, Channel.VOICEMAIL, previous=earlier).repeated

    assert found is not None
    assert found.message == 1
    assert VOICEMAIL[found.spans[0].start : found.spans[0].end] == "Hi Marcus, this is Dana with Harper Law about the"
    assert found.share == pytest.approx(10 / 17, abs=0.01)


def test_nothing_is_repeated_where_nothing_was_said() -> None:
    assert check(VOICEMAIL, Channel.VOICEMAIL).repeated is None
    assert check(VOICEMAIL, Channel.VOICEMAIL, previous=("Zebras graze at dawn.",)).repeated is None


@pytest.mark.parametrize(("length", "verdict"), [(320, "met"), (321, "partial"), (480, "partial"), (481, "missed")])
def test_the_limit_of_an_sms_is_counted_in_characters(length: int, verdict: str) -> None:
    text = (SMS + " " + "and so on " * 50)[: length - 1] + "x"

    seen = finding(check(text), "fits-channel")

    assert (seen.verdict.value, len(text)) == (verdict, length)


def test_what_is_too_much_is_underlined_from_the_limit_on() -> None:
    checked = check("word " * 69 + "end.")

    (over,) = marked(checked, "fits-channel")
    assert checked.text.index(over) + len(over) == len(checked.text)
    assert checked.text.index("end.") > len(checked.text) - len(over) >= 315


@pytest.mark.parametrize(("words", "verdict"), [(150, "met"), (151, "partial"), (225, "partial"), (226, "missed")])
def test_the_subject_line_is_not_counted_among_the_words_of_an_email(words: int, verdict: str) -> None:
    text = "Subject: The four days at month end\n\n" + "word " * words

    assert finding(check(text, Channel.EMAIL), "fits-channel").verdict.value == verdict


def test_an_email_without_a_subject_line_does_not_fit() -> None:
    seen = finding(check("Hi Ana, the feed works. Tom, Northlight", Channel.EMAIL), "fits-channel")

    assert (seen.verdict, seen.reason.split(".")[0]) == (Verdict.PARTIAL, "The subject line is missing")


@pytest.mark.parametrize(
    ("text", "encoding", "segments"),
    [
        ("a" * 160, "GSM-7", 1),
        ("a" * 161, "GSM-7", 2),
        ("a" * 306, "GSM-7", 2),
        ("a" * 307, "GSM-7", 3),
        ("€" * 80, "GSM-7", 1),
        ("€" * 81, "GSM-7", 2),
        ("é" * 160, "GSM-7", 1),
        ("a" * 69 + "’", "UCS-2", 1),
        ("a" * 70 + "’", "UCS-2", 2),
        ("😀" * 35, "UCS-2", 1),
        ("😀" * 36, "UCS-2", 2),
        ("😀" * 67, "UCS-2", 3),  # a pair never stands in two parts: 33 to a part
        ("", "GSM-7", 0),
    ],
)
def test_an_sms_is_measured_as_it_is_sent(text: str, encoding: str, segments: int) -> None:
    size = sms_size(text)

    assert (size.characters, size.encoding, size.segments) == (len(text), encoding, segments)


def test_the_characters_that_make_an_sms_dear_are_named() -> None:
    assert sms_size("That’s it – really ’ ok").costly == ("’", "–")


@pytest.mark.parametrize("text", ["", "  \n\t ", "> only what somebody else wrote"])
def test_a_draft_without_words_is_refused(text: str) -> None:
    with pytest.raises(CoachError, match="no text"):
        check(text)


def test_an_endless_draft_is_refused() -> None:
    with pytest.raises(CoachError, match="longer than"):
        check("a" * (LONGEST + 1))


def test_a_draft_of_unknown_channel_is_refused() -> None:
    with pytest.raises(CoachError, match="how the draft goes out"):
        check_draft(SMS, Facts(), standards())


@pytest.mark.parametrize("text", ["?", "Subject:", "Subject: \nHi", "- - -", "@", "w/", "(", "\u202e\u200b x", "STOP"])
@pytest.mark.parametrize("channel", list(Channel))
def test_the_beginnings_of_a_text_are_judged_without_stumbling(text: str, channel: Channel) -> None:
    assert check(text, channel, conversation=("The roof leaks.",), previous=("Hi",)).findings


def test_a_text_is_judged_at_every_keystroke() -> None:
    for end in range(1, len(SMS) + 1):
        if SMS[:end].strip():
            assert all(0 <= mark.start < mark.end <= end for mark in check(SMS[:end]).marks)


def test_a_typed_voicemail_is_judged_quickly_enough_to_underline_while_typing() -> None:
    """Under 15 ms of this process's own time, with the text growing word by word, once everything is loaded."""
    words = VOICEMAIL.split()
    check(VOICEMAIL, Channel.VOICEMAIL)

    def spent() -> float:
        times = []
        for end in range(4, len(words) + 1):
            before = time.process_time()
            check(" ".join(words[:end]), Channel.VOICEMAIL)
            times.append(time.process_time() - before)
        return median(times)

    assert min(spent() for _ in range(5)) < 0.015
