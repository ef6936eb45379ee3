"""What we are willing to open as a recording, and the plain reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from coach.edges.headerless import raw_format
from coach.edges.resampling import HIGHEST_RATE, MOST_CHANNELS
from coach.errors import AudioError

FFMPEG_FLOOR = (8, 1, 2)
"""Older ones can be made to run code by a crafted file (CVE-2026-8461)."""

_DEMUXERS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,asf,au,caf,dss,flac,g722,g729,gsm,ilbc,matroska,mov,mp3,nistsphere,ogg,qcp,tta,voc,"
    "w64,wav,wv"
)
_DECODERS = (
    "aac,aac_latm,ac3,adpcm_ima_oki,adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,adpcm_yamaha,alac,amrnb,amrwb,dss_sp,eac3,"
    "evrc,flac,g722,g723_1,g726,g726le,g729,gsm,gsm_ms,ilbc,mp1float,mp2,mp2float,mp3,mp3float,opus,pcm_alaw,"
    "pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,"
    "pcm_s8,pcm_u8,qcelp,speex,truespeech,tta,vorbis,wavpack,wmalossless,wmapro,wmav1,wmav2,wmavoice"
)
GUARDS: Mapping[str, str] = {
    "format_whitelist": _DEMUXERS,
    # A name that no protocol has: the bytes that we hand over are all that may be read.
    "protocol_whitelist": "none",
    # Also keeps pictures from being decoded, which opening a file with video would otherwise do.
    "codec_whitelist": _DECODERS,
    "max_streams": "32",
}
OPEN_TIMEOUT_S, READ_TIMEOUT_S = 20.0, 20.0
_HEAD = 4096
_AGAIN = "Export or download the recording again."
_CONVERT = "Convert it to WAV or MP3 first."

_LISTS = re.compile(
    r"\s*(<\?xml[^>]*\?>\s*)?(ffconcat version|#EXTM3U|v=0\s|\[playlist\]|<(MPD|playlist|asx|smil)\b)",
    re.IGNORECASE,
)
_ENCRYPTED_TRACK = re.compile(rb"stsd.{12}(enca|drms|aavd)", re.DOTALL)
_MOST_BOXES, _LARGEST_TABLE = 10_000, 1 << 26
_ASF_ENCRYPTION = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),
)


def check_ffmpeg(version: str = av.ffmpeg_version_info) -> None:
    """Raises AudioError when the decoding library is one that crafted files can attack."""
    found = re.search(r"\d+(\.\d+)+", version)
    if found is None or tuple(map(int, found[0].split("."))) < FFMPEG_FLOOR:
        floor = ".".join(map(str, FFMPEG_FLOOR))
        raise AudioError(
            f"The audio library here is built on FFmpeg {version}, which is not safe for unknown files.",
            f"Install the package av again, version 18.1 or later (FFmpeg {floor}).",
            "old-ffmpeg",
        )


def open_container(file: BinaryIO, name: str) -> InputContainer:
    """The file as a container that holds sound, with the guards on. `name` is what the user calls it."""
    check_ffmpeg()
    head = file.read(_HEAD)
    file.seek(0)
    if text := _text(head):
        raise _is_text(name, text)
    raw = raw_format(file, head, Path(name).suffix.lower(), name)
    try:
        if raw is not None:
            return demux(file, {**GUARDS, "format_whitelist": raw.demuxer, **raw.options}, raw.demuxer)
        container = demux(file)
        if container.format.name == "aac":
            # The parser hides how many bytes of damage lie between two packets; this container does without it.
            container.close()
            file.seek(0)
            container = demux(file, {**GUARDS, "fflags": "noparse"})
        return container
    except (av.error.FFmpegError, ValueError, LookupError, OverflowError) as error:
        raise _refusal(name, head, error) from None


def demux(file: BinaryIO, guards: Mapping[str, str] = GUARDS, demuxer: str | None = None) -> InputContainer:
    return av.open(
        file,
        "r",
        format=demuxer,
        options=dict(guards),
        metadata_errors="replace",
        timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S),
    )


def sound_stream(container: InputContainer, file: BinaryIO, name: str) -> AudioStream:
    """The stream to listen to. Raises AudioError when there is none that we can decode."""
    if not container.streams.audio:
        what = "only pictures" if container.streams.video else "no sound track"
        raise AudioError(f"There is no sound in {name}: it holds {what}.", _AGAIN, "no-sound")
    stream = container.streams.audio[0]
    if _protected(container.format.name, file):
        raise AudioError(
            f"{name} is copy-protected (DRM) and cannot be read.", "Export it without protection.", "protected"
        )
    codec = stream.codec_context.name if stream.codec_context else "an unknown codec"
    if codec not in _DECODERS.split(","):
        raise AudioError(f"{name} holds sound of a kind that is not supported: {codec}.", _CONVERT, "unsupported")
    if codec == "flac":
        # A frame with a wrong checksum is better silent, and told, than heard as a burst of noise.
        stream.codec_context.options = {"err_detect": "crccheck+explode"}
    channels, rate = stream.codec_context.channels, stream.codec_context.sample_rate
    if channels > MOST_CHANNELS or rate > HIGHEST_RATE:
        raise AudioError(
            f"{name} announces {channels} channels at {rate} Hz, more than any recording has.", _CONVERT, "unsupported"
        )
    return stream


def _text(head: bytes) -> str | None:
    """The beginning as text, if text it is: no sound begins with 4 KB of printable characters."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # else a character cut in two at the end
            return None
        text = head[: error.start].decode("utf-8")
    printable = all(char.isprintable() or char in "\t\r\n\f\ufeff" for char in text)
    return text if printable and len(set(text)) > 1 else None


def _is_text(name: str, text: str) -> AudioError:
    if _LISTS.match(text.lstrip("\ufeff")):
        return AudioError(
            f"{name} is not a recording but a list of other files or addresses.", "Name the recordings.", "playlist"
        )
    return AudioError(f"{name} is not a recording: it holds text.", _AGAIN, "not-a-recording")


def _refusal(name: str, head: bytes, error: Exception) -> AudioError:
    if isinstance(error, av.error.ExitError):
        return AudioError(f"{name} takes too long to open.", "Copy it to this machine.", "slow")
    if head[4:8] in (b"ftyp", b"mdat", b"free", b"wide", b"moov"):
        return AudioError(
            f"{name} is incomplete: the end of the file, with its table of contents, is missing.", _AGAIN, "incomplete"
        )
    return AudioError(f"{name} is not a recording, or it is damaged from its start.", _AGAIN, "not-a-recording")


def _protected(container: str, file: BinaryIO) -> bool:
    position = file.tell()
    try:
        if container == "asf":
            file.seek(0)
            head = file.read(1 << 16)
            return any(mark in head for mark in _ASF_ENCRYPTION)
        return container.startswith("mov") and _ENCRYPTED_TRACK.search(_table_of_contents(file)) is not None
    finally:
        file.seek(position)


def _table_of_contents(file: BinaryIO) -> bytes:
    """The `moov` box of an MP4 file, if it has one."""
    offset = 0
    for _ in range(_MOST_BOXES):
        file.seek(offset)
        head = file.read(16)
        size, name = int.from_bytes(head[:4]), head[4:8]
        if size == 1:
            size = int.from_bytes(head[8:])
        if name == b"moov":
            file.seek(offset)
            return file.read(min(size, _LARGEST_TABLE))
        if size < 8:
            break
        offset += size
    return b""
