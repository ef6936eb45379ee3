"""A scorecard, or a session with a group, as a page to print: one file that asks for nothing else.

Words of others stand in it as text only.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from coach.coaching import Coaching
from coach.models import Evidence, Result
from coach.presentation.coaching import comment_line, gap_line, said_line, score_word, trainers_on
from coach.presentation.findings import KIND_WORDS, Shown, change, grouped, strength
from coach.presentation.privacy import withheld_lines
from coach.presentation.sessions import ClipTold
from coach.presentation.text import clock, local_time, plain
from coach.sessions import Session

_STYLE = """@page { size: A4; margin: 16mm }
body { font: 11pt/1.45 system-ui, sans-serif; color: #111; background: #fff; max-width: 180mm; margin: 12mm auto }
h1 { font-size: 18pt; margin: 0 } h2 { font-size: 13pt; margin: 1.2em 0 .3em }
section, li { break-inside: avoid } section { border-top: 1px solid #777; padding: .4em 0 }
h3 { font-size: 11pt; margin: 0 } p { margin: .15em 0 } ul { margin: .15em 0; padding-left: 1.2em }
@media print { body { margin: 0 } }"""


def printed_card(
    name: str, result: Result, shown: Iterable[Shown], people: Coaching, zone: str | None, consent: str = ""
) -> str:
    """Score, the one strength and the one change, every finding with its words, and what trainers say to the rep.

    `consent` is the line on why the recording may be kept.
    """
    score = result.scorecard.score if result.scorecard else None
    first = [("This went well", strength(result)), ("Change this one thing", change(result))]
    parts = [
        f"<h1>{_text(name)}</h1>",
        f"<p>{_text(KIND_WORDS[result.recording.kind])}, score: <b>{_text(score_word(score))}</b></p>",
        *(f"<p>{_text(said_line(card, zone))}. {_text(gap_line(card))}</p>" for card in people.latest),
        *(f"<p><b>{label}:</b> {_text(point.text)}</p>" for label, point in first if point),
        *(f"<p>{_text(line)}</p>" for line in (*withheld_lines(result.transcript), consent) if line),
    ]
    for group in grouped(shown):
        parts.append(f"<h2>{_text(group.heading)}</h2>")
        parts += [_finding(one, people) for one in group.shown]
    threads = people.threads(None)
    if threads:
        parts.append("<h2>Comments</h2>\n<ul>")
        for thread in threads:
            answers = "".join(
                _comment(reply.comment.text, comment_line(reply.comment, zone)) for reply in thread.replies
            )
            one = thread.first.comment
            parts.append(
                f"<li>{clock(one.at)} {_comment(one.text, comment_line(one, zone))}"
                f"{f'<ul>{answers}</ul>' if answers else ''}</li>"
            )
        parts.append("</ul>")
    return _page(name, parts)


def printed_session(session: Session, told: Iterable[ClipTold], zone: str | None) -> str:
    """What a group heard, was asked and decided."""
    parts = [f"<h1>{_text(session.details.name)}</h1>", f"<p>{_text(local_time(session.touched_at, zone))}</p>"]
    for clip in told:
        lines = [f"<h3>{clip.number}. {_text(clip.title)}</h3>", f"<p><small>{_text(clip.where)}</small></p>"]
        lines += [f"<p>{_text(line.name)}: “{_text(line.text)}”</p>" for line in clip.lines]
        if clip.question:
            lines.append(f"<p><b>Asked:</b> {_text(clip.question)}</p>")
        lines.append(f"<p><b>Decided:</b> {_text(clip.decided or 'nothing')}</p>")
        parts.append("<section>" + "\n".join(lines) + "</section>")
    return _page(session.details.name, parts)


def card_file(name: str) -> str:
    """The name of the file of a scorecard."""
    return f"scorecard-{_file(name.rpartition('.')[0] or name) or 'recording'}.html"


def session_file(name: str) -> str:
    """The name of the file of a session."""
    return f"session-{_file(name) or 'with-the-group'}.html"


def _file(name: str) -> str:
    """`name` without anything that a file name cannot hold."""
    return "-".join("".join(c if c.isalnum() else " " for c in name).split())[:60]


def _page(title: str, parts: Iterable[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_text(title)}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _finding(shown: Shown, people: Coaching) -> str:
    finding = shown.finding
    lines = [f"<h3>{_text(shown.title)}: {_text(shown.look.word)}</h3>", f"<p>{_text(finding.reason)}</p>"]
    lines += _quotes(finding.evidence)
    for says in trainers_on(finding, people):
        word = "agrees" if says.agrees else says.look.word
        lines.append(f"<p><b>{_text(says.trainer)}: {_text(word)}.</b> {_text(says.reason)}</p>")
        lines += _quotes(says.evidence)
    if finding.please_confirm:
        lines.append(f"<p>{_text(finding.please_confirm)}</p>")
    return "<section>" + "\n".join(lines) + "</section>"


def _quotes(evidence: Iterable[Evidence]) -> list[str]:
    return [f"<p>{clock(e.start)} “{_text(e.quote)}”</p>" for e in evidence]


def _comment(text: str, line: str) -> str:
    return f"<p>{_text(text)} <small>({_text(line)})</small></p>"


def _text(words: str) -> str:
    return html.escape(plain(words))
