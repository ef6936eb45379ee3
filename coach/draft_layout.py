"""Puts the sentences of a model's draft together as their channel wants it: greeting, sender, signature. Pure.

Who writes, to whom and how to stop the texts is too important to be left to a model: its own greetings and signatures
are left out, and those of the drafts made here put in.
"""

from __future__ import annotations

import re

from coach.consent import OPT_OUT_SENTENCE
from coach.draft_sentences import capital, first_name, greeting, signature
from coach.draft_text import laid_out, subject_of
from coach.drafts import DraftSentence, Purpose
from coach.language.opt_out_notices import opt_outs
from coach.language.sentences import plain, sentences
from coach.language.vocabulary import FIRM_WORDS, FUNCTION_WORDS
from coach.materials import Material
from coach.models import Channel, Facts, Transcript
from coach.untrusted import acts

LETTERS = (Channel.EMAIL, Channel.NOTE)
"""What has a greeting and a signature on lines of their own."""


def put_together(
    written: tuple[DraftSentence, ...], subject: str, material: Material, channel: Channel, purpose: Purpose
) -> tuple[str | None, tuple[DraftSentence, ...], str]:
    """The subject line (of an email), the sentences as they go out, and the whole text.

    `subject` is the model's own, "" where it will not do: then the line is made as it is for the drafts made here.
    """
    body = _unaddressed([one for one in written if not _is_frame(one, material.facts)], material.facts)
    closes = [signature(material)] if channel in LETTERS else _added(body, material, channel, purpose)
    whole = [_opening(body, material, channel), *body, *closes]
    line = None
    if channel is Channel.EMAIL:
        line = capital(" ".join(subject.split()).rstrip(".")) or subject_of(material, whole)
        line = None if acts(line) else line
    return line, tuple(whole), laid_out(whole, channel, line)


def _opening(body: list[DraftSentence], material: Material, channel: Channel) -> DraftSentence:
    """Ours, with who speaks where there is no signature and no sentence that says it in one with the matter."""
    ours, facts = greeting(material, channel), material.facts
    own = {
        next(iter(plain(name or "").split()), "") for name in (facts.caller, (facts.firm or "").removeprefix("The "))
    }
    says_who = any(own <= set(plain(one.text).split()) for one in body)
    if channel in LETTERS or material.law_firm or "" in own or not says_who:
        return ours
    return DraftSentence(text=f"Hi {first_name(facts.lead)}," if facts.lead else "Hello,", role="greeting")


def says_how_to_stop(text: str) -> bool:
    """Whether `text` says how to stop the texts."""
    return bool(opt_outs(sentences(Transcript.from_text(text))))


def _is_frame(sentence: DraftSentence, facts: Facts) -> bool:
    """Whether it only greets, says who writes, takes leave by name, or says how to stop."""
    if sentence.role in ("greeting", "sender"):
        return True
    own = set(plain(f"{facts.caller or ''} {facts.firm or ''}").split()) - FIRM_WORDS - FUNCTION_WORDS
    leaves = sentence.role == "thanks" and bool(own & set(plain(sentence.text).split()))
    return leaves or says_how_to_stop(sentence.text)


def _unaddressed(body: list[DraftSentence], facts: Facts) -> list[DraftSentence]:
    """The sentences without the "Hi Dana," that the first begins with: ours stands before it."""
    if not body or not facts.lead:
        return body
    names = "|".join(map(re.escape, (facts.lead, first_name(facts.lead))))
    address = re.compile(rf"(?:(?:hi|hello|hey|dear)\s+)?(?:{names})\s*[,:!.–-]+\s*(?=\w)", re.IGNORECASE)
    rest = address.sub("", body[0].text, count=1) if address.match(body[0].text) else body[0].text
    return [body[0].model_copy(update={"text": capital(rest)}), *body[1:]]


def _added(body: list[DraftSentence], material: Material, channel: Channel, purpose: Purpose) -> list[DraftSentence]:
    """What the channel needs and the sentences lack: the number, the good time, the way to stop the texts."""
    number = material.offers.call_back
    text = " ".join(one.text for one in body)
    if channel is Channel.VOICEMAIL and number and _digits(number) not in _digits(text):
        return [DraftSentence(text=f"You can call me at {number}.", role="ask")]
    if channel is Channel.CALL and purpose is Purpose.FOLLOW_UP and "?" not in text:
        return [DraftSentence(text="Is now a good time?", role="ask")]
    if channel is Channel.SMS and material.first_text:
        return [DraftSentence(text=OPT_OUT_SENTENCE, role="opt-out")]
    return []


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
