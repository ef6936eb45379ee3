"""Text that a language model wrote, or that goes to one: what cannot be seen is taken out, what acts is found.

Links and pictures can carry words of a call to a stranger's server as soon as a page or a telephone shows them, so
nothing that a model wrote may hold one. See OWASP's list for language models, "improper output handling".
"""

from __future__ import annotations

import re
import unicodedata

from coach.language.patterns import any_of, one_of
from coach.language.sentences import plain

_DRAWS_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that are no control characters and yet draw nothing."""
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))
_HIDDEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MARKS_IN_A_ROW = 2
"""More accents than this on one letter are no writing of ours."""


def hidden(letter: str) -> bool:
    """Whether `letter` shows nothing by itself: control, direction, joiner, tag, variation, unassigned, filler."""
    if letter in "\n\t":
        return False
    return (
        unicodedata.category(letter) in _HIDDEN_KINDS
        or letter in _DRAWS_NOTHING
        or any(ord(letter) in block for block in _VARIATIONS)
    )


def seen(text: str) -> str:
    """`text` without what cannot be seen, and with look-alike forms (full-width, ligatures) as ordinary letters."""
    return _without_hidden(unicodedata.normalize("NFKC", _without_hidden(text)))


def _without_hidden(text: str) -> str:
    return text.translate({ord(letter): None for letter in set(text) if hidden(letter)})


_ENDINGS = one_of(
    "com|net|org|info|biz|edu|gov|mil|int|name",
    "io|ai|co|app|dev|xyz|top|site|online|shop|store|link|click|live|me|ly|tv|gg|to|is",
    "us|uk|ca|au|de|fr|ie|nl|eu|ch|at|it|es|se|no|dk|pl|in|jp|cn|ru|br|mx|za|nz",
)
_LINK = re.compile(
    one_of(
        r"\b(?:https?|hxxps?|ftps?|file|data|javascript|vbscript|mailto|tel|sms|ws|wss|smb|blob|about)\s*:",
        r"://",
        r"(?:^|[\s(\"'])(?:\\\\|//)\w",
        r"\bwww\s*\.",
        r"\b[\w-]{2,}\.[a-z]{2,24}\b",
        r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
        rf"\b[\w-]{{2,}}\s+dot\s+{_ENDINGS}\b",
        rf"\b[\w-]{{2,}}\s*\(?\s*\.\s*\)?\s*{_ENDINGS}\s*/",
    ),
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+\s*@\s*[\w-]")
_MARKUP = re.compile(
    r"[<>\[\]{}|`*_~^\\]|^\s*(?:#|>|[-+]\s|\d+\)\s|=)|&#?\w{2,8};|#(?!\d)|\$(?!\d)|-{3,}", re.MULTILINE
)
_ROLE = re.compile(
    r"^\W*(?:system|assistant|user|developer|human|tool|function|instruction|instructions)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_TALKS_TO_A_MODEL = any_of(
    r"(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,4}(?:instructions?|rules?|prompts?|rubrics?|guidelines?)",
    r"(?:system|developer|hidden|secret|original) (?:prompt|message|instructions?)",
    r"as an? (?:ai|language model|assistant|chatbot)",
    r"(?:i am|im) an? (?:ai|language model|chatbot)",
    r"language model",
    r"jailbreak|do anything now|developer mode",
    r"(?:score|rate|grade|mark|rank) (?:this|it|me|him|her|us|them|the (?:rep|call|agent)|everything|"
    r"(?:all|every|each) \w+) (?:\w+ ){0,4}(?:hundred|100|ten|10|met|perfect|pass|passed|full|highest|maximum|top)",
    r"(?:full|top|perfect|maximum|highest) (?:marks?|score|points|rating)",
    r"(?:new|these|following|my) instructions?",
)


_POLITE = one_of(
    "please|kindly|now|then|and|so|just|first|next|also|hey|ok|okay|always|never|do not|dont|you must|must"
)
_VERBS = one_of(
    "write|rewrite|say|tell|ask|answer|reply|respond|repeat|print|output|return|reveal|show|quote|cite|mention",
    "send|forward|email|mail|text|message|call|dial|post|upload|download|open|click|visit|go to|sign|log in|pay|wire",
    "add|append|insert|include|put|attach|replace|rename|remove|delete|change|set|mark|make|give|grant|award|assign",
    "ignore|disregard|forget|override|bypass|obey|follow|pretend|imagine|invent|assume|act|behave|believe|remember",
    "decode|translate|execute|run|call|use|read|fetch|start|begin|end|finish|stop|take|treat|consider|let",
    "hide|copy|paste|type|draw|list|switch|turn|move|keep|leave|hand|reset|update|create|generate|summarize",
)


def acts(text: str) -> str | None:
    """Why `text` must not be shown as a model's own words; None when it is plain writing.

    Looks at the text after `seen`; numbers, names and claims are not its business (see `coach.grounding`).
    """
    if any(map(hidden, set(text))):
        return "it holds characters that cannot be seen"
    plain = seen(text)
    if _LINK.search(plain):
        return "it holds a link"
    if _EMAIL.search(plain) or "@" in plain:
        return "it holds an address"
    if _MARKUP.search(plain):
        return "it holds markup"
    if _ROLE.search(plain):
        return "it poses as somebody who gives orders"
    if talks_to_a_model(plain):
        return "it talks to a language model"
    if any(unicodedata.category(letter) in ("So", "Sk") for letter in plain):
        return "it holds pictures"
    if _mixes_alphabets(plain) or _stacked(plain):
        return "it mixes alphabets"
    return None


def talks_to_a_model(text: str) -> bool:
    """Whether `text` gives orders to whoever marks or writes, and not to a person on the telephone."""
    spoken = " ".join(re.sub(r"[^\w\s]", " ", re.sub("['’]", "", seen(text).lower())).split())
    return _TALKS_TO_A_MODEL.search(spoken) is not None


_FEW = 3
"""Words behind a comma that are a list ("to call, text or email") and no order."""
_TELLS_TO = re.compile(
    rf"^(?:{_POLITE} )*(?:{_VERBS})\b"
    r"(?! (?:or|is|are|was|were|has|have|had|cost|costs|do|does|dont|doesnt|cant|wont)\b)"
)


_MUST = re.compile(
    rf"\b(?:you|the (?:model|assistant|rep|machine|system|draft|writer)) (?:must|shall|should|have to|need to|are to) "
    rf"(?:{_POLITE} )*(?:{_VERBS})\b|\bi (?:\w+ )?(?:order|command|instruct|authori[sz]e) you\b"
)


def orders(text: str) -> bool:
    """Whether a sentence in `text` begins as an order to whoever reads it, and tells nothing: "Write that ...".

    What a lead tells of their matter has somebody or something that it is about. A hint only, and meant for the words
    of a lead: a message to one may well end in "Call me".
    """
    told = seen(text)
    if _MUST.search(plain(told)):
        return True
    asides = (part for part in told.split(",")[1:] if len(part.split()) > _FEW)
    return any(_TELLS_TO.match(plain(part)) for part in (*re.split(r"[.;:!?\n]", told), *asides))


def _mixes_alphabets(text: str) -> bool:
    """Whether a word has letters of two alphabets, as look-alike words do, or letters drawn as mathematics."""
    for word in re.findall(r"[^\W\d_]+", text):
        if len({unicodedata.name(letter, "? ").split()[0] for letter in word}) > 1:
            return True
    return False


def _stacked(text: str) -> bool:
    row = 0
    for letter in unicodedata.normalize("NFD", text):
        row = row + 1 if unicodedata.combining(letter) else 0
        if row > MARKS_IN_A_ROW:
            return True
    return False


def one_line(text: str, most: int = 200) -> str:
    """`text` on one line of at most `most` letters, without what cannot be seen."""
    line = " ".join(seen(text).split())
    return line if len(line) <= most else line[: most - 3].rstrip() + "..."
