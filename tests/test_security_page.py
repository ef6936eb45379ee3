"""docs/security.md claims nothing that no test holds: each row of ASVS that was chosen, each test, each figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from torture.harness import figures

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
CHOSEN = [
    "1.2.1",
    "1.2.10",
    "1.3.6",
    "1.3.12",
    "1.5.1",
    "1.5.2",
    "3.4.1",
    "3.4.2",
    "3.4.3",
    "3.4.4",
    "3.4.5",
    "3.4.6",
    "5.1.1",
    "5.2.1",
    "5.2.2",
    "5.2.3",
    "5.2.4",
    "5.3.2",
    "5.4.1",
    "5.4.2",
    "7.4.1",
    "7.4.2",
    "7.4.5",
    "8.1.1",
    "8.1.2",
    "8.2.1",
    "8.2.2",
    "8.2.3",
    "8.3.1",
    "8.3.2",
    "8.3.3",
    "14.2.1",
    "14.2.2",
    "14.2.3",
    "14.2.4",
    "14.2.6",
    "14.2.7",
    "14.2.8",
    "14.3.2",
    "15.2.2",
    "15.4.1",
    "15.4.2",
    "15.4.3",
    "16.2.5",
    "16.3.1",
    "16.3.2",
    "16.3.3",
    "16.3.4",
    "16.4.1",
    "16.5.1",
    "16.5.2",
    "16.5.3",
    "16.5.4",
]
ROWS = dict(re.findall(r"^\| (\d+\.\d+\.\d+) \|(.*)\|$", PAGE, re.MULTILINE))


def test_every_row_that_was_chosen_is_there() -> None:
    assert list(ROWS) == CHOSEN


@pytest.mark.parametrize("row", CHOSEN)
def test_every_row_names_what_holds_it(row: str) -> None:
    held_by = ROWS[row].rpartition("|")[2]

    assert re.search(r"`test_\w+\.py::test_\w+`|\bG\d+", held_by)


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(test_\w+\.py::test_\w+)`", PAGE))))
def test_every_test_that_is_named_exists(named: str) -> None:
    file, _, name = named.partition("::")

    assert f"\ndef {name}(" in (TESTS / file).read_text(encoding="utf-8")


def test_every_figure_that_is_named_is_measured() -> None:
    known = {figure.id for figure in figures()}
    families = {name.partition("-")[0] for name in known}

    assert set(re.findall(r"\bG\d+(?:-[a-z]+)?\b", PAGE)) <= known | families


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/\w+\.py|coach/[\w/]+\.py)`", PAGE))))
def test_every_file_that_is_named_exists(named: str) -> None:
    assert (TESTS.parent / named).is_file()
