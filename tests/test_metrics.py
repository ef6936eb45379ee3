"""Metrics count words and silences, say their caveat, and leave out what cannot be known."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from coach.language.fillers import fillers
from coach.language.sentences import passages
from coach.metrics import measure
from coach.models import Kind, Metric, Question, QuestionType, Span, Speaker, Transcript, Utterance, Word
from coach.readability import PRONUNCIATIONS, readability


def timed(*words: tuple[str, float, float], speaker: Speaker = Speaker.REP) -> Utterance:
    return Utterance(speaker=speaker, words=tuple(Word(text=t, start=a, end=b) for t, a, b in words))


def spoken(speaker: Speaker, start: float, end: float, text: str = "said") -> Utterance:
    """One word from `start` to `end`, which is all that a measure of time needs."""
    return timed((text, start, end), speaker=speaker)


def of(transcript: Transcript, kind: Kind, questions: tuple[Question, ...] = ()) -> dict[str, Metric]:
    return {m.name: m for m in measure(transcript, kind, questions)}


def values(transcript: Transcript, kind: Kind) -> dict[str, float]:
    return {name: m.value for name, m in of(transcript, kind).items()}


def test_pace_is_over_the_time_spent_speaking_so_a_long_pause_does_not_slow_it() -> None:
    quick = timed(("Hi", 0.0, 0.5), ("Dana", 0.5, 1.0), ("call", 4.0, 4.5), ("me", 4.5, 5.0))

    found = values(Transcript(utterances=(quick,)), Kind.VOICEMAIL)

    assert found["pace"] == 120
    assert found["pauses"] == 1
    assert found["longest-pause"] == 3.0
    assert found["length"] == 5.0
    assert found["words"] == 4


def test_a_silence_just_under_the_limit_is_no_pause_and_one_at_the_limit_is() -> None:
    words = timed(("one", 0.0, 0.3), ("two", 0.99, 1.2), ("three", 1.9, 2.2))

    found = values(Transcript(utterances=(words,)), Kind.VOICEMAIL)

    assert found["pauses"] == 1
    assert found["longest-pause"] == 0.7


def test_a_pause_counts_across_the_pieces_that_a_recogniser_cuts_one_speaker_into() -> None:
    pieces = (timed(("Hello", 0.0, 0.4)), timed(("again", 1.4, 1.8)))

    assert values(Transcript(utterances=pieces), Kind.VOICEMAIL)["pauses"] == 1


def test_a_greeting_is_no_part_of_the_message() -> None:
    greeting = timed(("After", 0.0, 0.5), ("the", 0.5, 1.0), ("tone", 1.0, 1.5), speaker=Speaker.GREETING)
    message = timed(("Hi", 3.0, 3.4), ("Dana", 3.4, 4.0))

    found = values(Transcript(utterances=(greeting, message), message=Span(start=2.9, end=4.1)), Kind.VOICEMAIL)

    assert found["words"] == 2
    assert found["length"] == 1.2


FILLERS = [
    ("Um, this is Dana, uh, with Harper.", ["Um,", "uh,"]),
    ("uhm so er I erm call about umm the roof", ["uhm", "er", "erm", "umm"]),
    ("It was, you know, a long day.", ["you know,"]),
    ("And, I mean, we can start Monday.", ["I mean,"]),
    ("It is, like, two hundred dollars.", ["like,"]),
    ("Do you know, roughly, how old the roof is?", []),
    ("I'll let you know.", []),
    ("You know the house on Main Street.", []),
    ("I just want to call so you know, okay?", []),
    ("We'd like, if possible, to come by.", []),
    ("It looks like rain.", []),
    ("Uh-huh, that works.", []),
    ("The umbrella firm is Umber and Sons.", []),
    ("That is what I mean.", []),
]


@pytest.mark.parametrize(("text", "quotes"), FILLERS)
def test_a_filler_is_a_sound_or_stands_apart_from_its_sentence(text: str, quotes: list[str]) -> None:
    [passage] = passages(Transcript.from_text(text))

    assert [f.text for f in fillers(passage)] == quotes


def test_no_filler_is_never_said_to_be_none() -> None:
    found = of(Transcript.from_text("This is Dana with Harper Law."), Kind.VOICEMAIL)["fillers"]

    assert (found.value, found.bound) == (0, "at least")
    assert "At least" in found.note


CALL = Transcript(utterances=(spoken(Speaker.REP, 0.0, 10.0), spoken(Speaker.PROSPECT, 10.2, 10.6, "Thursday.")))


def test_questions_are_those_of_the_scorecard() -> None:
    question = Question(text="How old is the roof?", type=QuestionType.SITUATION, start=1.0, end=2.0)

    assert of(CALL, Kind.CALL, (question, question))["questions"].value == 2
    assert "questions" not in of(Transcript.from_text("Hello Dana."), Kind.VOICEMAIL)


def test_nothing_said_gives_no_metrics() -> None:
    assert measure(Transcript(utterances=()), Kind.VOICEMAIL) == ()
    assert measure(Transcript(utterances=()), Kind.CALL) == ()


PLAIN = ["Hi Marcus, this is Dana with Harper Law", "I am calling about your roof", "Call me back today"]
HARD = ["Our organisation facilitates comprehensive administrative optimisation of interdepartmental communication"]


def test_plain_sentences_read_easier_than_hard_ones() -> None:
    assert readability(PLAIN).ease > 80 > 0 > readability(HARD).ease
    assert readability(PLAIN).grade < 4 < 16 < readability(HARD).grade


def test_titles_and_clock_times_do_not_end_a_sentence() -> None:
    dotted = ["Mr. Harper will see you at nine a.m. on Friday in the office."]
    bare = ["Mr Harper will see you at nine am on Friday in the office"]

    assert readability(dotted) == readability(bare)


def test_reading_ease_is_left_out_of_a_few_words_and_of_other_languages() -> None:
    long = "Hi Marcus, this is Dana with Harper Law. I am calling about your roof. Please call me back today or Friday."

    assert "reading-ease" in of(Transcript.from_text(long), Kind.VOICEMAIL)
    assert "reading-ease" not in of(Transcript.from_text("Hi Marcus, call me."), Kind.VOICEMAIL)
    spanish = Transcript.from_text(long).model_copy(update={"language": "es"})
    assert "reading-ease" not in of(spanish, Kind.VOICEMAIL)


def test_common_words_have_their_true_syllables() -> None:
    import textstat

    readability(PLAIN)

    counted = {word: textstat.syllable_count(word) for word in ("about", "open", "idea", "every", "roof", "hospital")}
    assert counted == {"about": 2, "open": 2, "idea": 3, "every": 2, "roof": 1, "hospital": 3}


FRESH = """
import socket, sys, urllib.request
def refuse(*args, **kwargs):
    raise SystemExit("the network was reached for")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = urllib.request.urlopen = refuse
if sys.argv[1] == "ours":
    from coach.readability import readability
    import nltk
    nltk.download = nltk.downloader.Downloader.download = refuse
    print(readability(["I am calling about your roof"]).ease)
else:
    import nltk, textstat
    nltk.data.path.clear()
    print(textstat.flesch_reading_ease("I am calling about your roof"))
"""


def fresh(way: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A new interpreter on a machine where nltk has no data."""
    root = str(Path(__file__).parents[1])
    environment = {"HOME": str(home), "PATH": "", "PYTHONPATH": root}
    return subprocess.run(
        [sys.executable, "-c", FRESH, way], capture_output=True, text=True, env=environment, check=False
    )


def test_reading_ease_never_reaches_for_the_network(tmp_path: Path) -> None:
    done = fresh("ours", tmp_path)

    assert done.returncode == 0, done.stderr
    assert 80 < float(done.stdout) < 120


def test_the_test_above_can_fail_because_textstat_alone_does_reach_for_it(tmp_path: Path) -> None:
    done = fresh("textstat alone", tmp_path)

    assert done.returncode != 0


def test_measuring_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: opened.append(a))

    measure(Transcript.from_text(" ".join(PLAIN)), Kind.VOICEMAIL)

    assert opened == []


def test_our_pronunciations_are_found_first_whatever_else_is_installed() -> None:
    import nltk.data

    readability(PLAIN)

    assert str(nltk.data.find("corpora/cmudict")).startswith(str(PRONUNCIATIONS))


def test_every_pronunciation_is_one_word_with_a_vowel_for_each_syllable() -> None:
    lines = (PRONUNCIATIONS / "corpora" / "cmudict" / "cmudict").read_text(encoding="ascii").splitlines()
    entries = [line.split() for line in lines]

    assert [e[0] for e in entries] == sorted({e[0] for e in entries})
    assert all(e[1] == "1" and set(e[2:]) == {"V0"} and len(e) <= 2 + 6 for e in entries)
