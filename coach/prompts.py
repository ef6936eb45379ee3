"""Prompts as Markdown files: front matter says what goes in and what comes out, the body what is asked.

What stands below the line `<!-- material -->` goes to the model as material, apart from what it is asked to do. Every
input goes in as data: fenced by a boundary that it cannot contain, each line marked, nothing in it acts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from coach.asking import Message, Prompt
from coach.errors import PromptError
from coach.models import Transcript, Value
from coach.shipped import shipped
from coach.untrusted import seen

MATERIAL = "<!-- material -->"
MOST_BYTES = 64 * 1024
MOST_MATERIAL = 60_000
"""Letters of one input: an hour's call is about 50,000."""
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_INPUT = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_BRACES = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")", "`": "'"})


class PromptFile(Value):
    """A prompt before its inputs are filled in."""

    name: str
    purpose: str = Field(min_length=1)
    inputs: tuple[str, ...]
    output: str = Field(min_length=1)
    """Name of the value that the answer is read as."""
    asks: str = Field(min_length=1)
    material: str = Field(min_length=1)

    def filled(self, inputs: Mapping[str, str]) -> Prompt:
        """The prompt with its inputs in their fences. Raises PromptError for a missing or undeclared input."""
        for name in self.inputs:
            if name not in inputs:
                raise PromptError(f"The prompt '{self.name}' needs '{name}'.", "Give it, if only as empty text.")
        for name in inputs:
            if name not in self.inputs:
                raise PromptError(f"The prompt '{self.name}' has no input '{name}'.", "Declare it in its front matter.")
        fenced = {name: fence(name, text) for name, text in inputs.items()}
        # Filled in one pass: an input that holds "{{ ... }}" is not looked at again.
        material = _INPUT.sub(lambda match: fenced[match.group(1)], self.material)
        return Prompt(
            name=self.name, messages=(Message(role="system", text=self.asks), Message(role="user", text=material))
        )


def fence(name: str, text: str) -> str:
    """`text` as data: between two lines that it cannot hold, every line of it marked, its signs made harmless.

    The boundary is worked out from the text itself, so that whoever speaks in it cannot say it, and the same text
    always gives the same prompt.
    """
    harmless = seen(text).translate(_BRACES)
    if len(harmless) > MOST_MATERIAL:
        half = MOST_MATERIAL // 2
        harmless = f"{harmless[:half]}\n(some is left out here)\n{harmless[-half:]}"
    figures = hashlib.sha256(harmless.encode()).hexdigest()[:12]
    boundary = "".join(chr(ord("a") + int(figure, 16)) for figure in figures)  # letters: no number to be redacted
    lines = "\n".join(f"| {' '.join(line.split())}" for line in harmless.splitlines())
    return f"BEGIN {name} {boundary}\n{lines or '|'}\nEND {name} {boundary}"


def spoken(transcript: Transcript) -> str:
    """A transcript as material: a line an utterance, its speaker first, and no line break that was spoken."""
    return "\n".join(f"{u.speaker.value}: {' '.join(seen(u.text).split())}" for u in transcript.utterances)


def read_prompt(name: str, text: str) -> PromptFile:
    """The prompt that a file's `text` holds. Raises PromptError in one line that says what is wrong."""
    match = _FRONT.match(text.replace("\r\n", "\n"))
    if match is None:
        raise PromptError(
            f"The prompt '{name}' has no front matter.", "Begin with '---', 'purpose: ...', 'inputs: []'."
        )
    asks, line, material = match.group(2).partition(f"\n{MATERIAL}\n")
    if not line:
        raise PromptError(f"The prompt '{name}' has no line '{MATERIAL}'.", "Put the inputs below such a line.")
    try:
        front = yaml.safe_load(match.group(1))
        found = PromptFile.model_validate({**front, "name": name, "asks": asks.strip(), "material": material.strip()})
    except (yaml.YAMLError, TypeError):
        raise PromptError(f"The front matter of the prompt '{name}' cannot be read.", "Write 'key: value'.") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise PromptError(f"The prompt '{name}': {where}: {first['msg']}.", "Correct its front matter.") from None
    used = set(_INPUT.findall(found.material))
    if stray := set(_INPUT.findall(found.asks)):
        raise PromptError(f"The prompt '{name}' has '{min(stray)}' above the material.", "Move it below the line.")
    if used != set(found.inputs):
        odd = min(used ^ set(found.inputs))
        raise PromptError(f"The prompt '{name}': '{odd}' is declared or used, not both.", "Make them agree.")
    return found


def prompt_names() -> tuple[str, ...]:
    """The prompts that ship with the product."""
    return tuple(sorted(path.stem for path in shipped("prompts").glob("*.md") if path.stem != "README"))


def load_prompt(name: str, folder: Path | None = None) -> PromptFile:
    """The prompt of this name. Raises PromptError when there is none, or when it cannot be used."""
    path = (folder or shipped("prompts")) / f"{name}.md"
    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise PromptError(f"The prompt '{name}' is larger than {MOST_BYTES // 1024} kB.", "Shorten it.")
        return read_prompt(name, content.decode("utf-8"))
    except OSError:
        raise PromptError(f"There is no prompt '{name}'.", f"Known prompts: {', '.join(prompt_names())}.") from None
    except UnicodeDecodeError:
        raise PromptError(f"The prompt '{name}' is no UTF-8 text.", "Save it as UTF-8.") from None
