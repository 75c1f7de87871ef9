"""Styles that are meant to harm, or run away by mistake: each is refused with a message, soon, with little memory."""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from generator import resources
from generator.authoring import check_style, named
from generator.model.finding import Finding, Refused
from generator.pipeline import draft, render

from .conftest import ROOT
from .test_styles_folder import write

RECORD = ROOT / "data" / "example" / "2024.yaml"
SECONDS, MEGABYTES = 10, 250
HEAD = "extends: jiangxi\nsections: [income, mine]"
PHRASES = 'title: {mine: 试}\nword: 字\ntwice: "{a}{a}"\nthing: "{name}"\n'
LISTED = "[" + ", ".join(["year"] * 50) + "]"

Attack = Callable[..., list[Finding]]


@pytest.fixture
def attack(tmp_path: Path) -> Attack:
    """Drafts with a style of the user's own that has the template and phrases given, and returns what it is told."""

    def attacked(
        template: str, phrases: str = "", head: str = HEAD, full: bool = False, **others: str
    ) -> list[Finding]:
        write(tmp_path, "evil", head, PHRASES + phrases, mine=template, **others)
        resources.use(tmp_path)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        with pytest.raises(Refused) as refusal:
            draft(RECORD, style="evil", full=full)
        assert time.perf_counter() - began < SECONDS
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
        findings = list(refusal.value.findings)
        assert all(f.code in ("S01", "S02", "S03", "S04", "R00", "R09") and f.source and f.hint for f in findings), (
            findings
        )
        return findings

    return attacked


LOOPS = {
    "nested loops without output": "".join(f"{{% for {n} in {LISTED} %}}" for n in "abcd") + "{% endfor %}" * 4,
    "loops whose filter never lets one through": "".join(f"{{% for {n} in {LISTED} %}}" for n in "abc")
    + f"{{% for d in {LISTED} if year.missing is defined %}}{{% endfor %}}"
    + "{% endfor %}" * 3,
    "a loop inside a macro inside loops": f"{{% macro m() %}}{{% for x in {LISTED} %}}{{% endfor %}}{{% endmacro %}}"
    + "".join(f"{{% for {n} in {LISTED} %}}" for n in "abc")
    + "{% set x = m() %}"
    + "{% endfor %}" * 3,
    "too many loops in loops": "".join(f"{{% for {n} in {LISTED} %}}" for n in "abcdefgh") + "{% endfor %}" * 8,
    "a recursive loop": "{% for x in [year] recursive %}{{ loop([year]) }}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macros that call each other": "{% macro m() %}{{ n() }}{% endmacro %}"
    + "{% macro n() %}{{ m() }}{% endmacro %}{{ m() }}",
    "exponential macros": "".join(
        f"{{% macro m{'x' * n}() %}}{{{{ m{'x' * (n + 1)}() }}}}{{{{ m{'x' * (n + 1)}() }}}}{{% endmacro %}}"
        for n in range(30)
    )
    + f"{{% macro m{'x' * 30}() %}}{{% endmacro %}}{{{{ m() }}}}",
    "a template that includes itself": '{% include "mine.j2" %}',
    "a template that includes itself twice": '{% include "mine.j2" %}{% include "mine.j2" %}',
    "a template that imports itself": '{% from "mine.j2" import x %}',
    "a call for each of too many": "".join(f"{{% for {n} in {LISTED} %}}" for n in "abcd")
    + '{{ say("word") }}'
    + "{% endfor %}" * 4,
}


@pytest.mark.parametrize("template", LOOPS.values(), ids=LOOPS)
def test_what_never_ends_is_stopped(attack: Attack, template: str) -> None:
    assert attack(template)[0].code == "S01"


def test_includes_that_double_are_stopped(attack: Attack) -> None:
    names = ["mine", *(f"part_{'x' * n}" for n in range(25))]
    texts = {own: f'{{% include "{other}.j2" %}}' * 2 for own, other in pairwise(names)}
    assert attack(texts.pop("mine"), **texts, **{names[-1]: "x"})


DOUBLED = {
    "joining": '{% set a = say("word") %}' + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "joining what is not text": '{% set a = [say("word")] %}' + '{% set a = [a ~ "", a ~ ""] %}' * 60,
    "joining in macros": "{% macro d(a) %}{{ a ~ a }}{% endmacro %}{% set a = say('word') %}"
    + "{% set a = d(a) %}" * 60,
    "a block that is set": '{% set a %}{{ say("word") }}{% endset %}'
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60
    + "{{ a }}",
    "a phrase": '{% set a = say("word") %}' + '{% set a = say("twice", a=a) %}' * 60,
    "text in loops": "".join(f"{{% for {n} in {LISTED} %}}" for n in "abc") + "x" * 5_000 + "{% endfor %}" * 3,
    "words in loops": "".join(f"{{% for {n} in {LISTED} %}}" for n in "abc")
    + '{{ "'
    + "x" * 5_000
    + '" }}'
    + "{% endfor %}" * 3,
    "lists in lists": "{% set a = [year] %}" + "{% set a = [a, a] %}" * 60 + "{% if a == a %}{% endif %}",
    "pairs of pairs": "{% set a = (year, year) %}" + "{% set a = (a, a) %}" * 60,
}


@pytest.mark.parametrize("template", DOUBLED.values(), ids=DOUBLED)
def test_what_doubles_is_stopped(attack: Attack, template: str) -> None:
    assert attack(template)[0].code == "S01"


@pytest.mark.parametrize(
    "expression",
    [
        "year.__class__",
        "year['__class__']",
        "year['exact']",
        "income|attr('__class__')",
        "say.__globals__",
        "self",
        "self.blocks",
        "loop",
        "caller()",
        "varargs",
        "kwargs",
        "super()",
        "(income, income)",
        "{year: year}",
        "year.exact.scaleb(year.exact)",
        "unit.name.text.join([year])",
        "expenditure.codes.copy()",
        "expenditure.codes.clear()",
        "say(*expenditure.codes)",
        "say(**income)",
        "say()",
        "say(year)",
        "income()",
        "change()",
        "change(year)",
        "share(say, year)",
        "chart(year, year, year)",
        "form(year)",
        "define(year)",
        "paragraph(year)",
        "reason(year, year)",
        "not_zero([say])",
        "listing(year, year, year)",
        'listing("x", unit.members, ["__class__"])',
        'listing("x", unit.members, ["number"])',
        "by_code([say])",
        "not_zero(year)",
        "moved(year)",
        "year.exact < say",
        "year in year",
        "_x",
        "debug",
    ],
)
def test_what_could_lead_out_is_not_there(attack: Attack, expression: str) -> None:
    (finding,) = attack(f"\n{{{{ {expression} }}}}")
    assert finding.source is not None
    assert (finding.code, finding.source.line) == ("S01", 2)


@pytest.mark.parametrize(
    "block",
    [
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% macro m() %}{{ say(varargs) }}{% endmacro %}{{ m(year) }}",
        "{% for x in [year] %}{{ loop.cycle(year) }}{% endfor %}",
        "{% for x in [year] %}{% set y = loop %}{% endfor %}",
        '{% extends "mine.j2" %}',
        "{% block x %}{% endblock %}",
        '{% import "parts.j2" as p %}',
        '{% from "parts.j2" import we with context %}',
        "{% include [year] %}",
        '{% include say("word") %}',
        "{% for x in say %}{% endfor %}",
        '{% for x in say("word") %}{% endfor %}',
        "{% for a, b in [year] %}{% endfor %}",
        "{% set a, b = year %}",
        "{% macro m(x) %}{{ m(x, x, x) }}{% endmacro %}{{ m(year, year) }}",
        "{% if year.exact < say %}{% endif %}",
        "{% if true %}{% macro m() %}{% endmacro %}{% endif %}",
        "{{ " + "(" * 500 + "year" + ")" * 500 + " }}",
        "{% if " + "not " * 5_000 + "year %}{% endif %}",
        "{{ year" + ".x" * 5_000 + " }}",
        "{% if year %}" * 500 + "{% endif %}" * 500,
        "{{ " + "year if year else " * 3_000 + "year }}",
        "{# " + "x" * 70_000 + " #}",
    ],
)
def test_what_no_style_needs_is_refused(attack: Attack, block: str) -> None:
    assert attack(f"{block}\n")[0].code == "S01"


@pytest.mark.parametrize("name", ["../secret.j2", "/etc/passwd", "secret.j2", "../evil/mine.j2", "layouts/x.j2"])
def test_nothing_outside_the_folder_is_included(attack: Attack, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.j2").write_text("x", "utf-8")
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "secret.j2").symlink_to(tmp_path / "secret.j2")
    assert attack(f'{{% include "{name}" %}}')[0].code == "S01"


@pytest.mark.parametrize(
    "phrases",
    [
        "blank: '" + "{wanted}" * 300 + "'\nwanted: {now: '" + "{name}" * 400 + "'}",
        "long: " + "字" * 4_000,
        "blank: '{other}'",
        "a: &a x\nb: *a",
        "a: " + "[" * 60_000,
        "a: " + "字" * 600_000,
        "bad: '{a.__class__}'",
        "bad: '{a:>100000000}'",
        "bad: '{a!r}'",
        "\n".join(f"k{'x' * (n % 50)}{n}: 字" for n in range(25_000)),
    ],
)
def test_a_phrase_file_that_is_meant_to_harm_is_refused(attack: Attack, phrases: str) -> None:
    loop = f"{{% for x in {LISTED} %}}"
    assert attack(loop + '{{ say("thing", name=income.other_income.initial_budget) }}{% endfor %}', phrases)


LAYOUT = "title: 表\nwidths: [30, 10]\nheader:\n  - [项目, 金额]\nrows:\n  - [一, =income.other_income]\n"


@pytest.mark.parametrize(
    "layout",
    [
        LAYOUT.replace("title: 表", 'title: "{name.__class__}"'),
        LAYOUT.replace("title: 表", 'title: "{name:>1000000000}"'),
        LAYOUT.replace("title: 表", 'title: "{name!r}"'),
        LAYOUT.replace("title: 表", 'title: "{name"'),
        LAYOUT.replace("title: 表", 'title: "{{name}}"'),
        LAYOUT.replace("title: 表", 'title: "{0}"'),
        LAYOUT.replace("title: 表", 'title: "' + "{name}" * 10_000 + '"'),
        LAYOUT + 'notes: ["{unit.__class__}"]\n',
        LAYOUT + "blank_rows: 999\n",
        LAYOUT.replace("[30, 10]", "[" + "1, " * 10_000 + "1]"),
        LAYOUT + "  - [一, 二]\n" * 12_000,
        LAYOUT + "# " + "x" * 6_000_000,
        "a: [&a [x, x], *a]\n",
    ],
)
def test_a_layout_that_is_meant_to_harm_is_refused(attack: Attack, tmp_path: Path, layout: str) -> None:
    (tmp_path / "evil" / "layouts").mkdir(parents=True)
    (tmp_path / "evil" / "layouts" / "01.yaml").write_text(layout, "utf-8")
    assert attack('{{ say("word") }}', full=True)


@pytest.mark.parametrize(
    "head",
    [
        HEAD + "\n# " + "x" * 600_000,
        HEAD + "\nreasons: " + "{a: " * 50 + "x" + "}" * 50,
        HEAD + "\nforms: {money: {digits: 99999999999}}",
        HEAD + "\ndocument: [" + "{title: a, holds: tables}, " * 5_000 + "]",
        HEAD + "\nx: &x [1]\ny: [*x, *x]",
    ],
)
def test_a_head_that_is_meant_to_harm_is_refused(attack: Attack, head: str) -> None:
    assert attack('{{ say("word") }}', head=head)


@pytest.mark.parametrize("name", ["../evil", "..", ".", "", "/tmp", "a/b"])
def test_a_name_that_leads_elsewhere_is_no_style(attack: Attack, name: str) -> None:
    attack('{{ say("word") }}', head=f"extends: '{name}'")
    with pytest.raises(Refused, match="R12"):
        draft(RECORD, style=name or "?")


CHECKED = {
    **LOOPS,
    **DOUBLED,
    "many lists in lists": "{% set a = [year] %}" + "{% set a = [a, a] %}" * 2_500,
    "names that are joined": "{% macro m(a) %}{{ m(a ~ a ~ '.') }}{% endmacro %}{{ m('a') }}",
}


@pytest.mark.parametrize("template", CHECKED.values(), ids=CHECKED)
def test_the_check_of_a_style_comes_to_an_end(tmp_path: Path, template: str) -> None:
    own = write(tmp_path, "evil", HEAD, PHRASES, mine=template)
    (own / "cases" / "example").mkdir(parents=True)
    for year in (2023, 2024):
        shutil.copy(RECORD.with_name(f"{year}.yaml"), own / "cases" / "example")
    began = time.perf_counter()
    assert check_style(named(str(own)))
    assert time.perf_counter() - began < SECONDS


def test_the_check_of_includes_that_double_comes_to_an_end(tmp_path: Path) -> None:
    names = ["mine", *(f"part_{'x' * n}" for n in range(25))]
    texts = {own: f'{{% include "{other}.j2" %}}' * 2 for own, other in pairwise(names)}
    own = write(tmp_path, "evil", HEAD, PHRASES, **texts, **{names[-1]: "x"})
    assert check_style(named(str(own)))


def test_a_reference_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    own = write(tmp_path, "evil", "extends: jiangxi")
    with ZipFile(own / "reference.docx", "w", ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"word/media/{n}.xml", b"\0" * 80_000_000)
    resources.use(tmp_path)
    with pytest.raises(Refused, match="D01"):
        render(draft(RECORD, style="evil"), ".docx")


def test_more_headings_than_can_be_counted_are_refused(attack: Attack) -> None:
    loops = f"{{% for a in {LISTED} %}}{{% for b in [year, year] %}}"
    (finding,) = attack(loops + '\n## {{ say("word") }}\n{% endfor %}{% endfor %}')
    assert "九十九" in finding.message


def test_the_shared_templates_are_held_to_the_same(attack: Attack) -> None:
    """A style may call the macros of the one that it extends; they count too."""
    template = '{% from "macros.j2" import names %}' + "".join(f"{{% for {n} in {LISTED} %}}" for n in "abcd")
    assert attack(template + "{{ names([unit.name]) }}" + "{% endfor %}" * 4)
