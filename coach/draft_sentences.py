"""The sentences of a draft: each says one thing that was said or told, or does one small job (greet, sign, ask). Pure.

No sentence is made from nothing: those that claim something are built from a `SaidFact`, the agreed step or an offer of
the user's, and carry it with them.
"""

from __future__ import annotations

from coach.drafts import DraftSentence
from coach.language.given_names import GIVEN_NAMES
from coach.language.vocabulary import words
from coach.materials import FactKind, Material, SaidFact
from coach.models import Channel, Kind, Speaker

TITLES = words("mr mrs ms miss missus mx dr doctor prof professor sir madam rev reverend")
_SAYS = ("You said {}.", "You told me {}.")
_HEARD = ("The way I heard it, {}.", "As I understood you, {}.")


def first_name(name: str) -> str:
    """How a lead is addressed: "Marcus", "Mrs Tighe", "Dr Lindqvist"."""
    title, *rest = name.split()
    if title.lower().rstrip(".") not in TITLES or not rest:
        return title
    return " ".join([title, *(rest[1:] if len(rest) > 1 and rest[0].lower() in GIVEN_NAMES else rest)])


def topic_of(material: Material) -> SaidFact | None:
    """What the lead asked about."""
    return next((fact for fact in material.said if fact.kind is FactKind.INTEREST), None)


def capital(text: str) -> str:
    """`text` as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def sender(material: Material) -> str:
    """ "Dana Reyes at Harper Law"; a law firm says that it is one (S001, FAQ on texting)."""
    facts = material.facts
    firm = f"the law firm {facts.firm}" if material.law_firm else facts.firm
    return f"{facts.caller} at {firm}" if not material.law_firm else f"{facts.caller} with {firm}"


def greeting(material: Material, channel: Channel) -> DraftSentence:
    """The first words: who is spoken to, and where there is no signature who speaks."""
    lead = material.facts.lead
    if channel is Channel.EMAIL:
        return DraftSentence(text=f"Hi {first_name(lead)}," if lead else "Hello,", role="greeting")
    if channel is Channel.NOTE:
        return DraftSentence(text=f"Dear {first_name(lead)}," if lead else "Hello,", role="greeting")
    hi = f"Hi {first_name(lead)}" if lead else "Hello"
    if channel is Channel.SMS:
        return DraftSentence(text=f"{hi}, {sender(material)} here.", role="sender")
    return DraftSentence(text=f"{hi}, it's {sender(material)}.", role="sender")


def signature(material: Material) -> DraftSentence:
    """The lines that an email and a note end with."""
    firm = f"{material.facts.firm}, law firm" if material.law_firm else material.facts.firm
    return DraftSentence(text=f"{material.facts.caller}\n{firm}", role="sender")


def told(fact: SaidFact, turn: int = 0) -> DraftSentence:
    """A thing said as a sentence to the lead; `turn` picks the wording, so that several do not all begin alike."""
    if fact.kind is FactKind.INTEREST:
        text = f"You asked about {fact.text}."
    elif fact.text.startswith("whether "):
        text = f"You asked {fact.text}."
    elif fact.kind is FactKind.SUMMARY:
        begins_with_it = fact.text.startswith(("it ", "it's ", "it’s "))
        text = _HEARD[1 if begins_with_it else turn % 2].format(fact.text)
    elif fact.kind is FactKind.PROMISE:
        text = f"I said I'd {fact.text}."
    elif fact.evidence is None or fact.evidence.speaker is Speaker.REP:
        text = f"{capital(fact.text)}."
    else:
        text = _SAYS[turn % 2].format(fact.text)
    return DraftSentence(text=text, role="fact", said=(fact,))


def asked_and_told(topic: SaidFact, fact: SaidFact, turn: int) -> DraftSentence:
    """What they asked about and a thing they said, in one: "You asked about the quote, and you said ..."."""
    first, second = told(topic).text.rstrip("."), told(fact, turn).text
    joined = f"{first}, and {second[:1].lower()}{second[1:]}"
    return DraftSentence(text=joined, role="fact", said=(topic, fact))


def thanks(material: Material, topic: SaidFact | None) -> DraftSentence:
    """How an email and a note begin: thanks for the call, or why one writes after a voicemail, or to a new lead."""
    about = f" about {topic.text}" if topic else ""
    text = {
        Kind.CALL: f"Thank you for talking with me{about}.",
        Kind.VOICEMAIL: f"I left you a voicemail{about}.",
    }.get(material.kind, f"You asked{about}.")
    return DraftSentence(text=text, role="thanks", said=(topic,) if topic else ())


def offers_of(material: Material, channel: Channel) -> list[DraftSentence]:
    """What the user told that can be offered, word for word; nothing of it is made up."""
    told_by_user, found = material.offers, []
    if told_by_user.news:
        found.append(DraftSentence(text=capital(told_by_user.news.strip().rstrip(".")) + ".", role="offer"))
    if told_by_user.material and channel in (Channel.EMAIL, Channel.SMS, Channel.NOTE):
        found.append(DraftSentence(text=f"I can send you {told_by_user.material}.", role="offer"))
    agreed = material.told_step is not None and material.told_step.when is not None
    if told_by_user.link and not agreed and channel in (Channel.EMAIL, Channel.SMS):
        found.append(DraftSentence(text=f"At {told_by_user.link} you can pick a time.", role="offer"))
    return found


GOES_OVER = DraftSentence(text="I can go over that with you.", role="offer")
"""An offer that a voicemail needs (S001, FAQ: "express your ability to help"), tied to the sentence before it."""


def step_line(material: Material, purpose: bool = True) -> DraftSentence | None:
    """The agreed step in one line: "We're set for Thursday at two, to decide what to say to the adjuster"."""
    step = material.told_step
    if step is None or step.when is None:
        return None
    begins = "We're set for" if step.confirmed else "We talked about"
    what_for = f", {step.purpose}" if purpose and step.purpose and not material.discreet else ""
    return DraftSentence(text=f"{begins} {step.when}{what_for}.", role="step")


def step_ask(material: Material, channel: Channel, named: bool = True) -> DraftSentence:
    """The one easy thing to do next (S001, step 5: "a specific, easy next step").

    `named`: whether the agreed step stands in the draft, so that it can be asked about.
    """
    step, offers = material.told_step if named else None, material.offers
    number = f" on {offers.call_back}" if offers.call_back else ""
    text = "Shall I call you about it?"
    if step is not None and step.when:
        text = {
            Channel.SMS: "Reply YES if that still works." if step.confirmed else "Reply YES if that suits you.",
            Channel.VOICEMAIL: f"Call me back{number} if another time is better.",
            Channel.NOTE: f"If another time is better, call me{number}.",
        }.get(channel, "Does that still work for you?" if step.confirmed else "Does that suit you?")
    elif request := _request(material):
        text = request
    elif offers.time and channel is Channel.VOICEMAIL:
        text = f"I can talk {offers.time}; call me{number} if that suits you."
    elif offers.time:
        text = f"Does {offers.time} suit you for a short call?"
    elif channel is Channel.VOICEMAIL:
        text = f"Call me back{number}."
    elif channel is Channel.SMS:
        text = "Reply YES and I'll call you about it."
    elif channel is Channel.NOTE:
        text = f"Call me{number} when it suits you, and we'll go through it."
    if material.discreet and channel in (Channel.SMS, Channel.VOICEMAIL):
        text = text.replace(" about it", "")  # nothing was named that "it" could be
    return DraftSentence(text=text, role="ask")


def _request(material: Material) -> str | None:
    """What the lead was to do, asked once more: "Can you send me a picture of that letter, so ...?"."""
    step = material.step
    if step is None or step.owner != "prospect" or not step.action:
        return None
    action = step.action.strip().rstrip(".?!,;")
    first = action.split()[0].lower()
    if first not in _THEIR_VERBS or len(action.split()) > _LONGEST_REQUEST:
        return None
    purpose = material.told_step.purpose if material.told_step else None
    return f"Can you {action[:1].lower()}{action[1:]}{', ' + purpose if purpose else ''}?"


_THEIR_VERBS = ("send", "email", "bring", "text", "forward", "mail", "scan", "take", "sign", "fill", "upload", "check")
_LONGEST_REQUEST = 14
