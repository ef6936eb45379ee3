"""A file that says it is a recording must not make us read another file or call an address.

Every disguise comes with a twin: the same bytes or the same address, given to the library without
our guards, do open the neighbour's recording or do reach the server. So these tests can fail.
"""

from __future__ import annotations

import base64
import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from sound_files import babble, encode, write_wav

from coach.edges import formats
from coach.edges.audio_reader import read_here as open_audio
from coach.errors import AudioError


class Canary(http.server.ThreadingHTTPServer):
    """A server that counts who calls, and answers everything with the neighbour's recording."""

    def __init__(self, recording: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.recording, self.calls = recording, list[str]()


class _Answer(http.server.BaseHTTPRequestHandler):
    server: Canary

    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.recording)))
        self.end_headers()
        self.wfile.write(self.server.recording)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody else's recording, in two formats, in a folder of its own."""
    folder = tmp_path_factory.mktemp("neighbour")
    write_wav(folder / "secret.wav", babble(1.0))
    return encode(folder / "secret.aac", "aac", babble(1.0))


@pytest.fixture(scope="module")
def canary(secret: Path) -> Iterator[Canary]:
    server = Canary(secret.read_bytes())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def folder(tmp_path: Path, secret: Path, canary: Canary, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the rep's files are: the secret lies beside them, and the library's own time-outs are short."""
    for name in ("secret.wav", "secret.aac"):
        (tmp_path / name).write_bytes((secret.parent / name).read_bytes())
    canary.calls.clear()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(formats, "OPEN_TIMEOUT_S", 1.0)
    monkeypatch.setattr(formats, "READ_TIMEOUT_S", 0.2)
    return tmp_path


_HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n{extra}#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n"

# Name of the file, what is in it. {here}: the folder; {web}: the server's address.
READS_A_FILE = [
    ("concat.wav", "ffconcat version 1.0\nfile secret.wav\n"),
    ("concat.mp3", "ffconcat version 1.0\nfile secret.aac\nduration 1\nfile secret.aac\n"),
    ("concat", "ffconcat version 1.0\r\nfile 'secret.wav'\r\n"),
    ("padded.wav", "ffconcat version 1.0\n" + "# padding\n" * 1000 + "file secret.wav\n"),
    ("binary.wav", "ffconcat version 1.0\n# \xff\xfe\nfile secret.wav\n"),
    ("binary.m3u8", _HLS.format(extra="# \xff\xfe\n", target="{here}/secret.aac")),
    ("list.m3u8", _HLS.format(extra="", target="{here}/secret.aac")),
    ("relative.m3u8", _HLS.format(extra="", target="secret.aac")),
    ("scheme.m3u8", _HLS.format(extra="", target="file://{here}/secret.aac")),
]
CALLS_AN_ADDRESS = [
    ("web.m3u8", _HLS.format(extra="", target="{web}/secret.aac")),
    ("key.m3u8", _HLS.format(extra='#EXT-X-KEY:METHOD=AES-128,URI="{web}/key"\n', target="{here}/secret.aac")),
    ("map.m3u8", _HLS.format(extra='#EXT-X-MAP:URI="{web}/map.mp4"\n', target="{here}/secret.aac")),
    ("master.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\n{web}/inner.m3u8\n"),
]
OPENS_AS_SOMETHING_ELSE = [
    ("session.wav", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"),
    ("tags.wav", ";FFMETADATA1\ntitle=x\n"),
    ("captions.mp3", "WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n"),
    ("captions.wav", "1\n00:00:00,000 --> 00:00:01,000\nhello\n"),
    ("script.wav", "[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,x,x,0,0,0,,hi\n"),
    ("redirect.wav", "[Reference]\nRef1={web}/x.asf\n"),
    ("waves.sbg", "-SE\nbase: 200+10/10\nNOW base\n"),
    ("screen.ans", "hello\n"),
]
NEVER_A_RECORDING = [
    ("dash.wav", '<?xml version="1.0"?>\n<MPD><Period><BaseURL>{web}/secret.aac</BaseURL></Period></MPD>'),
    ("tracks.wav", '<?xml version="1.0"?><playlist><trackList><track><location>{web}/a</location></track></trackList>'),
    ("radio.wav", "[playlist]\nFile1={web}/secret.aac\nNumberOfEntries=1\n"),
    ("show.wav", '<asx version="3.0"><entry><ref href="{web}/secret.aac"/></entry></asx>'),
    ("slides.wav", '<smil><body><audio src="{web}/secret.aac"/></body></smil>'),
    ("address.wav", "{web}/secret.aac\n"),
    ("stream.wav", "rtsp://127.0.0.1/x\n"),
    ("filter.wav", "sine=frequency=440\n"),
    ("filter.lavfi", "amovie=secret.wav\n"),
]
ALL = [*READS_A_FILE, *CALLS_AN_ADDRESS, *OPENS_AS_SOMETHING_ELSE, *NEVER_A_RECORDING]


def craft(folder: Path, canary: Canary, name: str, text: str) -> Path:
    path = folder / name
    web = f"http://127.0.0.1:{canary.server_port}"
    path.write_bytes(text.replace("{here}", str(folder)).replace("{web}", web).encode("latin-1"))
    return path


def heard_without_guards(path: Path, guards: dict[str, str] | None = None) -> tuple[str, int]:
    """Which demuxer took the file, and how many samples came out of it."""
    with path.open("rb") as file, formats.demux(file, guards or {}) as container:
        samples = 0
        with contextlib.suppress(av.error.FFmpegError, IndexError):
            for frame in container.decode(audio=0):
                samples += frame.samples
        return container.format.name, samples


def kinds(cases: list[tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "text"), cases, ids=[name for name, _ in cases])


@kinds(ALL)
def test_a_disguise_is_refused_and_touches_nothing(folder: Path, canary: Canary, name: str, text: str) -> None:
    path = craft(folder, canary, name, text)

    with pytest.raises(AudioError) as caught:
        open_audio(path)

    assert caught.value.code in ("playlist", "not-a-recording")
    assert canary.calls == []


@kinds([case for case in ALL if "ffconcat" in case[1] or "EXTM3U" in case[1] or "<MPD" in case[1]])
def test_a_list_of_other_files_is_called_one(folder: Path, canary: Canary, name: str, text: str) -> None:
    with pytest.raises(AudioError) as caught:
        open_audio(craft(folder, canary, name, text))

    assert caught.value.code == ("not-a-recording" if name.startswith("binary") else "playlist")


@pytest.mark.parametrize("lock", ["format_whitelist", "protocol_whitelist"])
@kinds([*READS_A_FILE, *CALLS_AN_ADDRESS])
def test_each_lock_alone_keeps_the_disguise_out(folder: Path, canary: Canary, name: str, text: str, lock: str) -> None:
    path = craft(folder, canary, name, text)

    with pytest.raises(av.error.FFmpegError):
        heard_without_guards(path, {lock: formats.GUARDS[lock]})

    assert canary.calls == []


@kinds(READS_A_FILE)
def test_twin_without_guards_the_disguise_reads_the_neighbours_recording(
    folder: Path, canary: Canary, name: str, text: str
) -> None:
    demuxer, samples = heard_without_guards(craft(folder, canary, name, text))

    assert demuxer in ("concat", "hls")
    assert samples >= 16_000


@kinds(CALLS_AN_ADDRESS)
def test_twin_without_guards_the_disguise_calls_the_server(folder: Path, canary: Canary, name: str, text: str) -> None:
    with contextlib.suppress(av.error.FFmpegError, IndexError):
        heard_without_guards(craft(folder, canary, name, text))

    assert canary.calls != []


@kinds(OPENS_AS_SOMETHING_ELSE)
def test_twin_without_guards_the_disguise_is_opened(folder: Path, canary: Canary, name: str, text: str) -> None:
    demuxer, _ = heard_without_guards(craft(folder, canary, name, text))

    assert demuxer not in formats.GUARDS["format_whitelist"].split(",")


@pytest.mark.parametrize("name", ["picture.wav", "picture%02d.png", "picture%02d.jpg", "song.mp3"])
def test_pictures_and_picture_patterns_are_refused(folder: Path, name: str) -> None:
    codec = "mjpeg" if name.endswith("jpg") else "png"
    context = av.CodecContext.create(codec, "w")
    context.width = context.height = 16
    context.pix_fmt, context.time_base = ("yuvj420p" if codec == "mjpeg" else "rgb24"), 1
    picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8)).reformat(format=context.pix_fmt)
    path = folder / name
    path.write_bytes(b"".join(bytes(packet) for packet in [*context.encode(picture), *context.encode(None)]))

    with pytest.raises(AudioError):
        open_audio(path)

    assert heard_without_guards(path)[0] in ("image2", "png_pipe", "jpeg_pipe")


ADDRESSES = [
    "{web}/secret.aac",
    "HTTP://127.0.0.1:{port}/secret.aac",
    "https://127.0.0.1:{port}/secret.aac",
    "cache:{web}/secret.aac",
    "async:{web}/secret.aac",
    "mmsh://127.0.0.1:{port}/a",
    "rtsp://127.0.0.1:{port}/a",
    "rtmp://127.0.0.1:{port}/a",
    "tcp://127.0.0.1:{port}",
    "udp://127.0.0.1:{port}",
    "ftp://127.0.0.1:{port}/a",
    "concat:secret.aac|secret.aac",
    "subfile,,start,0,end,0,,:secret.wav",
    "file:secret.wav",
    "file://{here}/secret.wav",
    "cache:secret.wav",
    "async:secret.wav",
    "crypto:secret.wav",
    "data:audio/wav;base64,{data}",
    "pipe:0",
    "fd:0",
    "md5:",
    "lavfi:sine=frequency=440",
]
OPENED_BY_THE_LIBRARY = [
    ("{web}/secret.aac", "calls"),
    ("cache:{web}/secret.aac", "calls"),
    ("async:{web}/secret.aac", "calls"),
    ("mmsh://127.0.0.1:{port}/a", "calls"),
    ("concat:secret.aac|secret.aac", "reads"),
    ("subfile,,start,0,end,0,,:secret.wav", "reads"),
    ("file:secret.wav", "reads"),
    ("cache:secret.wav", "reads"),
    ("data:audio/wav;base64,{data}", "reads"),
]


def address(template: str, folder: Path, canary: Canary) -> str:
    data = base64.b64encode((folder / "secret.wav").read_bytes()[:2000]).decode()
    port = str(canary.server_port)
    web = f"http://127.0.0.1:{port}"
    return template.format(web=web, port=port, here=folder, data=data)


@pytest.mark.parametrize("template", ADDRESSES)
def test_an_address_is_not_a_file(folder: Path, canary: Canary, template: str) -> None:
    with pytest.raises(AudioError) as caught:
        open_audio(address(template, folder, canary))

    assert caught.value.code == "address"
    assert canary.calls == []


@pytest.mark.parametrize(("template", "does"), OPENED_BY_THE_LIBRARY)
def test_twin_the_library_itself_opens_the_address(folder: Path, canary: Canary, template: str, does: str) -> None:
    try:
        av.open(address(template, folder, canary), timeout=2.0).close()
        opened = True
    except av.error.FFmpegError:
        opened = False

    assert canary.calls != [] if does == "calls" else opened


@pytest.mark.parametrize(
    "name", ["call: Dana and Marcus.wav", "10:30.wav", "concat:secret.aac|secret.aac", "http:", "a%02d.wav", "-i.wav"]
)
def test_an_ordinary_file_may_be_named_like_an_address(folder: Path, canary: Canary, name: str) -> None:
    write_wav(folder / name, babble(2.0))

    with open_audio(name) as audio:
        sound = sum(window.samples.shape[1] for window in audio.windows())

    assert sound == 32_000
    assert canary.calls == []
