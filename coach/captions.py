"""Transcripts as captions: SubRip and WebVTT."""

from __future__ import annotations

from coach.models import Transcript


def srt(transcript: Transcript) -> str:
    """The transcript in SubRip form, one caption an utterance."""
    blocks = [
        f"{number}\n{_clock(u.start, ',')} --> {_clock(u.end, ',')}\n{u.speaker}: {_one_line(u.text)}\n"
        for number, u in enumerate(transcript.utterances, start=1)
    ]
    return "\n".join(blocks)


def vtt(transcript: Transcript) -> str:
    """The transcript in WebVTT form, one cue an utterance, the speaker as voice."""
    cues = [
        f"{_clock(u.start, '.')} --> {_clock(u.end, '.')}\n<v {u.speaker}>{_escaped(_one_line(u.text))}\n"
        for u in transcript.utterances
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(seconds: float, point: str) -> str:
    millis = round(seconds * 1000)
    minutes, millis = divmod(millis, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{millis // 1000:02}{point}{millis % 1000:03}"


def _one_line(text: str) -> str:
    # "-->" would end a caption's text and begin another's times.
    return " ".join(text.split()).replace("-->", "->")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
