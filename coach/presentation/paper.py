"""What is told on paper: lines with a style each, and the page that a browser prints. Other files hold the same lines.

Words of others stand in it as text only: the page loads nothing, runs nothing and sends nothing, and says so itself.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable
from typing import Literal

from coach.models import Value
from coach.presentation.text import plain

Style = Literal["title", "heading", "point", "text", "item", "answer"]

CARD_STYLE = """@page { size: A4; margin: 16mm }
body { font: 11pt/1.45 system-ui, sans-serif; color: #111; background: #fff; max-width: 180mm; margin: 12mm auto }
h1 { font-size: 18pt; margin: 0; break-before: page } h1:first-child { break-before: auto }
h2 { font-size: 13pt; margin: 1.2em 0 .3em; break-after: avoid }
h3 { font-size: 11pt; margin: 0; border-top: 1px solid #777; padding-top: .4em; break-after: avoid }
p { margin: .15em 0; break-inside: avoid; overflow-wrap: anywhere }
.item { margin-left: 1.2em } .answer { margin-left: 2.4em }
@media print { body { margin: 0 } }"""
NOTE_STYLE = """@page { size: A6 landscape; margin: 12mm }
body { font: 13pt/1.6 Georgia, serif; max-width: 124mm; margin: 12mm auto } p { margin: 0 0 .6em }
@media print { body { margin: 0 } }"""
_TAGS: dict[Style, tuple[str, str]] = {
    "title": ("<h1>", "</h1>"),
    "heading": ("<h2>", "</h2>"),
    "point": ("<h3>", "</h3>"),
    "text": ("<p>", "</p>"),
    "item": ('<p class="item">', "</p>"),
    "answer": ('<p class="answer">', "</p>"),
}


class Line(Value):
    """One line: `label` stands before it in bold. Both may hold anything; who writes them out makes them harmless."""

    text: str
    label: str = ""
    style: Style = "text"


def page(title: str, lines: Iterable[Line], style: str = CARD_STYLE) -> str:
    """The lines as one HTML file that asks for nothing else and that no script can be added to."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "\n".join(map(_element, lines))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="referrer" content="no-referrer"><title>{_text(title)}</title>\n'
        f"<style>{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def file_name(what: str, name: str, end: str, otherwise: str) -> str:
    """`what-name.end`, without anything of `name` that a file name cannot hold."""
    words = "".join(sign if sign.isalnum() else " " for sign in name).split()
    return f"{what}-{'-'.join(words)[:60] or otherwise}.{end}"


def _element(line: Line) -> str:
    begin, end = _TAGS[line.style]
    label = f"<b>{_text(line.label)}</b> " if line.label else ""
    return f"{begin}{label}{_text(line.text)}{end}"


def _text(words: str) -> str:
    return html.escape(plain(words))
