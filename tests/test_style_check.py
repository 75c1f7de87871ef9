"""What the author of a style is told: each fault at its file and line, all at once, and nothing where all is well."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2.exceptions import TemplateSyntaxError

from generator import resources
from generator.author.templates import Reading
from generator.authoring import check_style, named
from generator.cli import main
from generator.heads import load_head
from generator.model.finding import Finding, Refused
from generator.narrate.environment import StyleEnvironment, StyleLoader
from generator.narrate.said import SAID
from generator.pipeline import draft, render
from generator.skeleton import new_style
from generator.trial import cases_of, try_case

from .conftest import ROOT

SECTION = '{{ say("total", amount=income.current_income.actual) }}\n'
PHRASES = "title: {mine: 试}\ntotal: 收入{amount}。\n"


@pytest.fixture
def style(tmp_path: Path) -> Path:
    """A new style that extends another one, with a section of its own."""
    new_style("county", "jiangxi", tmp_path)
    own = tmp_path / "county"
    head = (own / "style.yaml").read_text("utf-8")
    (own / "style.yaml").write_text(head + "sections: [income, expenditure, mine]\n", "utf-8")
    (own / "mine.j2").write_text(SECTION, "utf-8")
    (own / "phrases.yaml").write_text(PHRASES, "utf-8")
    (own / "cases" / "example" / "expected.txt").unlink()
    return own


def told(own: Path) -> list[Finding]:
    return list(check_style(named(str(own))))


def placed(findings: list[Finding]) -> list[str]:
    found = [(Path(f.source.path).name, f.source.line) if f.source else ("", 0) for f in findings]
    return [f"{f.code} {name}:{line} {f.message}" for f, (name, line) in zip(findings, found, strict=True)]


@pytest.mark.parametrize("style_name", resources.styles())
def test_the_styles_that_come_with_the_program_are_clean(style_name: str) -> None:
    assert placed(list(check_style(style_name))) == []


@pytest.mark.parametrize("parent", resources.styles())
def test_a_new_style_works_at_once_and_is_clean(parent: str, tmp_path: Path) -> None:
    new_style("county", parent, tmp_path)
    name = named(str(tmp_path / "county"))
    assert placed(list(check_style(name))) == []
    (case,) = cases_of(load_head(name).places[0])
    whole = bool(load_head(name).style.document)
    theirs = render(draft(case.record, style=parent, full=whole), ".txt").decode("utf-8")
    assert try_case(name, case).text == theirs == case.expected.read_text("utf-8")


def test_a_style_with_a_section_of_its_own_is_clean(style: Path) -> None:
    assert placed(told(style)) == []


MACRO = '{% macro m(x) %}{{ say("total", amount=x.actual) }}{% endmacro %}'
FAULTS: dict[str, tuple[dict[str, str], str]] = {
    "words": ({"mine.j2": SECTION + "收入\n{{ 1 }}\n"}, "S01 mine.j2:2 模板里不能写文字和数字（“收”）"),
    "digits": ({"mine.j2": SECTION + "收入\n{{ 1 }}\n"}, "S01 mine.j2:3 模板里不能写文字和数字（“1”）"),
    "an open if": ({"mine.j2": SECTION + "{% if full %}\n"}, "S01 mine.j2:2 模板到头了，还缺 {% endif %}"),
    "an unknown tag": ({"mine.j2": SECTION + "{% fi full %}\n"}, "S01 mine.j2:2 {% fi %} 不该在这里"),
    "an open bracket": ({"mine.j2": SECTION + "{{ say( }}\n"}, "S01 mine.j2:2 这里"),
    "an unknown test": ({"mine.j2": SECTION + "{{ full is even }}\n"}, "S01 mine.j2:2 没有“is even”"),
    "a filter": ({"mine.j2": "{{ full|upper }}\n"}, "S01 mine.j2:1 模板里不能用过滤器（|upper）"),
    "an unknown group": ({"mine.j2": SECTION + "{{ incme.x }}\n"}, "S06 mine.j2:2 没有“incme”这个名称"),
    "an unknown item": (
        {"mine.j2": SECTION.replace("current_income", "curent_income")},
        "S06 mine.j2:1 “income”没有“curent_income”",
    ),
    "an unknown column": (
        {"mine.j2": SECTION.replace("actual", "actul")},
        "S06 mine.j2:1 “income.current_income”没有“actul”",
    ),
    "an unknown name in a branch that no case takes": (
        {"mine.j2": SECTION + "{% if unit.new %}{{ say('total', amount=unit.nme) }}{% endif %}\n"},
        "S06 mine.j2:2 “unit”没有“nme”",
    ),
    "an unknown name in a loop": (
        {"mine.j2": SECTION + '{% for x in fiscal.classes %}{{ say("total", amount=x.acual) }}{% endfor %}\n'},
        "S06 mine.j2:2 “x”没有“acual”",
    ),
    "an unknown name behind a function": (
        {"mine.j2": SECTION + "{% set c = change(income.current_income) %}{% if c.knd %}{% endif %}\n"},
        "S06 mine.j2:2 “c”没有“knd”",
    ),
    "an unknown name in a macro": (
        {"mine.j2": MACRO.replace("actual", "actul") + "\n{{ m(income.current_income) }}\n"},
        "S06 mine.j2:1 “x”没有“actul”",
    ),
    "an unknown macro": (
        {"mine.j2": '{% from "parts.j2" import wee %}\n' + SECTION},
        "S06 mine.j2:1 parts.j2 里没有 macro“wee”",
    ),
    "an unknown template": ({"mine.j2": SECTION + '{% include "other.j2" %}\n'}, "S06 mine.j2:2 没有模板“other.j2”"),
    "a macro given too much": ({"mine.j2": MACRO + "\n{{ m(year, year) }}\n"}, "S06 mine.j2:2 macro m 给的内容太多"),
    "templates in a circle": (
        {"mine.j2": SECTION + '{% include "a.j2" %}\n', "a.j2": '{% include "mine.j2" %}\n'},
        "S06 a.j2:1 模板互相引用：mine.j2 → a.j2 → mine.j2",
    ),
    "an unknown phrase": ({"mine.j2": SECTION + "{{ say('totl') }}\n"}, "S07 mine.j2:2 短语库里没有“totl”"),
    "an unknown phrase of a family": (
        {"mine.j2": SECTION + "{{ say('x.' ~ moved(change(income.current_income))) }}\n"},
        "S07 mine.j2:2 短语库里没有“x.rose”",
    ),
    "a family without one of the kinds": (
        {
            "mine.j2": SECTION
            + '{% from "macros.j2" import change_of %}{{ change_of(income.current_income, "own") }}\n',
            "phrases.yaml": PHRASES + "own: {rose: 增, fell: 减, flat: 平}\n",
        },
        "S07 macros.j2:6 短语库里没有“own.from_zero”",
    ),
    "a slot that is not given": (
        {"mine.j2": SECTION.replace("amount=", "amont=")},
        "S07 mine.j2:1 短语“total”的空位 {amount}，模板没有给",
    ),
    "a slot that the parent's template does not give": (
        {"phrases.yaml": PHRASES + 'because: "，因为{reson}"\n'},
        "S07 phrases.yaml:3 短语“because”的空位 {reson}，模板没有给",
    ),
    "a slot that a title does not have": (
        {"phrases.yaml": PHRASES.replace("试", "'{amount}'")},
        "S07 phrases.yaml:1 标题“title.mine”里不能用空位 {amount}",
    ),
    "an unknown form": (
        {"phrases.yaml": PHRASES.replace("{amount}", "{amount:fine}")},
        "S07 phrases.yaml:2 短语“total”要的数字形式“fine”没有",
    ),
    "no title": ({"phrases.yaml": "total: 收入{amount}。\n"}, "S07 style.yaml:46 短语库里没有“title.mine”"),
    "an unused phrase": ({"phrases.yaml": PHRASES + "totall: 收\n"}, "S08 phrases.yaml:3 短语“totall”没有一处用到"),
    "an unused name": (
        {"phrases.yaml": PHRASES + "name: {wagse: 工资}\n"},
        "S08 phrases.yaml:3 短语“name.wagse”没有一处",
    ),
    "an unused template": ({"extra.j2": SECTION}, "S08 extra.j2:1 模板 extra.j2 没有一节用到"),
    "digits in a phrase": ({"phrases.yaml": PHRASES + "a: 共2项\n"}, "S02 phrases.yaml:3 短语“a”里写了数字"),
    "a faulty phrase file": ({"phrases.yaml": PHRASES + "a: [\n"}, "R09 phrases.yaml:"),
    "a faulty layout": ({"layouts/01.yaml": "titel: 表\n"}, "S04 01.yaml:1 不认识的项目“titel”"),
    "a phrase that no case shows": (
        {
            "mine.j2": SECTION + "{% if unit.new %}{{ say('fresh') }}{% endif %}\n",
            "phrases.yaml": PHRASES + "fresh: 新\n",
        },
        "S09 phrases.yaml:3 没有一个样例说到短语“fresh”",
    ),
    "a section that no case shows": (
        {"mine.j2": "{% if unit.new %}" + SECTION.strip() + "{% endif %}\n"},
        "S09 style.yaml:46 没有一个样例在“mine”这一节写出内容",
    ),
    "a fault that only a draft shows": (
        {"mine.j2": SECTION + '{% set x = say("total", amount=income.current_income.actual) %}\n'},
        "S01 mine.j2:None 样式 county：mine.j2 算出了没有写进文稿的内容",
    ),
    "a text that is not the accepted one": (
        {"cases/example/expected.txt": "别的\n"},
        "S10 expected.txt:1 样例“example”写出的与预期不同",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_line(style: Path, fault: str) -> None:
    files, expected = FAULTS[fault]
    for name, text in files.items():
        (style / name).parent.mkdir(exist_ok=True)
        (style / name).write_text(text, "utf-8")
    findings = told(style)
    assert any(line.startswith(expected) for line in placed(findings)), placed(findings)
    assert all(f.hint for f in findings if f.source)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sections: [income, mine, other_one]", "S06 style.yaml:46 “other_one”没有模板 other_one.j2"),
        ("document: [{title: strange}]", "S07 style.yaml:47 短语库里没有“part.strange”"),
        ("reasons: {wagse: {prior: always}}", "S03 style.yaml:47 reasons 里的“wagse”不是能写原因的项目"),
        ("tables: ['01', '88']", "S03 style.yaml:None tables 里的“88”没有版式文件"),
    ],
)
def test_a_fault_of_the_head_is_told_at_its_line(style: Path, line: str, expected: str) -> None:
    head = (style / "style.yaml").read_text("utf-8")
    if line.startswith("sections"):
        head = head[: head.index("\nsections:") + 1]
    (style / "style.yaml").write_text(head + line + "\n", "utf-8")
    assert any(found.startswith(expected) for found in placed(told(style))), placed(told(style))


def test_all_faults_are_told_at_once(style: Path) -> None:
    (style / "mine.j2").write_text("收\n入\n", "utf-8")
    (style / "phrases.yaml").write_text("a: 1\nb: 2\n", "utf-8")
    (style / "layouts").mkdir()
    (style / "layouts" / "01.yaml").write_text("titel: 表\n", "utf-8")
    assert [line.split()[0] for line in placed(told(style))].count("S01") == 2
    assert {line.split()[0] for line in placed(told(style))} == {"S01", "S02", "S04"}


def test_a_style_without_cases_is_told_so(style: Path) -> None:
    for path in sorted((style / "cases").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert placed(told(style)) == ["S09 county:None 没有样例"]


def test_a_reference_without_the_styles_that_a_draft_needs_is_told(style: Path) -> None:
    import docx

    docx.Document().save(str(style / "reference.docx"))
    assert any(line.startswith("D02 reference.docx") for line in placed(told(style)))


def test_files_that_are_never_read_are_told_and_nothing_waits_for_them(style: Path) -> None:
    (style / "layouts").mkdir()
    for name in ("phrases.yml", "layouts/01.yaml.txt", "Mine.J2"):
        (style / name).write_text("", "utf-8")
    (style / "notes.md").write_text("为人写的", "utf-8")
    (style / "folder.j2").mkdir()
    if os.name == "posix":
        os.mkfifo(style / "pipe.j2")
    found = placed(told(style))
    assert {line.split(":")[0] for line in found} == {
        f"S08 {name}"
        for name in ("01.yaml.txt", "Mine.J2", "folder.j2", "phrases.yml", *(["pipe.j2"] if os.name == "posix" else []))
    }


def test_the_exit_status_says_what_was_found(style: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["style", "check", str(style)]) == 0
    assert "没有发现问题" in capsys.readouterr().out
    (style / "phrases.yaml").write_text(PHRASES + "more: 多\n", "utf-8")
    assert main(["style", "check", str(style)]) == 1
    assert main(["style", "check", str(style), "--json"]) == 1
    assert main(["style", "check", "nowhere"]) == 2
    assert main(["style", "check", str(style / "cases")]) == 2


def test_cases_are_compared_and_accepted(style: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = style / "cases" / "example" / "expected.txt"
    assert main(["style", "cases", str(style)]) == 0
    assert "还没有预期" in capsys.readouterr().out
    assert main(["style", "cases", str(style), "--accept"]) == 0
    assert "收入428.26万元。" in expected.read_text("utf-8")
    (style / "phrases.yaml").write_text(PHRASES.replace("收入{", "本年收入{"), "utf-8")
    assert main(["style", "cases", str(style)]) == 1
    err = capsys.readouterr()
    assert "example：不同" in err.out
    assert "本年收入428.26万元。" in err.err
    assert main(["style", "cases", str(style), "--accept"]) == 0
    assert main(["style", "cases", str(style)]) == 0


@pytest.mark.parametrize("name", ["County", "县", "../x", "", "jiang xi"])
def test_a_name_that_no_folder_should_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        new_style(name, "jiangxi", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "county").mkdir()
    with pytest.raises(Refused, match="F01"):
        new_style("county", "jiangxi", tmp_path)
    assert list((tmp_path / "county").iterdir()) == []
    with pytest.raises(Refused, match="R12"):
        new_style("town", "nowhere", tmp_path)


def test_a_new_style_may_extend_one_of_the_users_own(style: Path, tmp_path: Path) -> None:
    resources.use(tmp_path)
    new_style("town", "county", tmp_path)
    assert placed(told(tmp_path / "town")) == []


def test_what_the_program_says_by_itself_is_known_to_the_check() -> None:
    """Every key that a file of the narrator hands to the phrase bank fits a pattern."""
    calls = re.compile(r'\b(?:say|text|phrase)\(\s*f?"([a-z_.]+(?:\{[^"]*)?)"')
    kinds = tuple(pattern.rstrip("*") for pattern in SAID)
    ours = ("title.", "part.", "chart.")
    keys = {
        key for path in (ROOT / "generator" / "narrate").glob("*.py") for key in calls.findall(path.read_text("utf-8"))
    }
    assert len(keys) > 10
    assert [key for key in keys if not key.startswith((*kinds, *ours))] == []


def test_names_are_listed_with_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["style", "names", "jiangxi"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for line in (
        "income.current_income  本年收入合计（项）",
        "  initial_budget",
        "share(part, whole)",
        "because: ，主要原因：{reason}",
    ):
        assert line in lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% raw %}{{ x }}{% endraw %}", "模板里不能用 raw"),
        ("#### {{ say(qa) }}", "标题用一到三个 #"),
        ("{% autoescape true %}{% endautoescape %}", "模板里不能用autoescape"),
    ],
)
def test_what_would_reach_the_page_as_it_stands_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.j2").write_text(text, "utf-8")
    with pytest.raises(TemplateSyntaxError, match=told):
        StyleEnvironment(StyleLoader([tmp_path]), {}).get_template("a.j2")


def test_a_text_that_is_doubled_again_and_again_does_not_fill_the_memory(tmp_path: Path) -> None:
    names = [f"q{chr(97 + at)}" for at in range(26)]
    doubled = "".join(f"{{% set {b} = {a} ~ {a} ~ {a} ~ {a} %}}" for a, b in pairwise(names))
    text = f'{{% set {names[0]} = "{"a" * 20}" %}}{doubled}{{{{ say({names[-1]}) }}}}'
    (tmp_path / "one.j2").write_text(text, "utf-8")

    def say(key: str) -> str:
        return key

    reading = Reading(StyleEnvironment(StyleLoader([tmp_path]), {}).tree, {"say": say})
    assert all(len(key) < 1000 for said in reading.read(["one"]).said for key in said.keys)


def test_an_expected_text_that_cannot_be_read_is_told_and_can_be_accepted_anew(tmp_path: Path) -> None:
    folder = new_style("mine", "jiangxi", tmp_path)[0].parent
    resources.use(tmp_path)
    expected = next(folder.glob("cases/*/expected.txt"))
    expected.write_bytes(expected.read_text("utf-8").encode("gbk", "replace"))
    told = [finding.code for finding in check_style(named(str(folder)))]
    assert "R08" in told
    assert main(["style", "cases", str(folder), "--accept"]) in (0, 1)
    assert "决算" in expected.read_text("utf-8")
