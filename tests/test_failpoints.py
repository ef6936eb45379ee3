"""Every place where something is written can be cut off by a test, and none of them does anything in use."""

from __future__ import annotations

import ast
import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.edges import failpoints
from coach.edges.failpoints import POINTS, TRANSACTIONS, arm, failpoint

EDGES = Path(__file__).parents[1] / "coach" / "edges"
WRITES = {"replace", "rename", "fsync", "link", "unlink", "write_text", "write_bytes", "fdopen", "rmtree", "rmdir"}
"""What puts something on the disk, moves it or takes it away."""
WITHOUT = {
    ("kept_rubrics.py", "remove_all"): "erasing everything stops at its own places before and after",
    ("llm.py", "keep"): "only a recorder of tests writes there",
    ("no_network.py", "cut_off"): "asks the kernel for a network of its own; nothing is kept",
    ("settings_file.py", "remove"): "one unlink: it happened or it did not",
    ("weights.py", "download"): "takes away what was fetched once it lies in its place; the next fetch does else",
    ("whole_file.py", "sync_file"): "its callers stop before it",
    ("whole_file.py", "sync_folder"): "its callers stop before it, or what they wrote is in its place",
    ("worker.py", "_give_way"): "asks the system for less of the processor; nothing is kept",
}
"""Why a function that writes needs no place of its own."""


@pytest.fixture(autouse=True)
def nothing_armed() -> Iterator[None]:
    yield
    arm("")


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef, set[int]]]:
    """Every function, and the lines of its `finally` and `except` blocks."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            cleaning = {
                line
                for one in ast.walk(node)
                if isinstance(one, ast.Try)
                for part in (*one.finalbody, *(line for handler in one.handlers for line in handler.body))
                for line in range(part.lineno, (part.end_lineno or part.lineno) + 1)
            }
            yield node, cleaning


def calls(node: ast.AST, *names: str) -> Iterator[ast.Call]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            name = one.func.attr if isinstance(one.func, ast.Attribute) else getattr(one.func, "id", "")
            if name in names:
                yield one


def is_of_a_file(call: ast.Call) -> bool:
    """Not `text.replace("a", "b")`, and not `dataclasses.replace(value, …)`."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return call.func.attr != "replace" or (len(call.args) == 1 and not call.keywords)


def test_every_write_rename_and_sync_has_a_failpoint() -> None:
    without = []
    for path in EDGES.glob("*.py"):
        for function, cleaning in functions(path):
            writes = [c for c in calls(function, *WRITES) if is_of_a_file(c) and c.lineno not in cleaning]
            if writes and not any(calls(function, "failpoint")):
                without.append((path.name, function.name))

    assert sorted(without) == sorted(WITHOUT)


def test_every_transaction_has_a_name_that_is_known() -> None:
    names = set()
    for path in EDGES.glob("*.py"):
        for call in calls(ast.parse(path.read_text(encoding="utf-8")), "write"):
            of = ast.unparse(call.func)
            if of.endswith(("database.write", "_db.write", "db.write")) and call.args:
                assert isinstance(call.args[0], ast.Constant | ast.Name), (path.name, call.lineno)
                if isinstance(call.args[0], ast.Constant):
                    names.add(call.args[0].value)

    assert names <= TRANSACTIONS
    assert {"intake", "submit", "take", "block", "save", "correct", "erase", "retain", "sweep"} <= names


def test_every_failpoint_of_the_list_is_somewhere_and_no_other_is() -> None:
    used = set()
    for path in (*EDGES.glob("*.py"), *EDGES.parent.glob("*.py")):
        for call in calls(ast.parse(path.read_text(encoding="utf-8")), "failpoint"):
            if call.args and isinstance(call.args[0], ast.Constant):
                used.add(call.args[0].value)
        for call in calls(ast.parse(path.read_text(encoding="utf-8")), "put"):
            if isinstance(call.func, ast.Name):
                name = ast.literal_eval(call.args[-1])
                used |= {f"{name}-write", f"{name}-rename"}

    assert used == failpoints.WRITES | failpoints.STEPS
    assert len(POINTS) >= 30


def test_a_place_that_nobody_armed_does_nothing() -> None:
    failpoint("intake-write")

    assert not failpoints.passed


def test_the_second_time_can_be_the_one_that_fails() -> None:
    arm("intake-write:enospc@2")

    failpoint("intake-write")
    with pytest.raises(OSError) as found:  # noqa: PT011  (its number is looked at)
        failpoint("intake-write")

    assert found.value.errno == errno.ENOSPC
    failpoint("intake-write")


def test_a_place_or_an_action_that_there_is_not_is_refused() -> None:
    for wrong in ("nowhere:kill", "intake-write:explode"):
        with pytest.raises(ValueError, match="there is no"):
            arm(wrong)
