"""The plan of the house, enforced: which room may import which, who may use which library, what no file may do."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from generator.model.narrative import Narrative
from generator.model.terms import REASON_SUBJECTS, TERMS
from generator.pipeline import load_wording
from generator.resources import styles

from .conftest import ROOT

PACKAGE = ROOT / "generator"
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))

# Each room besides `model` knows `model` and itself. What stands beside the rooms may know more.
BESIDE = {
    "__init__": set[str](),
    "__main__": {"cli"},
    "console": {"write", "model"},
    "cli": {
        "cli_style",
        "console",
        "cycles",
        "options",
        "auditing",
        "batching",
        "pipeline",
        "reviewing",
        "workbooks",
        "model",
    },
    "cli_style": {"console", "options", "authoring", "catalogue", "heads", "skeleton", "trial"},
    "options": {"settings"},
    "settings": {"resources", "read", "model"},
    "pipeline": {"styles", *ROOMS},
    "auditing": {"pipeline", "styles", *ROOMS},
    "reviewing": {"pipeline", "styles", *ROOMS},
    "styles": {"heads", "kept", "resources", *ROOMS},
    "heads": {"kept", "resources", *ROOMS},
    "workbooks": {"styles", *ROOMS},
    "trial": {"heads", "pipeline", "resources", *ROOMS},
    "authoring": {"heads", "pipeline", "resources", "styles", "trial", *ROOMS},
    "catalogue": {"authoring", "resources", "styles", *ROOMS},
    "skeleton": {"heads", "resources", "styles", "trial", *ROOMS},
    "drafting": {"cycles", "pipeline", "resources", *ROOMS},
    "working": {"drafting", *ROOMS},
    "summing": {*ROOMS},
    "batching": {"working", "summing", "resources", "styles", *ROOMS},
    "resources": {"model"},
    "kept": set[str](),
    "door": set[str](),
    "cycles": set[str](),
}
# Who judges what templates say knows the words of who runs them.
MORE = {"author": {"narrate"}}
# Libraries of others, and the files whose business they are. A folder stands for all that lies in it.
FENCES = {
    "yaml": ("read/tree.py", "read/syntax.py", "write/record_yaml.py"),
    "pydantic": ("model/", "read/record.py", "read/faults.py", "read/names.py", "read/layout.py", "read/head.py"),
    "pydantic_core": ("model/", "read/record.py", "read/faults.py"),
    "annotated_types": ("model/",),
    "jinja2": (
        "author/templates.py",
        "narrate/counting.py",
        "narrate/environment.py",
        "narrate/grammar.py",
        "narrate/narrator.py",
        "narrate/sections.py",
    ),
    "babel": ("narrate/numerals.py",),
    "docx": ("write/reference.py", "write/docx.py"),
    "lxml": ("write/",),
    "openpyxl": ("write/marked.py", "write/marked_book.py", "write/marked_list.py", "write/carried_over.py"),
    "python_calamine": ("read/workbook.py",),
    "platformdirs": ("resources.py",),
    "pypdfium2": ("read/document_pdf.py", "read/page_drawn.py"),
    "xlsxwriter": ("write/workbook.py", "write/summary_book.py"),
    "typer": ("cli.py", "cli_style.py", "options.py"),
    "rich": ("batch/progress.py",),
    "distributed": ("batch/cluster.py",),
}
LONGEST = 300
# A list of fields or terms is as long as the official tables have columns, the command line as there are commands and
# options.
LISTS = {"model/record.py": 400, "model/terms.py": 400, "cli.py": 360}
GRAB_BAGS = {"utils", "util", "helpers", "helper", "common", "shared", "misc", "tools"}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, by its full name, with the line."""
    inside = ["generator", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = inside[: len(inside) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module.split(".") if node.module else [])])
            for alias in node.names:
                inner = ROOT / Path(*module.split("."), alias.name)
                is_module = module.startswith("generator") and (inner.is_dir() or inner.with_suffix(".py").is_file())
                yield (f"{module}.{alias.name}" if is_module else module), node.lineno


def room(module: str) -> str:
    """The room, or the file beside the rooms, that a module of ours belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


def ours(path: Path) -> Iterator[tuple[str, int]]:
    return ((module, line) for module, line in imports(path) if module.split(".")[0] == "generator")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_imports_only_what_its_room_may(path: Path) -> None:
    own = room("generator." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    allowed = {own, "model", "kept", *MORE.get(own, ())} if own in ROOMS else BESIDE[own]
    if path.name == "__init__.py":
        allowed = {*allowed, "door"}
    if own == "model":
        allowed = {"model"}
    found = [f"{name(path)}:{line} {module}" for module, line in ours(path) if room(module) not in allowed]
    assert found == []


@pytest.mark.parametrize("own", [own for own, rooms in BESIDE.items() if set(ROOMS) <= rooms])
def test_who_knows_all_rooms_enters_each_through_its_door(own: str) -> None:
    """From `model` it takes types where they lie; every other room shows what it offers in its __init__."""
    deep = [
        f"{own}.py:{line} {module}"
        for module, line in ours(PACKAGE / f"{own}.py")
        if room(module) in ROOMS and room(module) != "model" and module.count(".") > 1
    ]
    assert deep == []


@pytest.mark.parametrize(
    "own", [own for own in ROOMS if (PACKAGE / own / "__init__.py").read_text("utf-8").count("door(")]
)
def test_a_door_opens_on_what_its_room_shows(own: str) -> None:
    tree = parsed(PACKAGE / own / "__init__.py")
    shown = {
        a.name: n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level == 1 for a in n.names
    }
    (call,) = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "door"]
    offered = {name: word.arg for word in call.keywords for name in ast.literal_eval(word.value).split()}
    room = import_module(f"generator.{own}")
    assert offered == shown
    assert sorted(offered) == sorted(room.__all__)
    for name in offered:
        assert getattr(room, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(room, "nothing")  # noqa: B009 - mypy knows that it is not there


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_library_of_others_is_imported_only_where_it_is_the_business(path: Path) -> None:
    found = []
    for module, line in imports(path):
        top = module.split(".")[0]
        if top == "generator" or top in sys.stdlib_module_names:
            continue
        if not any(
            name(path) == home or (home[-1] == "/" and name(path).startswith(home)) for home in FENCES.get(top, ())
        ):
            found.append(f"{name(path)}:{line} {module}")
    assert found == []


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    modules = {"generator." + ".".join(p.relative_to(PACKAGE).with_suffix("").parts): p for p in FILES}
    modules = {module.removesuffix(".__init__"): path for module, path in modules.items()}
    needs = {m: {other for other, _ in ours(path) if other in modules and other != m} for m, path in modules.items()}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for other in sorted(needs[module]):
                visit(other, (*way, module))
            done.add(module)

    for module in sorted(modules):
        visit(module, ())


# What no file may do

FORBIDDEN_CALLS = {"float", "eval", "exec", "print", "round", "input", "breakpoint"}
# The command line prints; where a label stands in a drawing is geometry and no amount.
ALLOWED_CALLS = {
    "cli.py": {"print"},
    "cli_style.py": {"print"},
    "console.py": {"print"},
    "write/chart_layout.py": {"float", "round"},
}
FORBIDDEN_MODULES = {"time", "random", "secrets", "uuid", "socket", "urllib", "http", "requests", "pickle"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_computes_in_floats_or_runs_text_as_code(path: Path) -> None:
    calls = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    named = [(node.func.id, node.lineno) for node in calls if isinstance(node.func, ast.Name)]
    forbidden = FORBIDDEN_CALLS - ALLOWED_CALLS.get(name(path), set())
    assert [f"{name(path)}:{line} {called}()" for called, line in named if called in forbidden] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "measure"], ids=name)
def test_measure_holds_no_float(path: Path) -> None:
    constants = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant)]
    assert [f"{name(path)}:{node.lineno}" for node in constants if isinstance(node.value, float)] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_clock_no_chance_and_no_network(path: Path) -> None:
    found = [f"{name(path)}:{line} {m}" for m, line in imports(path) if m.split(".")[0] in FORBIDDEN_MODULES]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            found.append(f"{name(path)}:{node.lineno} .{node.func.attr}()")
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_fault_of_ours_is_caught_in_bulk(path: Path) -> None:
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            bulk = {"Exception", "BaseException"}
            if any(kind is None or (isinstance(kind, ast.Name) and kind.id in bulk) for kind in kinds):
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_short_and_says_why_it_exists(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LISTS.get(name(path), LONGEST), f"{name(path)} has {lines} lines"
    assert ast.get_docstring(parsed(path)), f"{name(path)} has no docstring"


def test_no_file_is_a_grab_bag() -> None:
    assert [name(path) for path in FILES if GRAB_BAGS & set(path.relative_to(PACKAGE).with_suffix("").parts)] == []


def test_rooms_are_the_ones_of_the_plan() -> None:
    assert set(ROOMS) <= {"model", "read", "check", "measure", "narrate", "write", "review", "batch", "author"}
    beside = {path.stem for path in PACKAGE.glob("*.py")}
    assert beside <= set(BESIDE)


# What styles say is known to the house


def templates_of(style: str) -> dict[str, str]:
    """The templates that a style uses: its own, then those that it extends."""
    found: dict[str, str] = {}
    for folder in load_wording(style).templates.folders:
        for path in folder.glob("*.j2"):
            found.setdefault(path.name, path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("style", styles())
def test_every_phrase_that_a_template_says_by_name_is_in_the_bank(style: str) -> None:
    phrases = load_wording(style).phrases
    section = re.compile(r'{%-? *from "([a-z_]+\.j2)"|include "([a-z_]+\.j2)"')
    texts = templates_of(style)
    wanted = [f"{name}.j2" for name in load_wording(style).style.sections]
    used: set[str] = set()
    while wanted:
        if (file := wanted.pop()) not in used:
            used.add(file)
            wanted += ["".join(found) for found in section.findall(texts[file])]
    said = {(file, key) for file in used for key in re.findall(r'say\("([a-z_.]+)"', texts[file])}
    said = {
        (file, key) for file, key in said if not key.endswith(".")
    }  # `"budget_gap." ~ direction` is completed later
    assert said
    missing = sorted(f"{file}: {key}" for file, key in said if key not in phrases)
    # A shared macro may say what only the styles that call it need.
    assert [line for line in missing if not line.startswith("macros.j2")] == []


@pytest.mark.parametrize("style", styles())
def test_every_name_that_a_style_gives_to_a_term_belongs_to_a_term(style: str) -> None:
    phrases = load_wording(style).phrases.phrases
    renamed = {key.removeprefix("name.") for key in phrases if key.startswith("name.")}
    assert renamed - set(TERMS) - set(REASON_SUBJECTS) == set()


@pytest.mark.parametrize("style", styles())
def test_every_subject_of_reasons_is_a_term(style: str) -> None:
    assert set(load_wording(style).style.reasons) - set(REASON_SUBJECTS) - {"classes", "items"} == set()


def test_reason_subjects_are_terms() -> None:
    assert set(REASON_SUBJECTS) <= set(TERMS)


def test_writers_see_the_narrative_and_nothing_of_how_it_was_made() -> None:
    """No writer sees records, styles or templates."""
    hidden = {"generator.model.record", "generator.model.style", "generator.model.item"}
    files = [path for path in FILES if path.parent.name == "write"]
    assert files
    found = [f"{name(path)}:{line} {module}" for path in files for module, line in ours(path) if module in hidden]
    assert found == []
    assert Narrative.__module__ == "generator.model.narrative"
