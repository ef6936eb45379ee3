"""May this lead be texted: consent on record, nobody opted out, and what the first text must say.

S001, "Is texting a legal lead compliant with ethics rules?": the lead must have opted in, "the first text should
clearly identify you as a lawyer/law firm, and you must honor opt-out requests immediately". What counts as an opt-out
is in `coach.language.opt_outs`. This keeps a rep out of plain mistakes; it is not legal advice, and says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from coach.language.opt_outs import opt_out
from coach.language.patterns import any_of
from coach.language.sentences import plain
from coach.leads import Lead, OptOut, Outcome, Touch, day_of
from coach.models import Channel

NOT_ADVICE = "not legal advice"

OPT_OUT_SENTENCE = "Reply STOP to opt out."
"""For the end of a first text: one of the words that every carrier acts on."""

_SAYS_HOW = any_of(
    r"(?:reply|text|send|respond with|answer|say|write)(?: with| back| me)? (?:the word )?(?:stop|end|quit"
    r"|unsubscribe|cancel)",
    r"(?:stop|end|quit|unsubscribe|cancel) to (?:opt out|end|stop|unsubscribe|cancel)",
    r"(?:to )?(?:opt out|unsubscribe|stop these|stop texts|stop messages|no more texts) ?(?:by |, )?(?:reply|text"
    r"|send|say)\w*",
    r"(?:just )?(?:say|tell me|let me know) (?:so |if )?(?:and|you|id|i) (?:\w+ ){0,4}?(?:stop|not (?:to )?text)\w*",
)


def standing_opt_out(lead: Lead, touches: Iterable[Touch]) -> OptOut | None:
    """The lead's latest opt-out, from the record or from what they answered; None after a consent of a later day."""
    found = [lead.opted_out] if lead.opted_out else []
    for touch in touches:
        words = opt_out(touch.reply) if touch.reply else None
        if words or touch.outcome is Outcome.OPTED_OUT:
            found.append(OptOut(at=touch.at, words=words or touch.reply))
    if not found:
        return None
    last = max(found, key=lambda opted: opted.at)
    # Of a consent only the day is known, and not by whose calendar: on the day of the opt-out, where the lead is or by
    # UTC, it may have come before it.
    day = max(_day(last.at, lead), last.at.astimezone(dt.UTC).date())
    again = any(consent.date > day for consent in lead.consents)
    return None if again else last


def may_text(lead: Lead, touches: Iterable[Touch] = ()) -> str | None:
    """Why no text may be drafted to this lead, as one line; None when one may. Ends with "not legal advice"."""
    touches = tuple(touches)
    if opted := standing_opt_out(lead, touches):
        said = f' ("{short(opted.words)}")' if opted.words else ""
        why = f"they opted out on {day_of(_day(opted.at, lead))}{said}"
    elif any(t.outcome is Outcome.WRONG_NUMBER for t in touches):
        why = "the number belongs to somebody else"
    elif not any(consent.channel is Channel.SMS for consent in lead.consents):
        why = "no consent to texts is recorded (how, when, in which words they said yes)"
    else:
        return None
    return f"No text to {lead.name}: {why} - {NOT_ADVICE}"


def no_contact(lead: Lead, touches: Iterable[Touch] = ()) -> str | None:
    """Why this lead is not contacted at all any more, as one line; None when they may be."""
    found = standing_opt_out(lead, touches)
    if found is None:
        return None
    said = f' ("{short(found.words)}")' if found.words else ""
    return f"{lead.name} asked not to be contacted{said}: nothing more goes out - {NOT_ADVICE}"


def is_first_text(touches: Iterable[Touch]) -> bool:
    """No text went to this lead yet: the next one says who we are and how to stop."""
    return not any(touch.channel is Channel.SMS for touch in touches)


def missing_in_first_text(text: str, firm: str) -> tuple[str, ...]:
    """What a first text has still to say, as sentences to add: the firm, how to stop; empty when it says both."""
    said, missing = plain(text), []
    if not re.search(rf"\b{re.escape(plain(firm))}\b", said):
        missing.append(f"This is {firm}.")
    if not _SAYS_HOW.search(said):
        missing.append(OPT_OUT_SENTENCE)
    return tuple(missing)


def _day(moment: dt.datetime, lead: Lead) -> dt.date:
    """The day where the lead is, where we know where that is."""
    return moment.astimezone(ZoneInfo(lead.timezone) if lead.timezone else dt.UTC).date()


def short(words: str) -> str:
    """Words to quote in one line: no breaks, no more than fits."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()}..."


_LONGEST_QUOTE = 60
