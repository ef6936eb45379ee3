"""A rubric file says where it is wrong; the rubrics that ship with the product keep to the guide."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coach.errors import RubricError
from coach.models import Kind, Verdict
from coach.rubric import check_rubric, example_problem, load_rubric, packaged_rubrics

HOUSE = """\
id: house
title: House style
version: 1
kind: voicemail
criteria:
  - id: says-thanks
    title: Says thanks
    source: {article: "004", section: Reasons, point: Thank them.}
    weight: 5
    tip: Say thanks.
    detector:
      kind: phrase
      pattern: thank(s| you)
    examples:
      met:
        - script: Thank you Dana.
          evidence: [Thank you]
      missed:
        - script: Hello.
          facts: {lead: Dana, date: 2026-03-19}
      known_gaps:
        - {script: I am grateful., should_be: met, why: said in other words}
"""


def house(folder: Path, *changes: tuple[str, str]) -> Path:
    text = HOUSE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / "house.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rubric_file_is_read_with_its_digest(tmp_path: Path) -> None:
    path = house(tmp_path)

    rubric = load_rubric(path)

    assert rubric.criterion("says-thanks").weight == 5
    assert rubric.kind is Kind.VOICEMAIL
    assert str(rubric.criteria[0].examples.missed[0].facts.date) == "2026-03-19"
    assert rubric.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert check_rubric(path) == []


SOURCE = '{article: "004", section: Reasons, point: Thank them.}'
MISSED = "        - script: Hello.\n          facts: {lead: Dana, date: 2026-03-19}\n"

WRONG = [
    ("no title", "title: House style\n", "", 1, "'title' is missing"),
    ("misspelt key", "weight: 5", "wieght: 5", 9, "'wieght' is not a key here. Did you mean 'weight'?"),
    ("misspelt key at the top", "version: 1", "verison: 1", 3, "Did you mean 'version'?"),
    ("misspelt key of a source", "point:", "piont:", 8, "Did you mean 'point'?"),
    ("misspelt key of a detector", "pattern:", "patern:", 13, "Did you mean 'pattern'?"),
    ("misspelt key of an example", "evidence:", "evidense:", 17, "Did you mean 'evidence'?"),
    ("misspelt group of examples", "known_gaps:", "known_gap:", 21, "Did you mean 'known_gaps'?"),
    ("misspelt fact", "lead:", "leed:", 20, "Did you mean 'lead'?"),
    ("key out of nowhere", "version: 1", "version: 1\nauthor: me", 4, "Known keys: id, title, version"),
    ("digest of one's own", "version: 1", "version: 1\ndigest: abc", 4, "'digest' is worked out"),
    ("weight of nothing", "weight: 5", "weight: 0", 9, "'weight' can't be '0'. Make it 1 or more."),
    ("negative weight", "weight: 5", "weight: -5", 9, "Make it 1 or more."),
    ("weight beyond all", "weight: 5", "weight: 101", 9, "Make it 100 or less."),
    ("weight in parts", "weight: 5", "weight: 5.5", 9, "It should be a whole number."),
    ("weight in words", "weight: 5", "weight: heavy", 9, "It should be a whole number."),
    ("weight as text", "weight: 5", "weight: '5'", 9, "It should be a whole number."),
    ("weight as yes", "weight: 5", "weight: true", 9, "It should be a whole number."),
    ("no weight", "weight: 5", "weight:", 9, "'weight' is empty."),
    ("infinite weight", "weight: 5", "weight: .inf", 9, "not a number"),
    ("version as text", "version: 1", "version: one", 3, "It should be a whole number."),
    ("version of nothing", "version: 1", "version: 0", 3, "Make it 1 or more."),
    ("unknown recording", "kind: voicemail", "kind: fax", 4, "Choose one of voicemail, call, follow-up."),
    ("unknown detector", "kind: phrase", "kind: phrse", 11, "'phrse' is no kind of detector. Choose one of address"),
    ("no detector kind", "      kind: phrase\n", "", 11, "the 'kind' is missing. Choose one of address"),
    ("detector in a word", "detector:\n", "detector: phrase\n    x:\n", 11, "'detector' can't be 'phrase'."),
    ("title as a number", "title: Says thanks", "title: 12", 7, "It should be text; put quotes around it."),
    ("empty title", "title: Says thanks", "title: ''", 7, "'title' is empty."),
    ("endless title", "title: Says thanks", f"title: {'so ' * 40}", 7, "longer than 80 letters"),
    ("id with blanks", "id: says-thanks", "id: Says Thanks", 6, "Use small letters, digits and hyphens"),
    ("source in a word", f"source: {SOURCE}", "source: me", 8, "a mapping"),
    ("source without point", ", point: Thank them.", "", 8, "'point' is missing. Add it."),
    ("empty point", "point: Thank them.", "point: ''", 8, "'point' is empty."),
    ("article as a number", 'article: "004"', "article: 4", 8, "It should be text"),
    ("no missed example", f"missed:\n{MISSED}", "missed: []\n", 18, "'missed' is empty."),
    ("no example to miss", f"      missed:\n{MISSED}", "", 14, "'missed' is missing."),
    ("examples in a row", MISSED, "        - Hello.\n", 19, "a mapping"),
    ("no such day", "2026-03-19", "2026-02-30", 20, "It should be a day like 2026-03-19."),
    ("pace of nothing", "- script: Hello.", "- script: Hello.\n          pace_wpm: 0", 20, "Make it 40 or more."),
    ("pace beyond speech", "- script: Hello.", "- script: Hello.\n          pace_wpm: 1.0e300", 20, "Make it 400"),
    ("unknown verdict", "should_be: met", "should_be: good", 22, "Choose one of met, partial, missed, n/a"),
    ("gap without why", ", why: said in other words", "", 22, "'why' is missing."),
    ("look-behind", "thank(s| you)", "(?<=many )thanks", 13, "RE2 cannot look around"),
    ("look-ahead", "thank(s| you)", "thanks(?! again)", 13, "use 'never: true'"),
    ("back-reference", "thank(s| you)", r"(thanks) \1", 13, "no back-references"),
    ("repeats without end", "thank(s| you)", "(thanks ){2000}", 13, "Repeat at most 1000 times."),
    ("open group", "thank(s| you)", "thank(s", 13, "missing )"),
    ("never counted", "pattern: thank(s| you)", "pattern: thanks\n      at_least: 0", 14, "Make it 1 or more."),
    ("never, in another language", "pattern: thank(s| you)", "pattern: thanks\n      never: no", 14, "true or false"),
    (
        "limits the wrong way round",
        "kind: phrase\n      pattern: thank(s| you)",
        "{kind: measure, metric: message_s, at_most: 30, partial_at_most: 20}",
        11,
        "'partial_at_most' is below 'at_most'",
    ),
    (
        "limit below nothing",
        "kind: phrase\n      pattern: thank(s| you)",
        "{kind: measure, metric: message_s, at_most: -1, partial_at_most: 20}",
        12,
        "Make it more than 0.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_rubric_says_in_one_line_where_and_what_to_do(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    path = house(tmp_path, (old, new))

    problems = check_rubric(path)
    with pytest.raises(RubricError) as refused:
        load_rubric(path)

    assert [p for p in problems if p.startswith(f"{path}, line {line}: ") and what in p], problems
    assert str(refused.value).startswith(problems[0])
    assert "\n" not in "".join(problems)


def test_every_problem_of_a_file_is_listed_in_its_order(tmp_path: Path) -> None:
    path = house(tmp_path, ("version: 1", "version: 0"), ("weight: 5", "weight: 500"), ("tip: Say thanks.", "tipp: x"))

    problems = check_rubric(path)
    with pytest.raises(RubricError) as refused:
        load_rubric(path)

    assert [p.partition("line ")[2][:2].strip(":") for p in problems] == ["3", "6", "9", "10"]
    assert str(refused.value) == f"{problems[0]} There is more: run 'coach rubric check'."


def test_of_a_thousand_problems_the_first_fifty_are_told(tmp_path: Path) -> None:
    path = house(tmp_path, ("version: 1\n", "version: 1\n" + "".join(f"wrong{n}: 1\n" for n in range(1000))))

    problems = check_rubric(path)

    assert len(problems) == 50
    assert "line 4: 'wrong0' is not a key" in problems[0]


def test_a_criterion_that_stands_there_twice_is_named_at_its_second_place(tmp_path: Path) -> None:
    path = house(tmp_path)
    criterion = HOUSE[HOUSE.index("  - id:") :]
    path.write_text(HOUSE + criterion)

    with pytest.raises(RubricError, match=r"line 23: .*another criterion is called 'says-thanks' too"):
        load_rubric(path)


def test_a_file_that_is_a_list_is_no_rubric(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- id: house\n")

    with pytest.raises(RubricError, match="line 1: the file is no mapping"):
        load_rubric(path)


def test_a_key_that_holds_a_novel_still_makes_one_short_line(tmp_path: Path) -> None:
    path = house(tmp_path, ("version: 1", f'version: 1\n"{"so it goes on " * 2000}\\n\\e[31m": 1'))

    [problem] = check_rubric(path)

    assert len(problem) < len(str(path)) + 400
    assert problem.isprintable()


@pytest.mark.parametrize("spelling", ["n/a", "not_applicable"])
def test_not_applicable_may_be_written_in_two_ways(tmp_path: Path, spelling: str) -> None:
    path = house(tmp_path, ("known_gaps:", f"{spelling}:\n        - script: Hi.\n      known_gaps:"))

    [example] = load_rubric(path).criteria[0].examples.not_applicable
    [problem] = check_rubric(path)

    assert example.script == "Hi."
    assert f"{path}, line 22: an example of 'says-thanks' should be n/a and is missed" in problem


EXAMPLES = [
    ("wrong verdict", "script: Hello.", "script: Thanks.", 19, "should be missed and is met"),
    ("wrong words", "evidence: [Thank you]", "evidence: [Thank you Dana]", 16, "those shown: 'Thank you'"),
    ("closed gap", "script: I am grateful.", "script: Thanks.", 22, "the known gap of 'says-thanks' is closed"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_checking_a_rubric_runs_its_examples(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    path = house(tmp_path, (old, new))

    [problem] = check_rubric(path)

    assert problem.startswith(f"{path}, line {line}: ")
    assert what in problem
    assert load_rubric(path).id == "house"


def test_a_script_with_absurd_times_is_read(tmp_path: Path) -> None:
    path = house(tmp_path, ("script: Hello.", f'script: "[{"9" * 400}:00] rep: Hello."'))

    assert check_rubric(path) == []


# The rubrics that ship with the product, held against the guide.

GUIDE = {
    "follow-up": [
        "anchored", "one-idea", "one-question", "not-a-reminder", "identifies-sender", "easy-next-step",
        "differs-from-last", "opt-out", "fits-channel",
    ],
    "voicemail": [
        "length", "caller-name", "firm", "specific-context", "differs-from-last", "callback-number", "offers-help",
        "not-generic", "enough-detail", "clear-ask", "positive-wording", "personal",
    ],
    "call": [
        "states-name", "states-firm", "recalls-interest", "asks-good-time", "better-time", "connecting-questions",
        "situation-questions", "probing-questions", "prospect-first-minute", "repeats-back", "no-early-pitch",
        "handles-no", "closing-summary", "next-step", "verbal-confirmation", "no-vague-ending",
    ],
}  # fmt: skip
ARTICLES = {
    "000": "The Hidden Reason Your Leads Stop Responding After the First Call",
    "001": "What Happens When a Lead Does Not Answer Your Calls",
    "002": "How To Call Leads Back",
    "003": "How to Get Prospects to Call You Back",
    "004": "Are Your Voicemails Not Getting Returned?",
}
packaged = pytest.mark.parametrize("path", packaged_rubrics().values(), ids=packaged_rubrics().keys())


def names_an_article(said: str) -> bool:
    return any(number in said or title.casefold() in said.casefold() for number, title in ARTICLES.items())


@packaged
def test_a_packaged_rubric_is_called_like_its_file_and_its_weights_make_a_hundred(path: Path) -> None:
    rubric = load_rubric(path)

    assert rubric.id == path.stem
    assert sum(c.weight for c in rubric.criteria) == 100


@packaged
def test_a_packaged_rubric_has_every_criterion_of_the_guide_in_its_order(path: Path) -> None:
    rubric = load_rubric(path)

    assert [c.id for c in rubric.criteria] == GUIDE[rubric.id]


@packaged
def test_every_criterion_says_which_article_it_comes_from(path: Path) -> None:
    unnamed = [c.id for c in load_rubric(path).criteria if not names_an_article(c.source.article)]

    assert unnamed == []


@packaged
def test_every_example_of_a_packaged_rubric_comes_out_as_it_says(path: Path) -> None:
    assert check_rubric(path) == []


def test_an_example_is_held_to_its_verdict_and_its_words(tmp_path: Path) -> None:
    criterion = load_rubric(house(tmp_path)).criteria[0]
    example = criterion.examples.met[0]

    assert example_problem(criterion, Kind.VOICEMAIL, Verdict.MET, example) is None
    assert "should be missed" in (example_problem(criterion, Kind.VOICEMAIL, Verdict.MISSED, example) or "")
