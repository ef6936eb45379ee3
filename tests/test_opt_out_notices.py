"""A draft that says how to stop the texts is told from one that only uses the same words."""

from __future__ import annotations

import pytest

from coach.language.opt_out_notices import opt_outs, without
from coach.language.sentences import sentences
from coach.models import Channel
from coach.typed import typed

SAYS_HOW = """
Reply STOP to opt out.
Text STOP to end.
Txt STOP 2 end
Reply STOP to unsubscribe
STOP=opt out
STOP to stop
To opt out, reply STOP.
To stop these texts, just text back STOP.
To unsubscribe reply END
Send QUIT to stop messages.
Reply CANCEL to stop receiving texts.
You can opt out at any time by replying STOP.
You may unsubscribe any time.
Opt out any time by texting STOP.
Text OPTOUT to stop these messages.
If you'd rather not get texts, just reply NO.
If you don't want texts from us, tell me and I'll stop.
Don't want texts? Say so and I stop.
Don't want messages? Text STOP.
No more texts? Reply STOP.
If you prefer not to get messages from me, let me know.
If you would rather not receive these, reply no.
If you'd rather we didn't text, tell us and we'll quit.
Just say stop and I won't text again.
Say the word and I'll stop texting.
Tell me to stop and I will.
I'll stop if you tell me to.
Not interested in texts? Reply STOP anytime.
Reply NO THANKS if you don't want messages.
Reply STOP at any time.
You can text STOP whenever you like.
To end these messages, answer STOP.
Msg & data rates may apply. Reply HELP for help, STOP to cancel.
A quick STOP and we stop texting.
Reply STOP and I will take you off the list.
Write STOP if you want no more texts.
"""
SAYS_SOMETHING_ELSE = """
Stop by the office at four.
I can stop by on Thursday.
We want to stop the leak before the rain.
A letter can stop the eviction.
Don't stop the treatment yet.
The bus stops at our gate.
Text me to cancel the appointment.
Reply yes to stop the auction.
Reply YES to book.
You can cancel the plan at any time without a fee.
That stops the garnishment the same day.
The seller wants to end the lease in May.
If you don't want the rug, tell me.
No rush, just reply when you can.
Text me a photo of the stopcock.
Call to end the week with a decision.
I don't want to send too many messages.
We will not stop until it is fixed.
The opt-out clause in your lease is on page 4.
If you want the noise to stop, say yes.
Reply with the number of the bus stop.
Say no to mould.
"""


def _told(text: str) -> bool:
    return bool(opt_outs(sentences(typed(text, Channel.SMS).transcript)))


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", _lines(SAYS_HOW))
def test_a_way_to_stop_the_texts_is_seen(text: str) -> None:
    assert _told(f"Hi Marcus, Dana at Harper Law about the therapy visits. Is four good? {text}")


@pytest.mark.parametrize("text", _lines(SAYS_SOMETHING_ELSE))
def test_the_same_words_for_something_else_are_not(text: str) -> None:
    assert not _told(f"Hi Marcus, Dana at Harper Law about the therapy visits. {text} Is four good?")


def test_the_rest_of_the_text_is_left() -> None:
    read = typed("Dana at Harper Law. Is four good? Reply STOP to opt out.", Channel.SMS).transcript

    assert [s.text for s in without(sentences(read))] == ["Dana at Harper Law.", "Is four good?"]
