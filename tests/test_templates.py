"""What a style may not do, and how it is told: each test writes a small style of one section and drafts with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import resources
from generator.model.finding import Finding, Refused
from generator.model.narrative import Narrative, Number, Paragraph, Quote, plain
from generator.pipeline import draft

from .conftest import ROOT

RECORD = """\
单位名称: 某某局
年度: 2024
新设单位: 是
收入:
  本年收入合计: 1234567.89
  事业收入: 0
变动原因:
  本年收入: 人员增加2人
"""
PHRASES = """\
title:
  document: "{unit}{year}年度说明"
  one: 收入
total: 收入合计{amount}。
because: 主要原因是{reason}。
bare: 无此项收入
"""
SAY = '{{ say("total", amount=income.current_income.actual) }}'

Tell = Callable[..., Narrative]


@pytest.fixture
def tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Drafts with the template and the phrases given."""
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    shutil.copytree(ROOT / "phrasebank", tmp_path / "phrasebank")
    shutil.copytree(ROOT / "data" / "classification", tmp_path / "data" / "classification")
    shutil.copytree(ROOT / "templates" / "base", tmp_path / "templates" / "base")
    head = (ROOT / "templates" / "jiangxi" / "style.yaml").read_text("utf-8")
    own = tmp_path / "templates" / "tiny"
    own.mkdir()
    head = re.sub(r"(?m)^name: .*", "name: tiny", head)
    (own / "style.yaml").write_text(re.sub(r"(?m)^sections: .*", "sections: [one]", head), "utf-8")

    def told(template: str, phrases: str = "", record: str = RECORD) -> Narrative:
        (own / "one.j2").write_text(template + "\n", "utf-8")
        (tmp_path / "phrasebank" / "tiny.yaml").write_text(PHRASES + phrases, "utf-8")
        path = tmp_path / "2024.yaml"
        path.write_text(record, "utf-8")
        return draft(path, style="tiny").narrative

    return told


def refused(tell: Tell, template: str, phrases: str = "", record: str = RECORD) -> Finding:
    with pytest.raises(Refused) as refusal:
        tell(template, phrases, record)
    return refusal.value.findings[0]


def at(finding: Finding) -> str:
    """The file and line that a finding names."""
    assert finding.source is not None, finding.message
    return f"{Path(finding.source.path).name}:{finding.source.line}"


def test_a_phrase_with_its_number_reaches_the_page(tell: Tell) -> None:
    (paragraph,) = (block for block in tell(SAY).blocks if isinstance(block, Paragraph))
    assert plain(paragraph.inlines) == "收入合计123.46万元。"
    (number,) = (inline for inline in paragraph.inlines if isinstance(inline, Number))
    assert number.figure.key == "income.current_income"


# No wording and no numbers in a template


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("收入合计", "收"),
        ("{{ '万元' }}", "万"),
        ("{{ '{#' }}元{{ '#}' }}", "元"),
        ("“", "“"),
        ("。", "。"),
        ("12", "1"),
        ("{{ 12 }}", "1"),
        ("{% if income.current_income.actual.exact > 1000 %}{% endif %}", "1"),
        ("１", "１"),
        ("{% set x = '元' %}", "元"),
        ('{{ "\\uFACE" }}', "\\"),
        ('{{ "\\N{DIGIT ONE}" }}', "\\"),
        ("\U000f0000", "\U000f0000"),
        ("\ue000", "\ue000"),
        ("①", "①"),
        ("½", "½"),
        ("٣", "٣"),
        ("total:", "total:"),
        ("{{ 'total' }}", "total"),
        ("#### {{ say('bare') }}", "####"),
    ],
)
def test_words_and_digits_in_a_template_are_refused_at_their_line(tell: Tell, bad: str, found: str) -> None:
    finding = refused(tell, f"{{# 注释里写什么都可以 1 #}}\n{SAY}\n{bad}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:3")
    assert f"“{found}”" in finding.message


def test_a_comment_over_several_lines_does_not_move_the_line_that_is_told(tell: Tell) -> None:
    assert at(refused(tell, "{# 一\n二\n三 #}\n\n万元")) == "one.j2:5"


# Only say() prints


@pytest.mark.parametrize(
    ("bare", "key"),
    [
        ("income.current_income", "income.current_income"),
        ("income.current_income.actual", "income.current_income"),
        ("income.business_income.initial_budget", "income.business_income.initial_budget"),
        ("income.current_income.name", "current_income"),
        ("year", "year"),
        ("unit.name", "unit_name"),
    ],
)
def test_a_bare_figure_or_name_is_an_error_that_names_say(tell: Tell, bare: str, key: str) -> None:
    finding = refused(tell, f"{SAY}\n{{{{ {bare} }}}}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")
    assert "say(" in finding.message
    assert f"“{key}”" in finding.message


def test_an_item_is_not_taken_for_its_amount_nor_for_its_name(tell: Tell) -> None:
    finding = refused(tell, SAY.replace(".actual", ""))
    assert (finding.code, at(finding)) == ("S01", "one.j2:1")
    assert "是一个项目，不是它的金额或名称；要金额写 .actual" in finding.message


def test_a_macro_may_give_a_key(tell: Tell) -> None:
    (paragraph,) = (
        block
        for block in tell('{% macro key() %}{{ "bare" }}{% endmacro %}{{ say(key()) }}').blocks
        if isinstance(block, Paragraph)
    )
    assert plain(paragraph.inlines) == "无此项收入"


@pytest.mark.parametrize(
    "bare",
    [
        "income.current_income.actual.exact",
        "[income.current_income]",
        "income",
        "say",
        "true",
        "change(income.current_income)",
    ],
)
def test_anything_else_that_is_not_text_is_an_error(tell: Tell, bare: str) -> None:
    finding = refused(tell, f"{SAY}\n{{{{ {bare} }}}}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")


def test_an_amount_that_is_joined_to_text_is_refused_as_a_number_without_source(tell: Tell) -> None:
    finding = refused(tell, '{{ income.current_income.actual.exact ~ "" }}')
    assert finding.code == "S01"
    assert "没有来源" in finding.message


def test_words_of_the_record_that_bypass_say_are_not_taken_for_a_number(tell: Tell) -> None:
    """A template may reach the bare text of a name; what it holds must not pass for one of our marks."""
    record = RECORD.replace("某某局", '"某\U000f0000局"')
    with pytest.raises(Refused) as refusal:
        tell(f"{SAY}{{{{ unit.name.text }}}}", "", record)
    assert refusal.value.findings


@pytest.mark.parametrize("code", [0xF0000, 0xF0001, 0xFFFFD, 0x10FFFD, 0xE000])
def test_private_characters_in_the_units_own_words_never_become_a_number(tell: Tell, code: int) -> None:
    """They are refused when read, or stand in their quotation unchanged; a number they never are."""
    record = RECORD.replace("人员增加2人", f'"人员{chr(code)}增加"')
    template = SAY + '{{ say("because", reason=reason("current_income", moved(change(income.current_income)))) }}'
    try:
        narrative = tell(template, "", record)
    except Refused as refusal:
        assert refusal.findings[0].source is not None
        assert Path(refusal.findings[0].source.path).name == "2024.yaml"
        return
    inlines = [inline for block in narrative.blocks if isinstance(block, Paragraph) for inline in block.inlines]
    assert [inline.text for inline in inlines if isinstance(inline, Number)] == ["123.46"]
    assert [inline.text for inline in inlines if isinstance(inline, Quote)] == [f"人员{chr(code)}增加"]


# No arithmetic, no filters, no way out


@pytest.mark.parametrize(
    "expression",
    [
        "income.current_income.actual.exact + income.business_income.actual.exact",
        "income.current_income.actual.exact - income.business_income.actual.exact",
        "income.current_income.actual.exact * income.current_income.actual.exact",
        "income.current_income.actual.exact / income.current_income.actual.exact",
        "income.current_income.actual.exact // income.current_income.actual.exact",
        "income.current_income.actual.exact % income.current_income.actual.exact",
        "income.current_income.actual.exact ** income.current_income.actual.exact",
        "-income.current_income.actual.exact",
        "+income.current_income.actual.exact",
        'say("bare") * unit.name.text',
        '"x" * income.current_income.actual.exact',
        '"%s" % income.current_income.actual.exact',
        'say("bare") + say("bare")',
    ],
)
def test_arithmetic_is_refused_at_its_line(tell: Tell, expression: str) -> None:
    finding = refused(tell, f"{SAY}\n{{{{ {expression} }}}}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")
    assert "运算" in finding.message


@pytest.mark.parametrize(
    "name", ["round", "int", "float", "abs", "sum", "replace", "upper", "length", "format", "safe", "e"]
)
def test_filters_are_refused_at_their_line(tell: Tell, name: str) -> None:
    finding = refused(tell, f"{SAY}\n{{{{ income.current_income.actual.exact|{name} }}}}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")
    assert name in finding.message


@pytest.mark.parametrize("block", ["{% filter upper %}x{% endfilter %}", "{{ income.x is divisibleby(income) }}"])
def test_filter_blocks_and_other_tests_are_refused(tell: Tell, block: str) -> None:
    assert at(refused(tell, f"{SAY}\n{block}")) == "one.j2:2"


@pytest.mark.parametrize(
    "expression",
    [
        "().__class__",
        "say.__globals__",
        "say.__func__",
        "say.__self__",
        'income["__class__"]',
        "income.__dict__",
        'say("bare").__class__.__mro__',
        '"{a.__class__}".format(a=say)',
        '"{a._x}".format_map(income)',
        "say.im_self",
        "self._TemplateReference__context",
    ],
)
def test_there_is_no_way_out_of_the_sandbox(tell: Tell, expression: str) -> None:
    finding = refused(tell, f"{SAY}\n{{{{ {expression} }}}}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace", "open", "__import__"])
def test_functions_of_jinja_and_python_are_not_there(tell: Tell, name: str) -> None:
    assert at(refused(tell, f"{SAY}\n{{{{ {name}(income) }}}}")) == "one.j2:2"


@pytest.mark.parametrize("name", ["../jiangxi/income.j2", "/etc/passwd", "style.yaml", "none.j2"])
def test_only_templates_of_the_style_can_be_included(tell: Tell, name: str) -> None:
    assert refused(tell, f'{SAY}\n{{% include "{name}" %}}').code == "S01"


def test_values_cannot_be_changed_by_a_template(tell: Tell) -> None:
    assert refused(tell, f"{SAY}\n{{% set income.current_income = year %}}").code == "S01"
    assert refused(tell, f"{SAY}\n{{{{ [].append(year) }}}}").code == "S01"


# Names, phrases and slots that are not there


@pytest.mark.parametrize(
    "expression",
    ["incme", "incme.total", "income.totl", "income.current_income.actul", 'say("total", amount=income.totl)'],
)
def test_an_unknown_name_stops_the_run_at_its_line(tell: Tell, expression: str) -> None:
    finding = refused(tell, f"{SAY}\n\n{{{{ {expression} }}}}")
    assert (finding.code, at(finding)) == ("S01", "one.j2:3")
    assert re.search("incme|totl|actul", finding.message)


def test_an_unknown_name_in_a_condition_stops_the_run_too(tell: Tell) -> None:
    assert at(refused(tell, f"{SAY}\n{{% if income.totl %}}x{{% endif %}}")) == "one.j2:2"


def test_a_syntax_fault_is_told_at_its_line(tell: Tell) -> None:
    assert at(refused(tell, f"{SAY}\n{{% if income %}}")) == "one.j2:2"


def test_a_missing_phrase_stops_the_run_and_is_named(tell: Tell) -> None:
    finding = refused(tell, f'{SAY}\n{{{{ say("totals.all") }}}}')
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")
    assert "“totals.all”" in finding.message


def test_a_slot_without_content_stops_the_run_and_is_named(tell: Tell) -> None:
    finding = refused(tell, f'{SAY}\n{{{{ say("total", amont=income.current_income.actual) }}}}')
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")
    assert "“total”" in finding.message
    assert "{amount}" in finding.message


@pytest.mark.parametrize("value", ["none", "true", "income", "income.current_income.actual.exact", "[year]"])
def test_a_slot_takes_only_figures_names_and_text(tell: Tell, value: str) -> None:
    finding = refused(tell, f'{SAY}\n{{{{ say("total", amount={value}) }}}}')
    assert (finding.code, at(finding)) == ("S01", "one.j2:2")
    assert "{amount}" in finding.message


def test_a_missing_template_stops_the_run(tell: Tell, tmp_path: Path) -> None:
    finding = refused(tell, '{% from "absent.j2" import x %}')
    assert finding.code == "S01"
    assert "absent.j2" in finding.message


def test_a_form_that_the_style_does_not_have_is_refused(tell: Tell) -> None:
    finding = refused(
        tell, '{{ say("precise", amount=income.current_income.actual) }}', 'precise: "{amount:precise}"\n'
    )
    assert finding.code == "S01"
    assert "“precise”" in finding.message


# Nothing is dropped


@pytest.mark.parametrize(
    "template",
    [
        '{% set x = say("total", amount=income.current_income.actual) %}',
        '{% if say("total", amount=income.current_income.actual) %}{% endif %}',
        '{{ say("bare", amount=say("total", amount=income.current_income.actual)) }}',
    ],
)
def test_a_number_that_a_template_computes_and_drops_is_an_error(tell: Tell, template: str) -> None:
    finding = refused(tell, template)
    assert finding.code == "S01"
    assert "one.j2" in finding.message
    assert "123.46" in finding.message


def test_a_number_that_is_told_twice_is_two_numbers(tell: Tell) -> None:
    narrative = tell(f"{{% set x = {SAY[3:-3]} %}}\n{{{{ x }}}}\n{{{{ x }}}}")
    told = [i for block in narrative.blocks if isinstance(block, Paragraph) for i in block.inlines]
    assert [i.text for i in told if isinstance(i, Number)] == ["123.46", "123.46"]


# The phrase bank


@pytest.mark.parametrize(
    "phrase",
    [
        "bad: 共2项",
        "bad: 共２项",
        "bad: 共①项",
        'bad: "{{ amount }}"',
        'bad: "{% if x %}"',
        'bad: "{# x #}"',
        'bad: "{Amount}"',
        'bad: "{amount"',
        'bad: "amount}"',
        'bad: "{amount:2}"',
        'bad: "{a.b}"',
        'bad: "{}"',
        'bad: "第一行\\n第二行"',
        'bad: "\U000f0000"',
        'bad: "甲\\r乙"',
        'bad: "甲\\u2028乙"',
        "bad: [一, 二]",
        "bad:",
    ],
)
def test_a_phrase_that_is_more_than_words_and_slots_is_refused_at_its_line(tell: Tell, phrase: str) -> None:
    finding = refused(tell, SAY, phrase + "\n")
    assert at(finding) == f"tiny.yaml:{len(PHRASES.splitlines()) + 1}"
    if "\U000f0000" in phrase:
        assert finding.code == "R09"  # no file of ours may hold a character that could pass for a mark
        return
    assert finding.code == "S02"
    assert "“bad”" in finding.message


def test_all_faulty_phrases_are_told_at_once(tell: Tell) -> None:
    with pytest.raises(Refused) as refusal:
        tell(SAY, "a: 1\nb: 2\n")
    assert [at(finding) for finding in refusal.value.findings] == ["tiny.yaml:7", "tiny.yaml:8"]


def test_a_phrase_of_the_style_replaces_the_shared_one(tell: Tell) -> None:
    narrative = tell('{{ say("separator.stop") }}', "separator:\n  stop: ！\n")
    assert plain(narrative.blocks[-1].inlines) == "！"  # type: ignore[union-attr]
