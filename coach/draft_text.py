"""A draft as it goes out: its sentences in the parts of their channel, and the subject line of an email. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from coach.draft_sentences import capital, first_name, topic_of
from coach.drafts import DraftSentence
from coach.materials import Material
from coach.models import Channel


def laid_out(sentences: Sequence[DraftSentence], channel: Channel, subject: str | None) -> str:
    """The draft as it goes out: an SMS, voicemail or opening in one line, an email and a note in their parts."""
    if channel not in (Channel.EMAIL, Channel.NOTE):
        return " ".join(s.text for s in sentences)
    begin, *body, end = sentences
    last = next((n for n, s in enumerate(body) if s.role == "ask"), len(body))
    parts = [begin.text, " ".join(s.text for s in body[:last]), " ".join(s.text for s in body[last:]), end.text]
    head = [f"Subject: {subject}"] if subject else []
    return "\n\n".join([*head, *(part for part in parts if part)])


_LONGEST_SUBJECT = 9


def subject_of(material: Material, sentences: Sequence[DraftSentence]) -> str:
    """What an email is about in a few words that are this lead's."""
    topic, when = topic_of(material), material.told_step.when if material.told_step else None
    if topic:
        short = when and len(topic.text.split()) <= _LONGEST_SUBJECT // 2
        return capital(f"{topic.text}, {when}" if short else topic.text)
    clause = next((f.text for s in sentences for f in s.said if len(f.text.split()) <= _LONGEST_SUBJECT), None)
    if clause:
        return capital(clause)
    lead = material.facts.lead
    return capital(when) if when else f"Our call, {first_name(lead)}" if lead else "Our call"
