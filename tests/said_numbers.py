"""Numbers as people say them on calls, made up: secret ones in several speaking styles, harmless ones among them.

Each word knows whether it is part of a secret, so that a test can tell what should be gone and what should stay.
`HELD_OUT` was not looked at while the rules were written. ("read back" was held out first: of its card numbers 67 in
100 were not wholly found, so it became one of those that the rules were written with, and another took its place.)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coach.models import Speaker, Transcript, Utterance, Word

ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MISHEARD = {"1": ("won",), "2": ("to", "too"), "4": ("for",), "8": ("ate",), "3": ("tree",), "0": ("oh", "o")}
CARD, CODE, EXPIRY, SOCIAL, HARMLESS = "card", "code", "expiry", "social", "harmless"
Said = tuple[str, str]
"""Words and what they are: one of the kinds above, or ""."""


@dataclass(frozen=True)
class Utterances:
    """What was said, and what each word is, by its time."""

    transcript: Transcript
    kinds: dict[float, tuple[str, int]]
    """By the start of a word: the kind of number and which one of this conversation."""
    style: str


def card_number(rng: random.Random) -> str:
    """A number that passes the check digit, of a range that a bank gives out, or of American Express."""
    amex = rng.random() < 0.15
    head = rng.choice(("34", "37")) if amex else rng.choice(("4", "51", "52", "53", "54", "55", "6011", "65"))
    size = 15 if amex else 16
    digits = head + "".join(str(rng.randrange(10)) for _ in range(size - 1 - len(head)))
    total = sum(
        (v - 9 if v > 9 else v) for at, c in enumerate(reversed(digits)) for v in [int(c) * (2 if at % 2 == 0 else 1)]
    )
    return digits + str(-total % 10)


def groups_of(digits: str, rng: random.Random) -> list[str]:
    if len(digits) == 15:
        return [digits[:4], digits[4:10], digits[10:]]
    if len(digits) == 16:
        return [digits[at : at + 4] for at in range(0, 16, 4)]
    return [digits[at : at + 3] for at in range(0, len(digits), 3)] if rng.random() < 0.5 else [digits]


def _one_by_one(digits: str, rng: random.Random) -> str:
    zero = rng.choice(("oh", "zero"))
    return " ".join(zero if c == "0" else ONES[int(c)] for c in digits)


def _repeats(digits: str, rng: random.Random) -> str:
    """ "double five", "triple one"."""
    made, at = [], 0
    while at < len(digits):
        length = 1
        while at + length < len(digits) and digits[at + length] == digits[at] and length < 3:
            length += 1
        word = rng.choice(("oh", "zero")) if digits[at] == "0" else ONES[int(digits[at])]
        made.append(f"{('', 'double ', 'triple ')[length - 1]}{word}")
        at += length
    return " ".join(made)


def _pairs(digits: str, rng: random.Random) -> str:
    """ "forty two eleven"."""
    made = []
    for at in range(0, len(digits), 2):
        pair = digits[at : at + 2]
        if len(pair) < 2 or pair[0] == "0":
            made.append(_one_by_one(pair, rng))
        elif pair[0] == "1":
            made.append(TEENS[int(pair[1])])
        else:
            made.append(TENS[int(pair[0])] + (f" {ONES[int(pair[1])]}" if pair[1] != "0" else ""))
    return " ".join(made)


def _misheard(digits: str, rng: random.Random) -> str:
    """As a recogniser writes it on a bad line: some digits as words that sound like them, never two thirds of them."""
    made = []
    for c in digits:
        if c in MISHEARD and rng.random() < 0.3:
            made.append(rng.choice(MISHEARD[c]))
        else:
            made.append(rng.choice((ONES[int(c)], c)))
    return " ".join(made)


Speak = Callable[[str, random.Random], list[list[Said]]]
"""The turns in which a number is said: pieces of words, those of the number with their kind left open as "#"."""


def _in_digits(digits: str, rng: random.Random) -> list[list[Said]]:
    groups = groups_of(digits, rng)
    joint = rng.choice((" ", "-", ", ", "", " "))
    return [[(joint.join(groups), "#")]] if rng.random() < 0.7 else [[(" ".join(digits), "#")]]


def _in_words(digits: str, rng: random.Random) -> list[list[Said]]:
    return [[(", ".join(_one_by_one(group, rng) for group in groups_of(digits, rng)), "#")]]


def _in_repeats(digits: str, rng: random.Random) -> list[list[Said]]:
    return [[(" ".join(_repeats(group, rng) for group in groups_of(digits, rng)), "#")]]


def _in_pairs(digits: str, rng: random.Random) -> list[list[Said]]:
    return [[(", ".join(_pairs(group, rng) for group in groups_of(digits, rng)), "#")]]


FILLERS = ("um", "uh", "okay so", "hold on", "let me see", "and then", "er", "sorry")


def _chatty(digits: str, rng: random.Random) -> list[list[Said]]:
    turn: list[Said] = []
    for group in groups_of(digits, rng):
        how = rng.choice((_one_by_one, _repeats, lambda d, _: d))
        turn += [(how(group, rng), "#"), (rng.choice(FILLERS), "")]
    return [turn[:-1]]


PROMPTS = ("go ahead", "mm-hmm", "okay", "got it, go on", "yes", "uh-huh, next", "okay, and then?", "right, keep going")


def _over_turns(digits: str, rng: random.Random) -> list[list[Said]]:
    turns: list[list[Said]] = []
    for group in groups_of(digits, rng):
        how = rng.choice((_one_by_one, _repeats, lambda d, _: d, lambda d, _: " ".join(d)))
        turns += [[(how(group, rng), "#")], [(rng.choice(PROMPTS), "")]]
    return turns[:-1]


def _on_a_bad_line(digits: str, rng: random.Random) -> list[list[Said]]:
    return [[(_misheard(digits, rng), "#")]]


def _read_back(digits: str, rng: random.Random) -> list[list[Said]]:
    """With slips put right, unusual prompts, and groups read back by the other one."""
    turns: list[list[Said]] = []
    for number, group in enumerate(groups_of(digits, rng)):
        own: list[Said] = [(rng.choice((_one_by_one, _pairs))(group, rng), "#")]
        if rng.random() < 0.25:
            own = [(str(rng.randrange(10)), "#"), ("no scratch that", ""), *own]
        ask = rng.choice(("and the following ones please", "what comes after that", "continue", "perfect, the rest?"))
        back: list[Said] = [("so that's", ""), ("-".join(group), "#"), (ask, "")]
        turns += [own, back if number % 2 else [(ask, "")]]
    return turns[:-1]


def _hurried(digits: str, rng: random.Random) -> list[list[Said]]:
    """Held out: groups of uneven size, a word for what they are between them, numerals and words in one breath."""
    turn: list[Said] = []
    at = 0
    while at < len(digits):
        size = rng.choice((2, 3, 4, 5, 6))
        group, at = digits[at : at + size], at + size
        how = rng.choice((_one_by_one, _repeats, lambda d, _: d, lambda d, _: "-".join(d), lambda d, _: ". ".join(d)))
        turn += [
            (how(group, rng), "#"),
            (rng.choice(("", "", "then we have", "and after that", "I believe", "hmm")), ""),
        ]
    return [turn[:-1]] if rng.random() < 0.6 else [[part] for part in turn[:-1] if part[0]]


STYLES: dict[str, Speak] = {
    "digits": _in_digits,
    "words": _in_words,
    "repeats": _in_repeats,
    "pairs": _in_pairs,
    "chatty": _chatty,
    "turns": _over_turns,
    "bad line": _on_a_bad_line,
    "read back": _read_back,
}
HELD_OUT: dict[str, Speak] = {"hurried": _hurried}

CARD_ASKED = (
    "Okay, what's the card number?", "Can I get the number on the front of the card?",
    "Which card would you like to use? Go ahead with the number.", "I just need your card details.",
    "And the long number on the card, please?",
)  # fmt: skip
CARD_SAID = ("", "", "sure, it's", "okay, it's a Visa,", "yeah the number is", "my card number is", "it's")
CODE_ASKED = (
    "And the security code?", "What's the CVV?", "Can you read me the three digits on the back?",
    "And the code on the back of the card, please?", "I also need the verification code.",
)  # fmt: skip
CODE_SAID = ("", "it's", "uh, let me flip it over, it's", "that's", "the code is", "um")
EXPIRY_ASKED = ("And when does it expire?", "Expiration date?", "What's the expiry on that?")
SOCIAL_ASKED = (
    "Can you confirm your social security number?", "What's your social?", "I need your social for the file."
)  # fmt: skip
OPENINGS = (
    "Hi, this is Casey with the intake team.", "Thanks for calling back about the crash.",
    "So there is a filing fee for the records.", "Good afternoon, I'm returning your call.",
)  # fmt: skip
CLOSINGS = ("Perfect, thank you.", "Great, you're all set.", "Okay, that went through.", "Thanks so much. Bye now.")


def _phone(rng: random.Random) -> str:
    digits = f"{rng.randrange(201, 990)}555{rng.randrange(100, 200):04}"
    shape = rng.randrange(4)
    if shape == 0:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if shape == 1:
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return _one_by_one(digits, rng) if shape == 2 else f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def _date(rng: random.Random) -> str:
    month = rng.choice(("January", "March", "May", "June", "August", "October", "December"))
    day, year = rng.randrange(1, 29), rng.randrange(20, 28)
    return rng.choice((f"{month} {day}, 20{year}", f"{rng.randrange(1, 13)}/{day}/20{year}"))


def harmless(rng: random.Random) -> list[Said]:
    """A sentence with a number that has to stay."""
    phone, n = _phone(rng), rng.randrange
    choices: tuple[tuple[str, str, str], ...] = (
        ("You can reach me at", phone, "any time."),
        ("My number is", phone, f"again {phone}."),
        ("Call me back at", phone, "please."),
        # A recogniser loses a digit now and then: what is left looks like a social security number.
        ("My direct line is", f"{n(200, 990)}-{n(10, 99)}-{n(1000, 9999)}", "most days."),
        ("The accident was on", _date(rng), "in the afternoon."),
        ("Let's talk at", rng.choice(("3:30", "10:15", "two thirty", "4 o'clock")), "tomorrow."),
        ("They offered", rng.choice((f"${n(1, 90)},{n(100, 999)}", f"{n(2, 90) * 100} dollars")), "to settle."),
        (
            "Your case number is",
            rng.choice((f"{n(10**7, 10**8)}", f"{n(20, 27)}-{n(1000, 9999)}", _one_by_one(str(n(10**6, 10**7)), rng))),
            "on our side.",
        ),
        ("The claim number is", rng.choice((f"{n(10**9, 10**10)}", f"{n(100, 999)}-{n(10000, 99999)}")), "with them."),
        ("My policy number is", f"{n(10**8, 10**9)}", "I think."),
        ("I was", f"{n(19, 88)}", "years old then."),
        ("It happened at", f"{n(10, 9999)} Elm Street", "by the light."),
        ("I've missed", rng.choice(("three", "12", "twenty")), "days of work."),
        ("We've helped", f"{n(2, 9)},{n(100, 999)}", "families since 1998."),
        ("There were", rng.choice(("two", "four", "3")), "of us in the car."),
        ("I make about", f"{n(30, 90)} thousand", "a year."),
        ("The light takes", rng.choice(("one to two", "two or three", "45")), "minutes."),
        ("We're in room", f"{n(100, 900)}", "on the second floor."),
    )
    before, number, after = rng.choice(choices)
    return [(before, ""), (number, HARMLESS), (after, "")]


def utterances(seed: int, index: int, styles: dict[str, Speak]) -> Utterances:
    """A short conversation: none, one or several secrets said in one of `styles`, among harmless numbers."""
    rng = random.Random(f"{seed}-{index}")
    style = rng.choice(tuple(styles))
    speak = styles[style]
    turns: list[list[Said]] = [[(rng.choice(OPENINGS), ""), *harmless(rng)]]

    def ask(question: tuple[str, ...], answer: tuple[str, ...], digits: str, kind: str) -> None:
        said = [[(text, kind if what == "#" else what) for text, what in turn] for turn in speak(digits, rng)]
        turns.append([(rng.choice(question), "")])
        turns.append([(rng.choice(answer), ""), *said[0]])
        turns.extend(said[1:])

    what = rng.random()
    if what < 0.55:
        ask(CARD_ASKED, CARD_SAID, card_number(rng), CARD)
        if rng.random() < 0.6:
            month, year = rng.randrange(1, 13), rng.randrange(27, 32)
            said = rng.choice((f"{month:02}/{year}", f"{_one_by_one(f'{month:02}', rng)} {_pairs(str(year), rng)}"))
            turns += [[(rng.choice(EXPIRY_ASKED), "")], [(said, EXPIRY)]]
    if what < 0.35 or 0.55 <= what < 0.62:
        ask(CODE_ASKED, CODE_SAID, "".join(str(rng.randrange(10)) for _ in range(rng.choice((3, 3, 3, 4)))), CODE)
    if 0.62 <= what < 0.7:
        social = f"{rng.randrange(100, 900)}{rng.randrange(10, 99)}{rng.randrange(1000, 9999)}"
        ask(SOCIAL_ASKED, CODE_SAID, social, SOCIAL)
    turns.append([(rng.choice(CLOSINGS), "")])
    turns.append([("By the way.", ""), *harmless(rng), *harmless(rng)])
    return _timed(turns, style)


def _timed(turns: list[list[Said]], style: str) -> Utterances:
    made, kinds, clock, number = [], {}, 0.0, 0
    for index, turn in enumerate(turns):
        words: list[Word] = []
        for text, kind in turn:
            number += 1
            for token in text.split():
                words.append(Word(text=token, start=round(clock, 2), end=round(clock + 0.3, 2), probability=0.9))
                if kind and any(map(str.isalnum, token)):
                    kinds[round(clock, 2)] = (kind, number)
                clock += 0.35
        if words:
            side = (Speaker.REP, Speaker.PROSPECT)[index % 2]
            made.append(Utterance(speaker=side, words=tuple(words)))
            clock += 0.5
    return Utterances(Transcript(utterances=tuple(made)), kinds, style)


def conversations(size: int, seed: int, held_out: float = 0.25) -> Iterator[Utterances]:
    """`size` of them; of the last `held_out` nobody saw the style while the rules were written."""
    own = round(size * (1 - held_out))
    for index in range(size):
        yield utterances(seed, index, STYLES if index < own else HELD_OUT)


def canaries(said: Utterances) -> list[str]:
    """Pieces of its card and social security numbers as they were said, each too long to be there by chance."""
    found = []
    for utterance in said.transcript.utterances:
        stretch: list[str] = []
        for word in (*utterance.words, Word(text="", start=-1, end=-1)):
            if said.kinds.get(word.start, ("", 0))[0] in (CARD, SOCIAL):
                stretch.append(word.text)
            else:
                if len("".join(stretch)) >= 12 or len(stretch) >= 4:
                    found.append(" ".join(stretch))
                stretch = []
    return found


def left_over(said: Utterances, kept: Transcript) -> tuple[dict[str, int], dict[str, list[str]]]:
    """By kind: how many numbers were said, and what is still there of each that is not wholly gone (for harmless ones:
    what is no longer wholly there)."""
    there = {word.start: word.text for word in kept.words if not word.text.startswith("[")}
    names: dict[tuple[str, int], list[float]] = {}
    for start, which in said.kinds.items():
        names.setdefault((which[0], 0 if which[0] in (CARD, CODE, SOCIAL, EXPIRY) else which[1]), []).append(start)
    texts = {word.start: word.text for word in said.transcript.words}
    tried: dict[str, int] = {}
    bad: dict[str, list[str]] = {}
    for (kind, _), starts in names.items():
        tried[kind] = tried.get(kind, 0) + 1
        wrong = [texts[start] for start in starts if (start in there) is (kind != HARMLESS)]
        if wrong:
            whole = " ".join(texts[start] for start in starts)
            bad.setdefault(kind, []).append(f"{said.style}: {' '.join(wrong)!r} of {whole!r}")
    return tried, bad
