"""A card number said over the telephone, from real sound to silence: `paying_by_phone.opus` is a talk of two synthetic
voices, in which a card with its expiry and code is read out, and a telephone number to call back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coach.edges.muting import mute
from coach.edges.transcribe import WhisperTranscriber
from coach.edges.weights import DEFAULT_MODEL, find_model
from coach.listening import Tools
from coach.models import Facts, Kind, Transcript
from coach.pipeline import hear
from coach.spoken_secrets import secrets_said, spans_to_silence

CALL = Path(__file__).parent / "paying_by_phone.opus"


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    return Tools(WhisperTranscriber(find_model(DEFAULT_MODEL, tmp_path_factory.mktemp("models"))))


@pytest.fixture(scope="module")
def heard(tools: Tools) -> Transcript:
    return hear(CALL, Facts(kind=Kind.CALL), tools, Kind.CALL)[1]


def test_the_card_is_taken_out_and_the_number_to_call_stays(heard: Transcript) -> None:
    marks = [one.kind.value for one in secrets_said(heard)]
    numbers = re.findall(r"\d[\d -]*\d", heard.text)

    assert marks == ["card", "expiry", "code"]
    assert [number.replace("-", " ")[:7] for number in numbers] == ["312 555"]


def test_after_silencing_nobody_hears_it_again_and_the_rest_is_heard(
    heard: Transcript, tools: Tools, tmp_path: Path
) -> None:
    kept = Path(shutil.copy(CALL, tmp_path / "kept"))
    mute(kept, spans_to_silence(heard), CALL.name, also_original=True)
    _, again = hear(kept, Facts(kind=Kind.CALL), tools, Kind.CALL, name="kept.flac")

    before_callback, _, callback = again.text.partition("call you back")
    assert not secrets_said(again)
    assert not re.search(r"\d|\b(?:zero|one|two|four|five|six|seven|eight|nine)\b", before_callback)
    assert "number on the card" in before_callback
    assert re.search("312|three,? one", callback.lower())
