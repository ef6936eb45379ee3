"""Captions say who spoke, when, and nothing that would break the file."""

from __future__ import annotations

from coach.captions import srt, vtt
from coach.models import Speaker, Transcript, Utterance, Word


def said(text: str, start: float, end: float, speaker: Speaker = Speaker.REP) -> Utterance:
    return Utterance(speaker=speaker, words=(Word(text=text, start=start, end=end),))


def test_subrip_numbers_its_captions_and_writes_commas_in_times() -> None:
    transcript = Transcript(utterances=(said("Hi", 0.5, 1.25), said("Yes", 3661.0, 3661.9994, Speaker.PROSPECT)))

    expected = "1\n00:00:00,500 --> 00:00:01,250\nrep: Hi\n\n2\n01:01:01,000 --> 01:01:01,999\nprospect: Yes\n"

    assert srt(transcript) == expected


def test_webvtt_text_cannot_become_markup_or_a_new_cue() -> None:
    transcript = Transcript(utterances=(said("<b>5 --> 6</b>", 0, 1),))

    assert vtt(transcript) == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v rep>&lt;b&gt;5 -&gt; 6&lt;/b&gt;\n"
