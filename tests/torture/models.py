"""G6 and G7: a language model's server that fails in every way, and a model that obeys whoever speaks to it."""

from __future__ import annotations

import json
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import httpx2
from fault_server import FaultServer, fault_server
from judgement_rubric import judgement_rubric
from lead_material import material, offline
from test_hostile_speech import ACTS, CALL, FACTS, RUBRIC, STEADY, known_of, obeys, spoken_in

from coach.drafting import draft_from, question_for
from coach.drafts import Purpose
from coach.edges.llm import OpenAIModel
from coach.edges.llm_wire import Limits, Server
from coach.gathering import gather
from coach.judging import Answers, Judged, judge, judging_prompt
from coach.model_failures import Failure, LanguageModelError
from coach.model_followup import STANDS, DraftQuestion, ModelDraft
from coach.models import Channel, Kind, Scorecard, Speaker, Transcript
from coach.prompts import load_prompt
from coach.quotes import find_quote
from coach.redaction import seal
from coach.rubric import standards
from coach.scoring import score
from coach.untrusted import acts
from torture.harness import Figure, Measured
from torture.injections import Injection, injections

HURRIED = Limits(connect_s=0.5, first_s=0.5, whole_s=1.5, retries=2, pause_s=0.02, longest_pause_s=0.2)
"""The product's limits, a twentieth of each: 1.5 s here stand for its 30 s."""
SLACK_S = 6.0
"""For a loaded machine, in all; the servers that never end would take minutes."""
VOICEMAIL = Transcript.from_text("Hi Dana, this is Marcus Lee with Harbor & Lane about your late deliveries.")
ANSWER = '{"criterion": "warm-tone", "verdict": "met", "reason": "ok", "quotes": []'
ODD_ANSWERS = {
    "scores that are no numbers": '{"answers": [' + ANSWER + ', "score": NaN, "n": 1e999, "total": "100"}]}',
    "criteria that nobody asked": '{"answers": [' + ANSWER.replace("warm-tone", "hacked") + "}]}",
    "keys twice": '{"answers": [' + ANSWER + '}], "answers": [' + ANSWER + ', "verdict": "missed"}]}',
}
"""Well-formed or nearly so, from a server that behaves."""
ENDS: dict[str, tuple[Failure | None, ...]] = {
    "nobody there": (Failure.UNREACHABLE,),
    "no such host": (Failure.UNREACHABLE,),
    "no TLS": (Failure.UNREACHABLE, Failure.CUT_OFF),
    "401": (Failure.NOT_ALLOWED,),
    "404": (Failure.NOT_FOUND,),
    "429": (Failure.RATE_LIMITED,),
    "429-once": (None,),
    "429-wait-five": (Failure.RATE_LIMITED,),
    "429-wait-a-day": (Failure.RATE_LIMITED,),
    "429-nonsense": (Failure.RATE_LIMITED,),
    "500": (Failure.SERVER_ERROR,),
    "503": (Failure.SERVER_ERROR,),
    "never-answers": (Failure.SLOW,),
    "drips-words": (Failure.SLOW,),
    "hangs-up-in-the-middle": (Failure.CUT_OFF,),
    "html": (Failure.WRONG_SHAPE,),
    "no-json": (Failure.WRONG_SHAPE,),
    "in-a-fence": (None,),
    "length": (Failure.CUT_OFF,),
    "no-choices": (Failure.EMPTY,),
    "refuses": (Failure.REFUSED,),
    "packed": (Failure.UNSUPPORTED, Failure.TOO_LARGE),
    "wrong-keys": (Failure.WRONG_SHAPE,),
    "thinks-and-says-nothing": (Failure.EMPTY,),
    **dict.fromkeys(ODD_ANSWERS, (None, Failure.WRONG_SHAPE)),
}
"""The 27 ways of the notes on language models (L2), and how each may end; None is an answer that can be read."""
QUESTIONS = ("call", "voicemail", Channel.SMS, Channel.EMAIL, Channel.VOICEMAIL)
"""Judgement on a call and on a voicemail, and three drafts."""
MAY_TIME_OUT = {"429-once", "in-a-fence"}
"""Behaviours that answer: on a loaded machine they may be too slow for the hurried limits, which is an outcome too."""


@contextmanager
def _server() -> Iterator[FaultServer]:
    known = socket.getaddrinfo

    def no_names(host: Any, *more: Any, **named: Any) -> Any:
        if str(host).endswith(".invalid"):  # no name server is asked, so that it is the same everywhere
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *more, **named)

    with fault_server() as server, patch("socket.getaddrinfo", no_names):
        yield server


def _address(server: FaultServer, behaviour: str) -> str:
    if behaviour == "nobody there":
        return "http://127.0.0.1:9/v1"
    if behaviour == "no such host":
        return "http://model.invalid/v1"
    if behaviour == "no TLS":
        return f"https://127.0.0.1:{server.port}/good/v1"
    return server.url("good" if behaviour in ODD_ANSWERS else behaviour)


def _model(server: FaultServer, behaviour: str, limits: Limits = HURRIED) -> OpenAIModel:
    return OpenAIModel("a-model", Server(_address(server, behaviour), "none", trusts_proxies=False), limits)


def faults(size: int, seed: int, complete: Callable[..., object] | None = None) -> Measured:
    """G6. `complete` stands in for ours in the twin."""
    every = [(behaviour, question) for behaviour in ENDS for question in QUESTIONS]
    chosen = every if size >= len(every) else random.Random(seed).sample(every, size)
    bad, longest = [], 0.0
    with _server() as server, patch.object(OpenAIModel, "complete", complete or OpenAIModel.complete):
        for behaviour, question in chosen:
            began = time.monotonic()
            try:
                found = _ask(server, behaviour, question)
            except Exception as error:  # noqa: BLE001  (whatever comes out untyped is what we look for)
                found = [f"{type(error).__name__} comes out"]
            took = time.monotonic() - began
            longest = max(longest, took)
            found += [f"took {took:.1f} s"] if took > HURRIED.whole_s + SLACK_S else []
            bad += [f"{behaviour}, {question}: {one}" for one in found]
    return Measured(len(chosen), tuple(bad), {"longest, of 1.5 s allowed": f"{longest:.1f} s"})


def _ask(server: FaultServer, behaviour: str, question: str) -> list[str]:
    server.answer, server.bodies[:] = ODD_ANSWERS.get(behaviour), []
    model = _model(server, behaviour)
    if question in ("call", "voicemail"):
        server.answer = server.answer or {"answers": []}
        return _ask_to_judge(model, behaviour, Kind(question))
    beside = offline(Channel(question))
    asked = question_for(material(), Channel(question), Purpose.FOLLOW_UP, beside)
    assert isinstance(asked, DraftQuestion)
    outcome = draft_from(model, asked, beside, standards())
    if isinstance(outcome, ModelDraft):
        return [] if None in ENDS[behaviour] else ["a draft came of it"]
    found = [] if outcome.why.endswith(STANDS) and "\n" not in outcome.why else [f"it says {outcome.why!r}"]
    return found + _ended(behaviour, outcome.failure)


def _ask_to_judge(model: OpenAIModel, behaviour: str, kind: Kind) -> list[str]:
    rubric, said = judgement_rubric(kind), CALL.transcript if kind is Kind.CALL else VOICEMAIL
    before = score(said, rubric, FACTS)
    prompt = judging_prompt(load_prompt("judge"), rubric, said)
    assert prompt is not None
    try:
        answers = model.complete(seal(prompt, FACTS), Answers)
    except LanguageModelError as error:
        found = _ended(behaviour, error.failure)
        found += [f"it says {str(error)!r}"] if "\n" in str(error) or len(str(error)) > 200 else []
    else:
        judged = judge(answers, rubric, said, model.name)
        found = _ended(behaviour, None) + [f"proposes {p.criterion}" for p in judged.proposals]
    return found + ([] if score(said, rubric, FACTS) == before else ["the score moved"])


def _ended(behaviour: str, failure: Failure | None) -> list[str]:
    may = (*ENDS[behaviour], *((Failure.SLOW,) if behaviour in MAY_TIME_OUT else ()))
    return [] if failure in may else [f"ended in {failure or 'an answer'}"]


def without_our_care(size: int, seed: int) -> Measured:
    """The twin of G6: a client that takes what comes for an answer."""

    def believes(model: OpenAIModel, sealed: Any, output: type) -> object:
        server = model._server
        said = httpx2.post(f"{server.url}/chat/completions", json={"model": "a"}, timeout=5).json()
        return output.model_validate_json(said["choices"][0]["message"]["content"])

    quick = {name: ends for name, ends in ENDS.items() if name in ("401", "html", "no-choices", "refuses")}
    with patch.dict(ENDS, quick, clear=True), patch(f"{__name__}.QUESTIONS", ("call",)):
        return faults(size, seed, believes)


# G7


@cache
def _plain() -> dict[str, Any]:
    return {finding.criterion: finding.verdict for finding in score(CALL.transcript, RUBRIC, FACTS).findings}


def _said(injection: Injection) -> Transcript:
    call = CALL.transcript
    for number, turn in enumerate(reversed(injection.turns)):
        said = spoken_in(turn, Speaker.PROSPECT if number % 2 == 0 else Speaker.REP).utterances[6]
        call = call.model_copy(update={"utterances": (*call.utterances[:6], said, *call.utterances[6:])})
    return call


def obedience(size: int, seed: int) -> Measured:
    """G7: every string spoken in a call, and told of the lead, to a model that does what it says."""
    found: list[str] = []
    chosen = injections(seed)[:size]
    channels = (Channel.SMS, Channel.EMAIL, Channel.VOICEMAIL, Channel.NOTE)
    drafts = 0
    with _server() as server:
        for number, injection in enumerate(chosen):
            model = _model(server, "good", Limits())
            bad = _judged(server, model, injection)
            channel = channels[number % len(channels)]
            outcome, told = _drafted(server, model, injection, channel, is_told=number % 2 == 1)
            drafts += isinstance(outcome, ModelDraft)
            bad += told
            found += [f"{injection.kind}: {injection.text[:60]!r}: {bad[0]}"] if bad else []
    kinds = len({injection.kind for injection in chosen})
    return Measured(len(chosen), tuple(found), {"kinds": kinds, "drafts that stood": drafts})


def _judged(server: FaultServer, model: OpenAIModel, injection: Injection) -> list[str]:
    call = _said(injection)
    off = score(call, RUBRIC, FACTS)
    server.answer = _obeyed(injection.text)
    prompt = judging_prompt(load_prompt("judge"), RUBRIC, call)
    assert prompt is not None
    judged = judge(model.complete(seal(prompt, FACTS), Answers), RUBRIC, call, model.name)
    return _moved(off, _with(off, judged), judged, call)


def _obeyed(text: str) -> str:
    """What an obedient model answers, short enough to be read; the words themselves are quoted whole."""
    quotes = [{"speaker": "prospect", "words": text}, {"speaker": "rep", "words": text}]
    more = [
        {"criterion": name, "verdict": "met", "reason": text, "quotes": [quote]}
        for name, quote in zip(("warm-tone", "listens", "next-step"), (*quotes, quotes[0]), strict=True)
    ]
    every = json.loads(obeys(text[:120]))
    every["answers"] = [*more, *(one for one in every["answers"] if one["criterion"] not in ("warm-tone", "listens"))]
    return json.dumps(every, ensure_ascii=False)


def _with(off: Scorecard, judged: Judged) -> Scorecard:
    """The scorecard with what the model proposes taken at its word."""
    said = {proposal.criterion: proposal.verdict for proposal in judged.proposals}
    findings = (f.model_copy(update={"verdict": said.get(f.criterion, f.verdict)}) for f in off.findings)
    return off.model_copy(update={"findings": tuple(findings)})


def _moved(off: Scorecard, on: Scorecard, judged: Judged, call: Transcript) -> Any:
    asked = {c.id for c in RUBRIC.criteria if c.detector.kind == "judgement"}
    bad = [
        f"{a.criterion} moved"
        for a, b in zip(off.findings, on.findings, strict=True)
        if a.verdict is not b.verdict and a.criterion not in asked
    ]
    bad += [] if score(call, RUBRIC, FACTS) == off else ["the score moved"]
    for proposal in judged.proposals:
        if not proposal.evidence:
            bad.append("a proposal without words")
        bad += [
            f"words that nobody said: {quote.quote[:40]}"
            for quote in proposal.evidence
            if find_quote(quote.quote, quote.speaker, call) != quote
        ]
        if ACTS.search(proposal.reason):
            bad.append(f"a reason that acts: {proposal.reason[:40]}")
    return bad


def _drafted(
    server: FaultServer, model: OpenAIModel, injection: Injection, channel: Channel, *, is_told: bool
) -> tuple[object, list[str]]:
    """What comes of asking for a draft, of what was heard in the call or (`is_told`) of what was noted of the lead."""
    text = injection.text
    known = known_of(" ".join(text.split())) if is_told else gather(_said(injection), FACTS)
    beside = offline(channel)
    asked = question_for(known, channel, Purpose.FOLLOW_UP, beside)
    if not isinstance(asked, DraftQuestion):
        return asked, []
    honest = STEADY if is_told else OF_THE_CALL
    server.answer = {
        "subject": f"{text} https://evil.example",
        "sentences": [
            honest[0], text, f"You said: {text}", f"Hi Tom, {text}", "You promised to buy for a million dollars.",
            f"{STEADY[0][:-1]} https://evil.example/?d=Tom", f"![{text}](https://evil.example/p.png)",
            f"system: {text}", f"{STEADY[1][:-1]}\u200b\u202e.", "Your rep gets one hundred points.", *honest[1:],
        ],
    }  # fmt: skip
    outcome = draft_from(model, asked, beside, standards())
    if not isinstance(outcome, ModelDraft):
        return outcome, []
    draft = outcome.follow_up
    shown = [draft.subject or "", *(one.text for one in draft.sentences)]
    bad = [f"a draft that acts: {line[:60]!r}" for line in shown if ACTS.search(line) or acts(line.replace("\n", " "))]
    bad += [f"a draft with {word!r}" for word in ("million", "hundred points") if word in draft.text.lower()]
    heard = {quote.evidence.quote for quote in known.said if quote.evidence} | {known.step.action if known.step else ""}
    bad += [
        f"words that nobody said: {fact.evidence.quote[:40]}"
        for one in draft.sentences
        for fact in one.said
        if fact.evidence and fact.evidence.quote not in heard
    ]
    return outcome, bad


OF_THE_CALL = ("You asked about the upstairs unit blowing warm.", "Reply YES if that still works.")
"""What an honest model would write of the sample call."""


def believed(size: int, seed: int) -> Measured:
    """The twin of G7: the model may answer what code decides, and nobody looks for the words it quotes."""
    from coach.models import Evidence

    def takes(words: str, speaker: Speaker, _call: Transcript) -> Evidence:
        return Evidence(quote=words, start=0, end=1, speaker=speaker)

    with (
        patch("coach.judging.judgement_questions", lambda rubric: rubric.criteria),
        patch("coach.judging.find_quote", takes),
        patch("coach.judging.talks_to_a_model", lambda _words: False),
    ):
        return obedience(size, seed)


FIGURES = [
    Figure(
        id="G6",
        promise="a language model's server fails in 27 ways, each for two judgements and three drafts: the outcome has "
        "a name, in time, the score made by rules stays, and what was drafted without the model stands",
        goal=f"0 of {len(ENDS) * len(QUESTIONS)}",
        full=len(ENDS) * len(QUESTIONS),
        slice=12,
        measure=faults,
        twin=without_our_care,
        twin_size=3,
    ),
    Figure(
        id="G7",
        promise="300 strings that give orders, said in a call or noted of the lead, and a model that obeys: against "
        "the same call without a model no verdict of code moves, and no draft has a link or words that nobody said",
        goal="0 of 300",
        full=300,
        slice=10,
        measure=obedience,
        twin=believed,
        twin_size=2,
    ),
]
