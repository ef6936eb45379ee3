"""Recordings become sound: whole, at the right times, in small windows, with an account of what was lost."""

from __future__ import annotations

import json
import os
import random
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.codec import codecs_available
from av.container import InputContainer
from sound_files import Samples, babble, encode, seconds_late, write_wav

from coach.edges import formats
from coach.edges.audio import RATE, AudioReport, fingerprint
from coach.edges.audio_reader import read_here as open_audio
from coach.edges.decoding import Decoder
from coach.edges.files import open_recording
from coach.edges.headerless import g711_law
from coach.edges.resampling import Resampler
from coach.errors import AudioError


def heard(path: Path, **options: float) -> tuple[Samples, AudioReport]:
    with open_audio(path, **options) as audio:
        sound = np.concatenate([window.samples for window in audio.windows()], axis=1)
        return sound, audio.report


def refusal(path: Path | str) -> AudioError:
    with pytest.raises(AudioError) as caught, open_audio(path) as audio:
        list(audio.windows())
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return caught.value


def overwrite(path: Path, at: float, size: int, seed: int = 3) -> None:
    """Random bytes over a part of the file, as a broken disk leaves them."""
    data = bytearray(path.read_bytes())
    start = int(len(data) * at)
    data[start : start + size] = random.Random(seed).randbytes(size)
    path.write_bytes(data)


def cut(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


# What decodes


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.mp3", "libmp3lame", 16_000),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.m4a", "aac", 44_100),
        ("a.m4a", "alac", 16_000),
        ("a.aac", "aac", 16_000),
        ("a.flac", "flac", 48_000),
        ("a.ogg", "libopus", 48_000),
        ("a.webm", "libopus", 48_000),
        ("a.mka", "libmp3lame", 16_000),
        ("a.amr", "libopencore_amrnb", 8_000),
        ("a.3gp", "libopencore_amrnb", 8_000),
        ("a.wav", "pcm_mulaw", 8_000),
        ("a.wav", "pcm_alaw", 8_000),
        ("a.wav", "pcm_f32le", 16_000),
        ("a.wav", "pcm_u8", 8_000),
        ("a.aiff", "pcm_s16be", 16_000),
        ("a.caf", "pcm_s16le", 16_000),
        ("a.au", "pcm_mulaw", 8_000),
    ],
)
def test_every_usual_format_is_heard_whole_and_at_the_right_time(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    path = encode(tmp_path / name, codec, babble(6.0, rate), rate)

    sound, report = heard(path)

    assert sound.shape[1] / RATE == pytest.approx(6.0, abs=0.15)
    assert report.coverage == 1.0
    assert report.warnings == ()
    assert abs(seconds_late(sound, heard(write_wav(tmp_path / "plain.wav", babble(6.0, rate), rate))[0], 3.0)) <= 0.08


def test_an_odd_ending_does_not_matter_when_the_file_has_a_header(tmp_path: Path) -> None:
    for ending in (".g711", ".pcm", ".gsm610", ".adpcm", ".mp3", ".txt", ""):
        path = write_wav(tmp_path / f"message{ending}", babble(1.0))

        assert heard(path)[0].shape == (1, RATE)


def test_the_sound_of_a_video_is_heard_and_its_pictures_are_never_decoded(tmp_path: Path) -> None:
    path = encode(tmp_path / "meeting.mp4", "aac", babble(4.0), video=True)

    sound, report = heard(path)

    assert report.codec == "aac"
    assert sound.shape[1] / RATE == pytest.approx(4.0, abs=0.1)
    assert all(av.Codec(name).type == "audio" for name in formats.GUARDS["codec_whitelist"].split(","))


def test_what_we_allow_exists_in_the_library_under_that_name() -> None:
    assert set(formats.GUARDS["format_whitelist"].split(",")) <= set(av.formats_available)
    assert set(formats.GUARDS["codec_whitelist"].split(",")) <= set(codecs_available)


def test_two_channels_stay_apart(tmp_path: Path) -> None:
    both = np.concatenate([babble(2.0, seed=1), babble(2.0, seed=2)])

    sound, report = heard(write_wav(tmp_path / "call.wav", both))

    assert report.channels == 2
    np.testing.assert_allclose(sound, both, atol=1e-4)


def test_more_than_two_channels_are_mixed_to_one(tmp_path: Path) -> None:
    six = np.repeat(babble(2.0), 6, axis=0)

    sound, report = heard(write_wav(tmp_path / "meeting.wav", six))

    assert report.channels == 1
    np.testing.assert_allclose(sound, six[:1], atol=1e-4)


def test_a_damaged_packet_that_claims_dozens_of_channels_crashes_nothing() -> None:
    frame = av.AudioFrame("fltp", "44 channels", 1024)
    frame.sample_rate = RATE

    pieces = Resampler(channels=1).feed(frame)

    assert [piece.shape for piece in pieces] == [(1, 1024)]


@pytest.mark.parametrize(("channels", "rate"), [(24, 16_000), (1, 768_000)])
def test_more_channels_or_samples_than_any_recording_has_are_refused(tmp_path: Path, channels: int, rate: int) -> None:
    path = write_wav(tmp_path / "monster.wav", np.zeros((channels, 16_000), np.float32), rate)

    assert refusal(path).code == "unsupported"


def test_samples_beyond_full_scale_or_no_number_at_all_stay_within_bounds(tmp_path: Path) -> None:
    wild = babble(1.0)
    wild[0, 100:200], wild[0, 300:400], wild[0, 500] = 7.0, np.nan, -np.inf

    sound, _ = heard(encode(tmp_path / "wild.wav", "pcm_f32le", wild))

    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= 1.0


@pytest.mark.parametrize(("codec", "name", "rate"), [("pcm_s16le", "a.wav", 16_000), ("libmp3lame", "a.mp3", 44_100)])
def test_windows_put_together_are_the_whole_recording(tmp_path: Path, codec: str, name: str, rate: int) -> None:
    path = encode(tmp_path / name, codec, np.repeat(babble(5.3, rate), 2, axis=0), rate)

    with open_audio(path) as audio:
        windows = list(audio.windows(0.7))
    whole, _ = heard(path)

    assert [round(w.start, 6) for w in windows] == [round(0.7 * n, 6) for n in range(len(windows))]
    assert {w.samples.shape[1] for w in windows[:-1]} == {round(0.7 * RATE)}
    np.testing.assert_array_equal(np.concatenate([w.samples for w in windows], axis=1), whole)


def test_the_same_file_gives_the_same_samples_each_time(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", "libmp3lame", babble(3.0, 44_100), 44_100)

    first, second = heard(path)[0], heard(path)[0]

    np.testing.assert_array_equal(first, second)


def test_a_recording_that_changes_its_sample_rate_midway_is_heard_to_its_end(tmp_path: Path) -> None:
    slow = encode(tmp_path / "slow.aac", "aac", babble(3.0, 16_000), 16_000)
    fast = encode(tmp_path / "fast.aac", "aac", babble(3.0, 44_100, seed=2), 44_100)
    joined = tmp_path / "joined.aac"
    joined.write_bytes(slow.read_bytes() + fast.read_bytes())

    sound, _ = heard(joined)

    assert sound.shape[1] / RATE == pytest.approx(6.0, abs=0.3)
    assert abs(seconds_late(sound, np.concatenate([heard(slow)[0], heard(fast)[0]], axis=1), 4.0, 1.0)) <= 0.05


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0x7FFFF000])
def test_a_wav_file_whose_recorder_never_wrote_the_length_is_read_whole(tmp_path: Path, size: int) -> None:
    path = write_wav(tmp_path / "crashed.wav", babble(2.0))
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = size.to_bytes(4, "little")
    path.write_bytes(data)

    sound, report = heard(path)

    assert sound.shape == (1, 2 * RATE)
    assert report.warnings == ()


# Telephone sound without a header


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("codec", "ending"), [("pcm_mulaw", ".ulaw"), ("pcm_alaw", ".alaw"), ("pcm_s16le", ".sln")])
def test_a_file_without_a_header_is_read_as_its_ending_says(tmp_path: Path, codec: str, ending: str, seed: int) -> None:
    with_header = encode(tmp_path / "message.wav", codec, babble(2.0, 8_000, seed), 8_000)
    raw = tmp_path / f"message{ending}"
    raw.write_bytes(_sound_bytes(with_header))

    np.testing.assert_array_equal(heard(raw)[0], heard(with_header)[0])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("codec", ["pcm_mulaw", "pcm_alaw"])
def test_the_sound_tells_which_kind_of_g711_it_is(tmp_path: Path, codec: str, seed: int) -> None:
    quiet = babble(2.0, 8_000, seed) * (0.02, 0.1, 0.3, 0.7, 1.0)[seed]
    with_header = encode(tmp_path / "message.wav", codec, quiet, 8_000)
    raw = tmp_path / "message.g711"
    raw.write_bytes(_sound_bytes(with_header))

    np.testing.assert_array_equal(heard(raw)[0], heard(with_header)[0])


@pytest.mark.parametrize("name", ["noise.g711", "silence.g711", "message.pcm", "message.raw", "message.vox"])
def test_a_file_without_a_header_that_nothing_explains_gets_one_clear_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xff" * 8000 if "silence" in name else random.Random(1).randbytes(8000))

    assert refusal(path).code == "headerless"


def _sound_bytes(wav: Path) -> bytes:
    data = wav.read_bytes()
    start = data.index(b"data") + 8
    return data[start : start + int.from_bytes(data[start - 4 : start], "little")]


def test_random_bytes_are_no_g711() -> None:
    assert g711_law(random.Random(2).randbytes(40_000)) is None


# What is damaged or cut off


@pytest.mark.parametrize("at", [0.1, 0.5, 0.7])
@pytest.mark.parametrize(
    ("name", "codec", "rate", "lost_s"),
    [
        ("a.mp3", "libmp3lame", 16_000, 0.5),
        ("a.mp3", "libmp3lame", 44_100, 0.5),
        ("a.aac", "aac", 16_000, 0.3),
        ("a.m4a", "aac", 16_000, 0.5),
        ("a.flac", "flac", 16_000, 1.5),
        ("a.ogg", "libopus", 48_000, 2.6),
    ],
)
def test_sound_behind_the_damage_is_kept_at_its_time_and_the_loss_is_told(
    tmp_path: Path, name: str, codec: str, rate: int, lost_s: float, at: float
) -> None:
    path = encode(tmp_path / name, codec, babble(12.0, rate), rate)
    whole, _ = heard(path)
    overwrite(path, at, 400)

    sound, report = heard(path)

    assert report.decoded_s >= whole.shape[1] / RATE - lost_s
    assert report.damaged_packets > 0
    assert any("damaged" in warning for warning in report.warnings)
    assert abs(seconds_late(sound, whole, 10.5, 1.0)) <= 0.05


def test_a_wrong_number_in_the_header_tears_no_gaps_into_bare_samples(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.caf", "pcm_s16be", babble(3.0))
    whole, _ = heard(path)
    data = bytearray(path.read_bytes())
    frames_in_a_packet = data.index(b"desc") + 12 + 20
    assert data[frames_in_a_packet : frames_in_a_packet + 4] == b"\0\0\0\1"
    data[frames_in_a_packet + 2] = 1  # 257 instead of 1
    path.write_bytes(data)

    sound, report = heard(path)

    assert np.array_equal(sound, whole)
    assert any("announces" in warning for warning in report.warnings)


@pytest.mark.parametrize(("announced", "losses"), [(9.0, 0), (None, 1)])
def test_a_pause_in_a_movie_is_meant_only_where_the_length_that_it_announces_has_room_for_it(
    tmp_path: Path, announced: float | None, losses: int
) -> None:
    path, later = encode(tmp_path / "a.m4a", "aac", babble(6.0)), tmp_path / "later.m4a"
    with av.open(str(path)) as source, av.open(str(later), "w") as out:
        sound = source.streams.audio[0]
        copy = out.add_stream_from_template(sound)
        for packet in source.demux(sound):
            if packet.pts is None or packet.dts is None:
                continue
            pause = 48_000 if packet.pts > 3 * 16_000 else 0
            packet.pts, packet.dts, packet.stream = packet.pts + pause, packet.dts + pause, copy
            out.mux(packet)

    with av.open(str(later)) as container:
        decoder = Decoder(container, container.streams.audio[0], announced)
        length = sum(piece.shape[1] for piece in decoder.sound()) / RATE

    assert length == pytest.approx(9.0, abs=0.2)
    assert len(decoder.losses) == losses


def test_a_plain_decoding_loop_would_have_lost_the_rest(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", "libmp3lame", babble(20.0))
    overwrite(path, 0.5, 400)

    plainly: list[av.AudioFrame] = []
    with av.open(str(path)) as container, pytest.raises(av.error.InvalidDataError):
        plainly.extend(container.decode(audio=0))

    assert sum(frame.samples / frame.sample_rate for frame in plainly) < 11.0
    assert heard(path)[1].decoded_s > 19.5


@pytest.mark.parametrize("seed", [0, 56, 60, 61, 117])
def test_damage_that_leaves_the_decoder_in_a_wrong_state_does_not_cost_the_rest(tmp_path: Path, seed: int) -> None:
    path = encode(tmp_path / "a.m4a", "aac", babble(12.0))
    size = path.stat().st_size
    chance = random.Random(seed)
    for _ in range(12):
        data = bytearray(path.read_bytes())
        start = chance.randrange(2000, size // 3)
        data[start : start + 1200] = chance.randbytes(1200)
        path.write_bytes(data)

    assert heard(path)[1].decoded_s > 9.0


class Stumbles:
    """A container whose reading fails once, in its middle."""

    def __init__(self, container: InputContainer) -> None:
        self._container, self._left = container, 20

    def __getattr__(self, name: str) -> object:
        return getattr(self._container, name)

    def demux(self, stream: AudioStream) -> Iterator[av.Packet[AudioStream]]:
        for packet in self._container.demux(stream):
            self._left -= 1
            if self._left == 0:
                raise av.error.InvalidDataError(1, "read")
            yield packet


def test_reading_goes_on_behind_a_packet_that_cannot_be_read(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.m4a", "aac", babble(6.0))

    with av.open(str(path)) as container:
        decoder = Decoder(Stumbles(container), container.streams.audio[0], 6.0)
        seconds = sum(piece.shape[1] for piece in decoder.sound()) / RATE

    assert seconds == pytest.approx(6.0, abs=0.1)
    assert decoder.damaged == 1
    assert decoder.lost_s == pytest.approx(1024 / RATE, abs=0.01)


def test_everything_that_packets_can_give_is_kept(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", "libmp3lame", babble(20.0))
    for at in (0.2, 0.4, 0.6):
        overwrite(path, at, 400)

    possible = 0.0
    with av.open(str(path)) as container:
        for packet in container.demux(audio=0):
            try:
                possible += sum(frame.samples / frame.sample_rate for frame in packet.decode())
            except av.error.InvalidDataError:
                continue

    assert heard(path)[1].decoded_s >= 0.99 * possible


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [("a.mp3", "libmp3lame", 16_000), ("a.wav", "pcm_s16le", 16_000), ("a.flac", "flac", 16_000)],
)
def test_a_missing_end_is_told_with_both_lengths(
    tmp_path: Path, name: str, codec: str, rate: int, share: float
) -> None:
    path = encode(tmp_path / name, codec, babble(20.0, rate), rate)
    cut(path, share)

    _, report = heard(path)

    assert report.container_s == pytest.approx(20.0, abs=0.1)
    assert report.coverage == pytest.approx(share, abs=0.1)
    assert any(warning.startswith("The end is missing: the file announces 0:20") for warning in report.warnings)


@pytest.mark.parametrize(("name", "codec", "rate"), [("a.ogg", "libopus", 48_000), ("a.aac", "aac", 16_000)])
def test_a_file_that_announces_no_length_still_tells_that_it_breaks_off(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    path = encode(tmp_path / name, codec, babble(20.0, rate), rate)
    assert heard(path)[1].warnings == ()
    cut(path, 0.6)

    _, report = heard(path)

    assert report.container_s is None
    assert any("breaks off at 0:1" in warning for warning in report.warnings)


def test_a_length_that_the_file_only_claims_is_not_believed(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "claims.wav", babble(2.0))
    data = bytearray(path.read_bytes())
    data[40:44] = (10 * 3600 * 32_000).to_bytes(4, "little")
    path.write_bytes(data)

    sound, report = heard(path)

    assert sound.shape == (1, 2 * RATE)
    assert report.coverage < 0.001


def test_reading_stops_at_the_longest_that_we_read_and_says_so(tmp_path: Path) -> None:
    path = encode(tmp_path / "endless.flac", "flac", np.zeros((1, 90 * RATE), np.float32))

    sound, report = heard(path, max_seconds=70.0)

    assert sound.shape == (1, 70 * RATE)
    assert report.warnings == ("Only the first 1:10 were read: longer recordings are not.",)


# What is refused


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Hi Marcus, this is Dana.\n" * 60, "not-a-recording"),
        ("Grüße aus Köln\n".encode() * 400, "not-a-recording"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not-a-recording"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "not-a-recording"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20, "not-a-recording"),
        (b"MZ" + bytes(range(256)) * 20, "not-a-recording"),
        (bytes(5000), "not-a-recording"),
    ],
)
@pytest.mark.parametrize("ending", [".wav", ".mp3", ".m4a"])
def test_a_file_that_is_no_recording_is_refused(tmp_path: Path, content: bytes, code: str, ending: str) -> None:
    path = tmp_path / f"message{ending}"
    path.write_bytes(content)

    error = refusal(path)

    assert error.code == code
    assert path.name in error.message


def test_a_header_with_nothing_behind_it_is_no_recording(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "header.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))

    assert refusal(tmp_path / "header.wav").code == "no-sound"


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "silent.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))
        container.mux([*stream.encode(picture), *stream.encode(None)])

    assert refusal(tmp_path / "silent.mp4").code == "no-sound"


def test_an_m4a_without_its_table_of_contents_is_called_incomplete(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.m4a", "aac", babble(5.0))
    cut(path, 0.5)

    assert refusal(path).code == "incomplete"


@pytest.mark.parametrize(
    ("kind", "code", "says"),
    [(b"enca", "protected", "copy-protected"), (b"drms", "protected", "DRM")],
)
def test_protected_sound_is_named(tmp_path: Path, kind: bytes, code: str, says: str) -> None:
    path = encode(tmp_path / "a.m4a", "aac", babble(1.0))
    path.write_bytes(path.read_bytes().replace(b"mp4a", kind, 1))

    error = refusal(path)

    assert (error.code, says in error.message) == (code, True)


@pytest.mark.parametrize("tag", [0x0F0F, 0x0131])
def test_sound_of_a_kind_that_nothing_here_decodes_is_called_unsupported(tmp_path: Path, tag: int) -> None:
    path = write_wav(tmp_path / "dictation.wav", babble(1.0))
    data = bytearray(path.read_bytes())
    data[20:22] = tag.to_bytes(2, "little")
    path.write_bytes(data)

    assert refusal(path).code == "unsupported"


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_to_the_bytes_the_outcome_is_sound_or_one_line(
    tmp_path: Path, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    name, codec, rate = chance.choice(
        [
            ("a.mp3", "libmp3lame", 16_000),
            ("a.m4a", "aac", 16_000),
            ("a.aac", "aac", 16_000),
            ("a.ogg", "libopus", 48_000),
            ("a.webm", "libopus", 48_000),
            ("a.flac", "flac", 16_000),
            ("a.caf", "pcm_s16le", 16_000),
            ("a.wav", "pcm_mulaw", 8_000),
            ("a.amr", "libopencore_amrnb", 8_000),
        ]
    )
    path = encode(tmp_path / name, codec, babble(1.5, rate), rate)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(chance.choice([len(data), min(len(data), 400)]))] = chance.randrange(256)
    start = chance.randrange(len(data))
    path.write_bytes(data + data[start : start + 900] if seed % 2 else data[start // 2 :])

    try:
        sound, report = heard(path)
        line, seconds, coverage = "", sound.shape[1] / RATE, report.coverage
    except AudioError as error:
        line, seconds, coverage = str(error), 0.0, 0.0

    assert line.count("\n") == 0
    assert (0.0 < seconds < 70.0 and 0.0 < coverage <= 1.0) != bool(line)
    assert capfd.readouterr() == ("", "")


def test_an_mp3_with_a_picture_in_its_middle_gets_no_minutes_of_silence(tmp_path: Path) -> None:
    data = encode(tmp_path / "a.mp3", "libmp3lame", babble(6.0), write_xing="0").read_bytes()
    picture = b"ID3\x03\0\0\0\x3f\x7f\x7f" + bytes(900_000)
    (tmp_path / "joined.mp3").write_bytes(data + picture + data)

    sound, _ = heard(tmp_path / "joined.mp3")

    assert sound.shape[1] / RATE == pytest.approx(12.0, abs=1.0)


def test_an_impossible_place_in_a_file_is_answered_and_not_raised(tmp_path: Path) -> None:
    with open_recording(write_wav(tmp_path / "a.wav", babble(1.0))) as file:
        assert file.seek(-5) == -1
        assert file.seek(1 << 70) == -1


def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "device.wav").symlink_to("/dev/zero")
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nowhere.wav")

    assert refusal(tmp_path).code == "not-a-file"
    assert refusal(tmp_path / "pipe.wav").code == "not-a-file"
    assert refusal(tmp_path / "device.wav").code == "not-a-file"
    assert refusal(tmp_path / "gone.wav").code == "not-found"
    assert refusal(tmp_path / "a\0b.wav").code == "no-access"


def test_a_link_to_an_ordinary_recording_is_followed(tmp_path: Path) -> None:
    write_wav(tmp_path / "message.wav", babble(1.0))
    (tmp_path / "latest.wav").symlink_to(tmp_path / "message.wav")

    assert heard(tmp_path / "latest.wav")[0].shape == (1, RATE)


def test_an_old_decoding_library_is_not_used() -> None:
    formats.check_ffmpeg("8.1.2")
    formats.check_ffmpeg("n9.0-4-gabcdef")
    for version in ("8.1.1", "7.1.5", "N-12345-gabcdef"):
        with pytest.raises(AudioError, match="not safe"):
            formats.check_ffmpeg(version)


def test_the_fingerprint_is_that_of_the_bytes_whatever_the_name(tmp_path: Path) -> None:
    first = write_wav(tmp_path / "a.wav", babble(1.0))
    (tmp_path / "b.mp3").write_bytes(first.read_bytes())

    assert fingerprint(first) == fingerprint(tmp_path / "b.mp3")
    assert fingerprint(first) != fingerprint(write_wav(tmp_path / "c.wav", babble(1.0, seed=9)))


# The shared recordings


def test_all_shared_formats_have_the_right_length(shared: Path) -> None:
    lines = (shared / "recordings/formats/truth.jsonl").read_text().splitlines()
    for truth in map(json.loads, lines):
        sound, report = heard(shared / "recordings/formats" / truth["file"])

        assert sound.shape[1] / RATE == pytest.approx(truth["duration_s"], abs=0.1), truth["file"]
        assert report.warnings == ()


def test_all_shared_bad_files_end_in_one_line_or_in_a_warning(shared: Path) -> None:
    outcome = {}
    for truth in map(json.loads, (shared / "recordings/bad/truth.jsonl").read_text().splitlines()):
        try:
            _, report = heard(shared / "recordings/bad" / truth["file"])
            outcome[truth["file"]] = " ".join(report.warnings)
        except AudioError as error:
            outcome[truth["file"]] = error.code

    assert outcome == {
        "empty.wav": "empty",
        "text-renamed.wav": "not-a-recording",
        "truncated.mp3": "The end is missing: the file announces 0:21 but its sound stops at 0:08.",
        "damaged.mp3": "The file is damaged: 0.1 s of sound are lost, at 0:10.",
        "video-without-sound.mp4": "no-sound",
        "silence-10s.wav": "",
        "noise-10s.wav": "",
        "hold-music-15s.mp3": "",
        "greeting-beep-no-message.ogg": "",
    }


def test_all_shared_recordings_of_real_people_are_heard_without_a_warning(shared: Path) -> None:
    lines = (shared / "recordings/real/labels.jsonl").read_text().splitlines()
    for label in map(json.loads, lines):
        _, report = heard(shared / "recordings/real" / label["file"])

        assert (report.warnings, report.coverage) == ((), 1.0), label["file"]
