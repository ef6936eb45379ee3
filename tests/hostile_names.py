"""120 names that a file can have, or that a browser can say it has."""

from __future__ import annotations

_PATHS = [
    "../secret.wav", "../../etc/passwd", "..", ".", "/etc/passwd", "//server/share/a.wav", "C:\\Windows\\a.wav",
    "..\\..\\a.wav", "\\\\server\\share\\a.wav", "a/../../b.wav", "./a.wav", "~/a.wav", "~root/.ssh/id", "audio/ab/cd",
    "tmp/x.part", "coach.db", "coach.db-wal", "worker.lock", ".streamlit/secrets.toml", "a/b/c/d/e/f.wav", "a//b.wav",
    "%2e%2e%2fa.wav", "..%2f..%2fa.wav", "..;/a.wav", "file:///etc/passwd", "http://127.0.0.1/a.wav", "concat:a|b",
    "data:audio/wav;base64,AAAA", "pipe:0", "a.wav:stream", "a.wav::$DATA", "a%00.wav", "a*?.wav", "[a-z].wav",
]  # fmt: skip
_OPTIONS = ["-i.wav", "--help", "--json", "-", "--", "-rf", "--rubric=/etc/passwd", "@a.wav", "$(id).wav", "`id`.wav",
            "a;id.wav", "a|id.wav", "a&&id.wav", "$HOME.wav", "%PATH%.wav", "a\tb.wav", "!x.wav", "#x.wav"]  # fmt: skip
_CONTROLS = ["a\0b.wav", "\0", "a\nb.wav", "a\r\nSet-Cookie: x=1.wav", "a\r.wav", "\x1b[31mred.wav", "\x1b]0;x\x07.wav",
             "a\x08\x08b.wav", "a\x7f.wav", "a\x85b.wav", "a\u2028b.wav", "a\u2029b.wav", "\n", " ", "  a  .wav",
             "a.wav ", "a.wav.", "\ta.wav"]  # fmt: skip
_BIDI = ["call\u202egpj.wav", "\u2067a\u2069.wav", "\u200fa.wav", "a\u200bb.wav", "a\ufeff.wav", "a\u2060b.wav",
         "\U000e0061\U000e0062.wav", "שלום.wav", "مرحبا.wav"]  # fmt: skip
_FORMS = ["caf\u00e9.wav", "cafe\u0301.wav", "\ufb01le.wav", "\uff21.wav", "\u212b.wav", "\u00c5.wav", "A\u030a.wav",
          "ſ.wav", "ß.wav", "SS.wav", "İ.wav", "a.WAV", "A.wav"]  # fmt: skip
_LONG = ["a" * 255 + ".wav", "é" * 200 + ".wav", "𝒳" * 100 + ".wav", "a" * 5000, "." * 300, "z\u0301" * 200,
         "a." * 200 + "wav"]  # fmt: skip
_DEVICES = ["CON", "con.wav", "PRN", "AUX.wav", "NUL", "nul.wav", "COM1.wav", "LPT1"]
_MARKUP = ["<script>alert(1)</script>.wav", "<img src=x onerror=alert(1)>.wav", '"><svg onload=alert(1)>.wav',
           "![](http://127.0.0.1/a.png).wav", "[a](javascript:alert(1)).wav", "=cmd|'/c calc'!A1.wav", "+1+1.wav",
           "@SUM(A1).wav", ":material/delete:", ":red[a].wav", "$a^2$.wav", "{{7*7}}.wav", "${7*7}.wav",
           'a"; filename="b.wav']  # fmt: skip

NAMES: tuple[str, ...] = tuple([*_PATHS, *_OPTIONS, *_CONTROLS, *_BIDI, *_FORMS, *_LONG, *_DEVICES, *_MARKUP][:120])
