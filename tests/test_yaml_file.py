"""A rubric file is read as plain data, and everything else in it is refused in one line with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coach.errors import RubricError
from coach.yaml_file import MAX_BYTES, MAX_DEPTH, MAX_NODES, read_yaml


def read(folder: Path, content: str | bytes) -> object:
    path = folder / "house.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_yaml(path).data


SCALARS = [
    ("no", "no"),
    ("on", "on"),
    ("Yes", "Yes"),
    ("012", "012"),
    ("0x1F", "0x1F"),
    ("0o17", "0o17"),
    ("1_000", "1_000"),
    ("22:30:00", "22:30:00"),
    ("2026-03-19", "2026-03-19"),
    ("+1", "+1"),
    (".5", ".5"),
    ("nan", "nan"),
    ("'7'", "7"),
    ("'true'", "true"),
    ("'.nan'", ".nan"),
    ("'<<'", "<<"),
    ("7", 7),
    ("-3", -3),
    ("2.50", 2.5),
    ("1e3", 1000.0),
    ("true", True),
    ("False", False),
    ("tRuE", "tRuE"),
    ("null", None),
    ("~", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "meant"), SCALARS)
def test_a_scalar_is_what_it_looks_like_and_nothing_else(tmp_path: Path, written: str, meant: object) -> None:
    data = read(tmp_path, f"said: {written}\n")

    assert data == {"said": meant}
    assert type(data["said"]) is type(meant)


REFUSED = [
    ("anchor", "a: &x b\n", 1, "anchor"),
    ("alias", "a: 1\nb: *x\n", 2, "alias"),
    ("alias as a key", "*x : 1\n", 1, "alias"),
    ("object tag", "a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag"),
    ("tag on a list", "a: !x [b]\n", 1, "tag"),
    ("harmless tag", "a: !!str b\n", 1, "tag"),
    ("bare tag", "a: ! b\n", 1, "tag"),
    ("tag on a key", "!!str a: b\n", 1, "tag"),
    ("merge key", "a:\n  <<: {b: c}\n", 2, "merges"),
    ("duplicate key", "a: 1\nb: 2\na: 3\n", 3, "twice (first on line 1)"),
    ("duplicate key, quoted", "a: 1\n'a': 3\n", 2, "twice"),
    ("duplicate key, deep", "a:\n  - b: 1\n    b: 2\n", 3, "twice"),
    ("second document", "a: 1\n---\nb: 2\n", 2, "second document"),
    ("list as a key", "[a]: b\n", 1, "a key is itself"),
    ("mapping as a key", "? {a: b}\n: c\n", 1, "a key is itself"),
    ("not a number", "a: .nan\n", 1, "not a number"),
    ("infinite", "a:\n  b: -.INF\n", 2, "not a number"),
    ("infinite by size", "a: 1e999\n", 1, "too large"),
    ("huge integer", f"a: {'9' * 4000}\n", 1, "too long"),
    ("tab", "a:\n\t- b\n", 2, "tab"),
    ("open quote", "a: 1\nb: 'c\nd: e\n", 2, "quote"),
    ("open bracket", "a: 1\nb: [c\nd: e\n", 2, "bracket"),
    ("two colons", "a: 1\nb: c: d\n", 2, "mapping values"),
    ("bad start", "a: 1\nb: @c\n", 2, "cannot begin"),
    ("lone star", "a: *\n", 1, "cannot begin"),
    ("directive", "%FOO bar\n---\na: b\n", 1, "directive"),
    ("other YAML version", "%YAML 7.0\n---\na: b\n", 1, "directive"),
    ("control character", "a: 1\nb: \x07\n", 2, "control character"),
    ("nothing", "", 1, "empty"),
    ("only comments", "# later\n\n", 1, "empty"),
    ("only null", "null\n", 1, "empty"),
    ("brackets without end", "[" * 100_000, 1, "nested"),
    ("braces without end", "{a: " * 50_000, 1, "nested"),
    ("dashes without end", "- " * 100_000, 1, "nested"),
    ("nested by indentation", "".join(f"{' ' * n}a:\n" for n in range(400)), 21, "nested"),
    ("too many entries", "- x\n" * (MAX_NODES + 1), MAX_NODES, "entries"),
    ("too large", "#" * (MAX_BYTES + 1), 1, "larger than 256 KB"),
]


@pytest.mark.parametrize(("text", "line", "what"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_not_plain_data_is_refused_at_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(RubricError) as refused:
        read(tmp_path, text)

    said = str(refused.value)
    assert f"house.yaml, line {line}: " in said
    assert what in said
    assert refused.value.hint
    assert "\n" not in said


BYTES = [
    ("Latin-1", b"a: 1\nb: caf\xe9\n", 2, "UTF-8"),
    ("UTF-16", "a: b\n".encode("utf-16"), 1, "text"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 3, "not a text file"),
    ("a zip", b"PK\x03\x04\x14\0\0\0", 1, "not a text file"),
]


@pytest.mark.parametrize(("content", "line", "what"), [b[1:] for b in BYTES], ids=[b[0] for b in BYTES])
def test_a_file_that_is_no_text_is_refused_at_its_line(tmp_path: Path, content: bytes, line: int, what: str) -> None:
    with pytest.raises(RubricError, match=f"line {line}: .*{what}"):
        read(tmp_path, content)


def test_a_few_bytes_of_aliases_cannot_become_millions_of_entries(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))

    with pytest.raises(RubricError, match="line 1: '&a' is a YAML anchor"):
        read(tmp_path, bomb)


def test_a_mapping_as_deep_as_the_limit_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    assert read(tmp_path, "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(RubricError, match="nested"):
        read(tmp_path, "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    text = "a: b\n#"

    assert read(tmp_path, text + "x" * (MAX_BYTES - len(text))) == {"a": "b"}


def test_a_missing_file_a_folder_and_a_pipe_get_one_line(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path, what in [(tmp_path / "gone.yaml", "no file"), (tmp_path, "folder"), (pipe, "not a file")]:
        with pytest.raises(RubricError, match=what) as refused:
            read_yaml(path)
        assert "\n" not in str(refused.value)


def test_a_file_name_cannot_break_the_line_of_its_error(tmp_path: Path) -> None:
    path = tmp_path / "two\nlines\x1b[31m.yaml"
    path.write_text("a: &x b")

    with pytest.raises(RubricError) as refused:
        read_yaml(path)

    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_every_key_and_entry_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_bytes(
        b"\xef\xbb\xbfid: x\r\ncriteria:\r\n  - id: a\r\n    tip: >\r\n      two\r\n      lines\r\n  - id: b\r\n"
    )

    file = read_yaml(path)

    assert file.data == {"id": "x", "criteria": [{"id": "a", "tip": "two lines\n"}, {"id": "b"}]}
    assert file.line(("criteria", 0, "tip")) == 4
    assert file.line(("criteria", 1)) == 7
    assert file.line(("criteria", 1, "weight")) == 7
