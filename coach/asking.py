"""What a language model is asked, as values, and the very bytes that a server is sent."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from coach.models import Value


class Output(BaseModel):
    """Base of what a model may answer. Every field is required; keys that we did not ask for are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Form(StrEnum):
    """How strictly a server is told the shape of an answer, the strictest first. Few servers know all three."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TEXT = "text"


class Message(Value):
    """One part of a prompt: what we ask (`system`), or the material it is about (`user`)."""

    role: Literal["system", "user"]
    text: str


class Prompt(Value):
    """A question to a language model, filled in."""

    name: str
    messages: tuple[Message, ...]


def request_body(prompt: Prompt, output: type, model: str, form: Form) -> dict[str, Any]:
    """What is sent to `/chat/completions`.

    No temperature and no limit of tokens: some models refuse them, and the answer is limited where it is read.
    No tools are ever offered, so that an answer can only be words.
    """
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": message.role, "content": message.text} for message in prompt.messages],
        "stream": True,
    }
    if form is Form.JSON_SCHEMA:
        schema = {"name": output.__name__.lower(), "schema": schema_of(output), "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form is Form.JSON_OBJECT:
        body["response_format"] = {"type": "json_object"}
    return body


def as_bytes(body: dict[str, Any]) -> bytes:
    """`body` as it travels. The same body always gives the same bytes."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def forms_for(output: type) -> tuple[Form, ...]:
    """The forms in which `output` can be asked for, the strictest first; plain text has only one."""
    return (Form.TEXT,) if output is str else tuple(Form)


@cache
def schema_of(output: type[BaseModel]) -> dict[str, Any]:
    """The schema of `output` as strict servers want it: every key required, no other allowed, no titles."""
    strict = _strict(output.model_json_schema())
    assert isinstance(strict, dict)
    return strict


def _strict(node: object) -> object:
    if isinstance(node, list):
        return [_strict(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties", "$defs"):  # here the keys are names, and a field may be called "title"
            made[key] = {name: _strict(part) for name, part in value.items()}
        elif key not in ("title", "default", "description"):
            made[key] = _strict(value)
    if made.get("type") == "object":
        made["additionalProperties"] = False
        made["required"] = list(made.get("properties", {}))
    return made
