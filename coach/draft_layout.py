"""Puts the sentences of a model's draft together as their channel wants it: greeting, sender, signature. Pure.

Who writes, to whom and how to stop the texts is too important to be left to a model: its own greetings and signatures
are left out and ours put in.
"""

from __future__ import annotations

import re

from coach.consent import OPT_OUT_SENTENCE
from coach.draft_grounds import is_unnamed_law_firm
from coach.drafts import DraftSentence, Purpose
from coach.language.opt_out_notices import opt_outs
from coach.language.sentences import plain, sentences
from coach.language.vocabulary import FIRM_WORDS, FUNCTION_WORDS, TITLES
from coach.materials import FactKind, Material
from coach.models import Channel, Facts, Transcript

LETTERS = (Channel.EMAIL, Channel.NOTE)
"""What has a greeting and a signature on lines of their own."""


def put_together(
    written: tuple[DraftSentence, ...], subject: str, material: Material, channel: Channel, purpose: Purpose
) -> tuple[str | None, tuple[DraftSentence, ...], str]:
    """The subject line (of an email), the sentences as they go out, and the whole text."""
    body = _unaddressed([one for one in written if not _is_frame(one, material.facts)], _called(material.facts))
    if channel in LETTERS:
        return _letter(body, subject, material, channel)
    head = [_greeting(material) if _says_who(body, material.facts) else _opening(material)]
    whole = (*filter(None, head), *body, *_added(body, material, channel, purpose))
    return None, whole, " ".join(one.text for one in whole)


def opted_out_in(text: str) -> bool:
    """Whether `text` says how to stop the texts."""
    return bool(opt_outs(sentences(Transcript.from_text(text))))


def _letter(
    body: list[DraftSentence], subject: str, material: Material, channel: Channel
) -> tuple[str | None, tuple[DraftSentence, ...], str]:
    greeting = _greeting(material)
    signature = DraftSentence(text="\n".join(_signature(material)), role="sender")
    whole = (greeting, *body, *([signature] if signature.text else []))
    text = "\n\n".join(filter(None, (greeting.text, " ".join(one.text for one in body), signature.text)))
    if channel is not Channel.EMAIL:
        return None, whole, text
    line = _as_subject(subject) or _as_subject(_interest(material))
    return line or None, whole, f"Subject: {line}\n\n{text}" if line else text


def _unaddressed(body: list[DraftSentence], called: str) -> list[DraftSentence]:
    """The sentences without the "Hi Dana," that the first begins with: ours stands before it."""
    if not body or not called:
        return body
    address = re.compile(rf"(?:(?:hi|hello|hey|dear)\s+)?{re.escape(called)}\s*[,:!.–-]+\s*(?=\w)", re.IGNORECASE)
    rest = address.sub("", body[0].text, count=1) if address.match(body[0].text) else body[0].text
    return [body[0].model_copy(update={"text": rest[:1].upper() + rest[1:]}), *body[1:]]


def _as_subject(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line[:1].upper() + line[1:]


def _interest(material: Material) -> str:
    """What they asked about, which is a subject line where the model's own will not do."""
    told = next((fact.text for fact in material.said if fact.kind is FactKind.INTEREST), material.facts.about)
    return told or ""


def _is_frame(sentence: DraftSentence, facts: Facts) -> bool:
    """Whether it only greets, says who writes, or takes leave by name."""
    if sentence.role in ("greeting", "sender"):
        return True
    own = set(plain(f"{facts.caller or ''} {facts.firm or ''}").split()) - FIRM_WORDS - FUNCTION_WORDS
    leaves = sentence.role == "thanks" and bool(own & set(plain(sentence.text).split()))
    return leaves or opted_out_in(sentence.text)


def _says_who(body: list[DraftSentence], facts: Facts) -> bool:
    """Whether one of the sentences names both the rep and the firm."""
    name, firm = _first(facts.caller), _first(facts.firm)
    if not name or not firm:
        return False
    return any({name, firm} <= set(plain(one.text).split()) for one in body)


def _first(name: str | None) -> str | None:
    return next((word for word in plain(name or "").split() if word not in TITLES | FUNCTION_WORDS), None)


def _opening(material: Material) -> DraftSentence | None:
    """ "Hi Dana, this is Marcus Lee with Harbor & Lane." with as much of it as is known."""
    facts = material.facts
    called = _called(facts)
    firm = facts.firm and (f"{facts.firm}, a law firm" if is_unnamed_law_firm(material) else facts.firm)
    sender = " with ".join(filter(None, (facts.caller, firm)))
    parts = [f"Hi {called}" if called else "", f"this is {sender}" if sender else ""]
    text = ", ".join(filter(None, parts))
    return DraftSentence(text=f"{text[:1].upper()}{text[1:]}.", role="sender") if text else None


def _greeting(material: Material) -> DraftSentence:
    return DraftSentence(text=" ".join(filter(None, ("Hi", _called(material.facts)))) + ",", role="greeting")


def _called(facts: Facts) -> str:
    """The lead as one writes to them: the first name, or the whole where it begins with a title."""
    words = (facts.lead or "").split()
    if words and plain(words[0]) in TITLES:
        return " ".join(words)
    return words[0] if words else ""


def _signature(material: Material) -> list[str]:
    facts = material.facts
    firm = f"{facts.firm} (law firm)" if facts.firm and is_unnamed_law_firm(material) else facts.firm
    return [line for line in (facts.caller, firm) if line]


def _added(body: list[DraftSentence], material: Material, channel: Channel, purpose: Purpose) -> list[DraftSentence]:
    """What the channel needs and the sentences lack: the number, the good time, the way to stop the texts."""
    facts, number = material.facts, material.offers.call_back
    text = " ".join(one.text for one in body)
    added = []
    if channel is Channel.VOICEMAIL and number and _digits(number) not in _digits(text):
        added.append(DraftSentence(text=f"You can call me at {number}.", role="ask"))
    if channel is Channel.CALL and purpose is Purpose.FOLLOW_UP and "?" not in text:
        added.append(DraftSentence(text="Is now a good time?", role="ask"))
    first = not facts.previous if facts.first_text is None else facts.first_text
    if channel is Channel.SMS and first:
        added.append(DraftSentence(text=OPT_OUT_SENTENCE, role="opt-out"))
    return added


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
