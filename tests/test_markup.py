"""Words of others become markup in one place only, `coach.presentation.text`: what a page is made of, read as code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

VIEWS = Path(__file__).parents[1] / "coach" / "views"
PAGES = sorted(VIEWS.glob("*.py"))

MARKDOWN = frozenset(
    {
        *("markdown", "caption", "title", "header", "subheader", "info", "success", "warning", "error", "toast"),
        *("badge", "metric", "button", "checkbox", "toggle", "radio", "pills", "segmented_control", "expander"),
        *("popover", "tabs", "text_input", "text_area", "number_input", "date_input", "time_input", "slider"),
        *("select_slider", "file_uploader", "audio_input", "form_submit_button", "status", "spinner", "progress"),
        *("page_link", "selectbox", "multiselect", "dialog", "chat_message", "image", "link_button", "Page"),
    }
)
"""What Streamlit reads as Markdown: first arguments, and the arguments of `NAMED`."""
NAMED = frozenset({"label", "body", "help", "caption", "captions", "text", "icon", "title", "delta", "format_func"})
OPTIONS = frozenset({"radio", "pills", "segmented_control", "tabs"})
"""Their options are Markdown as well; those of a select box are shown as they are."""
AS_THEY_ARE = frozenset({"selectbox", "multiselect"})
FORBIDDEN = frozenset(
    {"html", "write", "table", "iframe", "latex", "echo", "exception", "write_stream", "audio", "video"}
)
"""No page uses them: raw HTML, magic, tables that load pictures, and media with addresses anyone can ask for."""

SAFE = frozenset({"safe_text", "play_link", "clock", "length", "local_time", "len", "sum", "min", "max"})
"""Give text in which nothing acts, whatever they are given."""
OUR_OWN_WORDS = frozenset(
    {"word", "icon", "color", "heading", "version", "number", "score", "score_word", "score_change"}
)
"""Attributes that are numbers or constants of ours wherever a page has them: a verdict's look, a group's heading."""
OUR_OWN_LINES = frozenset(
    {
        *("agreement_line", "counts_line", "done_line", "found_line", "judged_line", "more_line", "progress_of"),
        *("rubric_line", "score_word", "share_of", "size_line", "sum_line", "trust_line", "verdict_line"),
        *("waiting_line", "nothing_to_score", "coverage_warning", "left_out_line", "days_word"),
    }
)
"""What `coach.presentation` makes of numbers and of words of ours alone."""
GUARDED_WITHIN = frozenset({"table", "marked", "spoken", "_about", "_pace", "_words"})
"""Make Markdown of others' words, each through `safe_text` (or, `spoken`, without any sign)."""
READ_BY_HAND = {
    "agreeing.py _disagreement: word": "one of three words, from a table beside it",
    "choosing.py _uploaded": "`limit` is a number of megabytes",
    "choosing.py _folder": "`limit` is a number of megabytes",
    "coaching.py _to_score: icon": "`badges` gives signs of ours",
    "erase.py section": "`amounts` is joined of names of ours and of `safe_text`",
    "found.py _finding: f'**": "`tag` is one letter",
    "found.py _hint: shown.hint": "how often a detector agrees, from its figures",
    "found.py _next_step": "`label` is a key of the table above it",
    "keeping.py _days: list(offered)": "numbers of days",
    "parts.py link_here": "its callers are held to the same",
    "practice.py _begin: label": "two words of ours",
    "remarks.py section: begins": "two constants, of the rep's page and of the desk",
    "rubric_editor.py _weights: safe_text(criterion['title']) or name": "`name` is an id: letters and -",
    "rubric_editor.py page": "`number` counts versions",
    "rubric_versions.py _version": "`how` is a moment and words of ours",
    "rubric_what_if.py section": "each cell is `safe_text`",
    "scorecard.py _figures: one.": "lengths in seconds, with labels of ours",
    "scorecard.py _first_words": "`gain` counts points",
    "scoring.py _point: f'Point {number}": "`number` counts points",
    "takes.py _take: f'**{take.title}**'": "Take 1, Take 2",
}
"""Where the reading below cannot see it: the place, and why it is harmless."""
NUMBERS = ("int", "float", "int | None")
OUR_OWN_MODULES = frozenset(page.stem for page in PAGES)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


class Function:
    """One function of a page, and what its names stand for."""

    def __init__(self, node: ast.AST, module: ast.Module) -> None:
        self.assigned: dict[str, list[ast.expr]] = {}
        self.numbers: set[str] = set()
        for inner in ast.walk(node):
            if isinstance(inner, ast.Assign):
                for target in inner.targets:
                    self._bind(target, inner.value)
            elif isinstance(inner, ast.AnnAssign | ast.NamedExpr) and inner.value is not None:
                self._bind(inner.target, inner.value)
            elif isinstance(inner, ast.For | ast.comprehension):
                self._bind_each(inner.target, inner.iter)
        if isinstance(node, ast.FunctionDef):
            self._bind_parameters(node, module)

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.assigned.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, given in zip(target.elts, value.elts, strict=False):
                self._bind(one, given)

    def _bind_each(self, target: ast.expr, each: ast.expr) -> None:
        if isinstance(each, ast.Tuple | ast.List):
            for value in each.elts:
                self._bind(target, value)
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and isinstance(target, ast.Tuple):
            if each.func.id == "enumerate" and isinstance(target.elts[0], ast.Name):
                self.numbers.add(target.elts[0].id)
            elif each.func.id == "zip":
                for one, values in zip(target.elts, each.args, strict=False):
                    self._bind_each(one, values)
        elif isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "range":
            assert isinstance(target, ast.Name)
            self.numbers.add(target.id)

    def _bind_parameters(self, function: ast.FunctionDef, module: ast.Module) -> None:
        """A parameter stands for a number, or for what the calls in this file give."""
        calling = [call for call in calls(module) if isinstance(call.func, ast.Name) and call.func.id == function.name]
        for number, parameter in enumerate([*function.args.args, *function.args.kwonlyargs]):
            if parameter.annotation is not None and ast.unparse(parameter.annotation) in NUMBERS:
                self.numbers.add(parameter.arg)
            for call in calling:
                named = {keyword.arg: keyword.value for keyword in call.keywords}
                given = call.args[number] if number < len(call.args) else named.get(parameter.arg)
                if given is not None:
                    self._bind(ast.Name(parameter.arg), given)

    def harmless(self, made: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
        """Whether nothing of others' words can act in this expression."""
        match made:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
                return all(self.harmless(part, seen) for part in parts)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                return all(self.harmless(part, seen) for part in parts)
            case ast.FormattedValue(value=value, format_spec=spec):
                numeric = spec is not None and re.search(r"[dfeg%,]'$", ast.unparse(spec))
                return bool(numeric) or self.harmless(value, seen)
            case ast.Call(func=ast.Attribute(attr="join"), args=[parts]):
                return self.harmless(parts, seen)
            case ast.Call(func=ast.Attribute(value=value, attr="capitalize" | "lower")):
                return self.harmless(value, seen)
            case ast.Call(func=ast.Name(id="list"), args=[value]):
                return self.harmless(value, seen)
            case ast.Call(func=ast.Name(id=name)):
                return name in SAFE | OUR_OWN_LINES | GUARDED_WITHIN
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.harmless(left, seen) and self.harmless(right, seen)
            case ast.BinOp():
                return True  # a number, or an error
            case ast.IfExp(body=body, orelse=otherwise):
                return self.harmless(body, seen) and self.harmless(otherwise, seen)
            case ast.ListComp(elt=value) | ast.GeneratorExp(elt=value) | ast.Starred(value=value):
                return self.harmless(value, seen)
            case ast.Lambda(body=value) | ast.Subscript(value=value):
                return self.harmless(value, seen)
            case ast.Attribute(value=value, attr=name):
                is_table = name in ("get", "__getitem__") and isinstance(value, ast.Name)
                return name.isupper() or name in OUR_OWN_WORDS or (is_table and self.harmless(value, seen))
            case ast.Name(id=name):
                if name.lstrip("_").isupper() or name in SAFE or name in self.numbers:
                    return True
                given = self.assigned.get(name, [])
                return name in seen or (bool(given) and all(self.harmless(one, seen | {name}) for one in given))
        return False


def texts(call: ast.Call, sink: str) -> Iterator[ast.expr]:
    """What of a call is read as Markdown."""
    named, first = set(NAMED), 1
    if sink in OPTIONS:
        named, first = named | {"options"}, 2
    elif sink == "metric":
        named, first = named | {"value"}, 3
    elif sink == "progress":
        first = 0
        yield from call.args[1:]
    elif sink in AS_THEY_ARE:
        named -= {"format_func"}
    keywords = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if "format_func" in keywords:
        first, named = 1, named - {"options"}
    yield from call.args[:first]
    yield from (value for name, value in keywords.items() if name in named)


def unguarded(source: str, name: str) -> list[str]:
    """Where a page reads as Markdown what may be words of others, as `file function: expression`."""
    module = ast.parse(source)
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    outside = ast.Module([node for node in module.body if not isinstance(node, ast.FunctionDef)], [])
    found = []
    for function in (*functions, outside):
        names = Function(function, module)
        for call in calls(function):
            if isinstance(call.func, ast.Attribute) and call.func.attr in MARKDOWN and is_streamlit(call.func.value):
                for text in texts(call, call.func.attr):
                    if not names.harmless(text):
                        found.append(f"{name} {getattr(function, 'name', '')}: {ast.unparse(text)}")
    return found


def is_streamlit(made: ast.expr) -> bool:
    """`st`, a column, a tab or a place; not a module of our own such as `found.tabs`."""
    return isinstance(made, ast.Name) and made.id not in OUR_OWN_MODULES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_words_of_others_pass_safe_text_before_they_meet_markdown(page: Path) -> None:
    found = unguarded(page.read_text(encoding="utf-8"), page.name)

    assert [one for one in found if not one.startswith(tuple(READ_BY_HAND))] == []


def test_every_exception_is_still_needed() -> None:
    found = [one for page in PAGES for one in unguarded(page.read_text(encoding="utf-8"), page.name)]

    assert [known for known in READ_BY_HAND if not any(one.startswith(known) for one in found)] == []


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(name)",
        "st.caption(f'To {name}')",
        "st.button(kept.name)",
        "st.expander('a' + name)",
        "st.metric('Lead', name)",
        "st.progress(0.5, text=name)",
        "st.radio('Which?', ids, format_func=lambda i: names[i])",
        "st.radio('Which?', names)",
        "st.tabs(names)",
        "st.info('x', icon=name)",
        "st.text_input('x', help=plain(name))",
        "left.checkbox(label=name)",
        "said = name\n    st.toast(said)",
        "st.markdown(', '.join(name for name in names))",
    ],
)
def test_twin_words_that_meet_markdown_bare_are_found(line: str) -> None:
    assert len(unguarded(f"def page(name, names, ids, kept):\n    {line}\n", "page.py")) == 1


@pytest.mark.parametrize("page", [*PAGES, VIEWS.parents[1] / "app.py"], ids=lambda page: page.stem)
def test_no_page_has_raw_html_magic_or_media_with_an_open_address(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    used = [call for call in calls(tree) if ast.unparse(call.func).startswith(("st.", "streamlit."))]

    assert [ast.unparse(c) for c in used if c.func.attr in FORBIDDEN and not _our_own_file(c)] == []  # type: ignore[attr-defined]
    assert [c.func for c in used if "components.v1" in ast.unparse(c.func)] == []
    assert [
        keyword.arg for call in calls(tree) for keyword in call.keywords if keyword.arg == "unsafe_allow_html"
    ] == []


def _our_own_file(call: ast.Call) -> bool:
    """`st.html` of a constant or of a file beside the page."""
    return ast.unparse(call.func) == "st.html" and ast.unparse(call.args[0]) in ("CONNECTION_LOST", "HERE / 'page.css'")


@pytest.mark.parametrize("script", sorted(VIEWS.glob("*.js")), ids=lambda script: script.stem)
def test_our_scripts_make_elements_and_never_markup(script: Path) -> None:
    text = script.read_text(encoding="utf-8")

    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment|"
    banned += r"DOMParser|srcdoc|setHTML|setTimeout\(\s*[\"'`]|\.href\s*=(?!\s*url\b)|import\("
    assert re.findall(banned, text) == []


@pytest.mark.parametrize("file", [*VIEWS.glob("*.css"), *VIEWS.glob("*.html")], ids=lambda file: file.name)
def test_our_styles_and_frames_load_nothing(file: Path) -> None:
    assert re.findall(r"@import|url\(|https?:|<script|\son\w+=|javascript:", file.read_text(encoding="utf-8")) == []
