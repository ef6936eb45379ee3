"""Times, lengths and words as a page shows them, and words of others made harmless."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
import zoneinfo

from coach.names import spelled_out


def clock(seconds: float) -> str:
    """A moment as a player shows it: 0:07, 12:04, 1:02:09."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def length(seconds: float) -> str:
    """A length as a rep says it: 19.4 s up to two minutes, then 12:04."""
    return f"{seconds:.1f} s" if seconds < 120 else f"{clock(seconds)} min"


def time_left(seconds: float | None) -> str:
    """How long a wait will be, no more exactly than we know it; "" when we don't."""
    if seconds is None:
        return ""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 55:
        return f"about {5 * round(seconds / 5)} s left"
    return f"about {max(1, round(seconds / 60))} min left"


def progress_line(stage: str, progress: float, left: float | None, before: int) -> str:
    """What a waiting user reads over the bar."""
    if before:
        return f"Waiting: {before} {'recording is' if before == 1 else 'recordings are'} before this one"
    parts = (stage[:1].upper() + stage[1:], f"{progress:.0%}", time_left(left))
    return ", ".join(part for part in parts if part)


def moment(text: str | None) -> float | None:
    """The moment that an address asks for; None when it asks for none that makes sense."""
    try:
        seconds = float(text) if text else math.nan
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def play_link(start: float) -> str:
    """A Markdown link that the player catches: it plays from there, and the page does not run again."""
    return f"[▶ {clock(start)}](#t={start:.2f})"


_JOINER = "\u2060"  # word joiner: draws nothing, but ends what Markdown would read as an address or a sign
_WAKES = re.compile(r":(?=[A-Za-z/])|\bwww(?=\.)|@(?=\w)", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    r"\ufffe\uffff\U000e0000-\U000e007f]+"
)


def safe_text(text: str) -> str:
    """`text` as Markdown that shows exactly it: no picture is loaded, no link made, no style or sign obeyed.

    Everything that comes from a recording, a file name, a form or a rubric passes here before it meets Markdown.
    """
    quiet = _WAKES.sub(lambda match: match.group() + _JOINER, _UNSEEN.sub(" ", text))
    return _PUNCTUATION.sub(r"\\\1", quiet)


def plain(text: str) -> str:
    """`text` without characters that cannot be seen, for places that show it as it is."""
    return _UNSEEN.sub(" ", text).strip()


def plain_lines(text: str) -> str:
    """The same of a text of several lines."""
    return "\n".join(map(plain, text.splitlines()))


def shown_name(name: str, longest: int = 80) -> str:
    """A name for a title or a list: what cannot be seen is spelled out, so that no name poses as another.

    Of a very long one the begin and the end, which tell it apart.
    """
    name = spelled_out(name).strip()
    if len(name) <= longest:
        return name
    end = longest // 4
    return f"{name[: longest - end - 3].rstrip()} … {name[-end:].lstrip()}"


def beside_others(text: str) -> str:
    """`text` among other words of a line: one that is read from right to left does not turn the rest of it round."""
    is_rtl = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    return f"\u2068{text}\u2069" if is_rtl else text


def paragraphs(text: str) -> tuple[str, ...]:
    """What stands between empty lines."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def local_time(instant: dt.datetime, zone: str | None) -> str:
    """An instant on the reader's clock; on UTC, and saying so, where we don't know it."""
    try:
        local = instant.astimezone(zoneinfo.ZoneInfo(zone)) if zone else instant.astimezone(dt.UTC)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone, local = None, instant.astimezone(dt.UTC)
    return local.strftime("%Y-%m-%d %H:%M") + ("" if zone else " UTC")


def example_lines(script: str) -> tuple[str, ...]:
    """The lines of an example, for reading."""
    return tuple(line.strip() for line in script.splitlines() if line.strip())
