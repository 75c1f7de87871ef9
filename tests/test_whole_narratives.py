"""Whole drafts of records of any kind, held against the text that the numbers were read from.

Nothing is taken on trust: each printed number is followed through its figure and its formula down to the file, line
and column that it names, read there again by other means, and computed again with fractions.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from generator.model.figure import Figure, How, Unit
from generator.model.narrative import (
    Blank,
    Heading,
    Inline,
    Narrative,
    Number,
    Paragraph,
    Quote,
    Words,
    runs_of,
)
from generator.model.style import Form
from generator.pipeline import Drafted, draft, load_wording, render
from generator.resources import styles

from . import oracle
from .records import Made, made

SEEDS = range(48)
STYLES = tuple(styles())
CLOSE = Fraction(1, 10**25)
DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True)
class Case:
    """A record, the files it was saved as, and what was drafted from them."""

    made: Made
    files: dict[str, list[str]]
    unit: str
    forms: dict[str, Form]
    drafted: Drafted

    @property
    def name(self) -> str:
        return f"{self.made.style} {self.made.seed}"

    @property
    def narrative(self) -> Narrative:
        return self.drafted.narrative


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    found = []
    for style in STYLES:
        wording = load_wording(style)
        for seed in SEEDS:
            record = made(seed, style)
            path = record.save(tmp_path_factory.mktemp(f"{style}{seed}", numbered=False))
            files = {str(p): p.read_text("utf-8-sig").split("\n") for p in path.parent.iterdir()}
            found.append(Case(record, files, wording.style.unit, wording.style.forms, draft(path, style=style)))
    return found


Run = tuple[Inline, ...]


def numbers(run: Run) -> list[Number]:
    return [inline for inline in run if isinstance(inline, Number)]


def sentences(narrative: Narrative) -> Iterator[Run]:
    """The running text: headings and paragraphs, without tables and charts."""
    for block in narrative.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.inlines


def figures(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in figure.inputs:
        yield from figures(part)


def every(cases: list[Case], text_only: bool = False) -> Iterator[tuple[Case, Run, Number]]:
    for case in cases:
        everything = (run for block in case.narrative.blocks for run in runs_of(block))
        for run in sentences(case.narrative) if text_only else everything:
            for number in numbers(run):
                yield case, run, number


def in_print(figure: Figure, unit: str) -> Fraction:
    exact = oracle.exactly(figure.exact)
    return exact / (oracle.CENTS[unit] // 100) if figure.unit is Unit.YUAN else exact


def places(text: str, at_most: int) -> int:
    """How many digits after the point a printed number may stand for; stripped zeros were digits too."""
    return max(at_most, len(text.partition(".")[2]))


# A number is its figure


def test_every_number_reads_back_as_its_figure_rounded_once(cases: list[Case]) -> None:
    for case, _, number in every(cases):
        value = in_print(number.figure, case.unit)
        digits = -int(number.shown.as_tuple().exponent)
        assert oracle.read(number.text) == Fraction(oracle.steps(value, digits), 10**digits), case.name
        assert Decimal(number.text.replace(",", "")) == number.shown, case.name
        assert not re.fullmatch(r"-0(\.0*)?", number.text), case.name


def test_every_number_has_the_digits_that_its_style_asks_for(cases: list[Case]) -> None:
    usual = {Unit.YUAN: "money", Unit.PERCENT: "percent", Unit.COUNT: "count", Unit.SCORE: "score", Unit.YEAR: "year"}
    special = {"whole", "short", "short_rate"}
    for case, _, number in every(cases):
        forms = [case.forms[usual[number.figure.unit]], *(f for n, f in case.forms.items() if n in special)]
        value = in_print(number.figure, case.unit)
        assert number.text in {oracle.printed(value, f.digits, f.zeros, f.grouping) for f in forms}, case.name


def test_the_unit_stands_behind_every_amount_and_percentage(cases: list[Case]) -> None:
    for case, run, number in every(cases, text_only=True):
        suffix = {Unit.YUAN: case.unit, Unit.PERCENT: "%"}.get(number.figure.unit, "")
        at = next(i for i, inline in enumerate(run) if inline is number)
        after = run[at + 1] if at + 1 < len(run) else Words("")
        assert after.text.startswith(suffix), f"{case.name}: {number.text}{after.text[:5]}"


def test_no_digit_stands_in_words_that_have_no_source(cases: list[Case]) -> None:
    for case in cases:
        for block in case.narrative.blocks:
            for inline in (inline for run in runs_of(block) for inline in run):
                if isinstance(inline, Words):
                    assert not DIGIT.search(inline.text), f"{case.name}: {inline.text}"
                    assert not re.search("[\U000f0000-\U0010ffff]", inline.text), case.name


# A figure is its formula over its inputs


def computed(figure: Figure) -> Fraction:
    """What the formula of a figure gives, with fractions."""
    parts = [oracle.exactly(part.exact) for part in figure.inputs]
    match figure.how:
        case How.SUM:
            return sum(parts, Fraction(0))
        case How.DIFFERENCE:
            return abs(parts[0] - parts[1])
        case How.CHANGE_RATE:
            return abs(parts[0] - parts[1]) / parts[1] * 100
        case How.SHARE | How.COMPLETION:
            return parts[0] / parts[1] * 100
        case How.NOTHING:
            assert parts == [0, 0]
            return Fraction(0)
        case How.MEAN:
            return sum(parts, Fraction(0)) / len(parts)
        case How.TALLY:
            return Fraction(len(parts))
        case How.YEAR_BEFORE:
            return parts[0] - 1
        case How.FACT:
            raise AssertionError("a fact has no formula")


def test_every_figure_is_what_its_formula_gives(cases: list[Case]) -> None:
    for case, _, number in every(cases):
        for figure in figures(number.figure):
            if figure.how is How.FACT:
                assert not figure.inputs and figure.source, f"{case.name}: {figure.key}"
            else:
                expected = computed(figure)
                gap = abs(expected - oracle.exactly(figure.exact))
                assert gap <= CLOSE * (1 + abs(expected)), f"{case.name}: {figure.key}"


def scalar_at(line: str, column: int) -> str:
    """The value that a line of YAML holds at `column`, read by eye: quoted, in braces, or to the end of the line."""
    rest = line[column - 1 :].rstrip("\r")
    if rest.startswith('"'):
        value = json.JSONDecoder().raw_decode(rest)[0]
        assert isinstance(value, str)
        return value
    return re.split(r", |[}\]]| #", rest, maxsplit=1)[0].strip()


def test_every_fact_stands_in_the_file_at_the_line_and_column_that_it_names(cases: list[Case]) -> None:
    seen = 0
    for case, _, number in every(cases):
        for fact in figures(number.figure):
            if fact.how is not How.FACT:
                continue
            assert fact.source and fact.source.line and fact.source.column, f"{case.name}: {fact.key}"
            lines = case.files[fact.source.path]
            written = scalar_at(lines[fact.source.line - 1], fact.source.column)
            if fact.exact == 1 and re.fullmatch(r"performance\.projects\.\d+", fact.key):
                assert written.startswith("项目"), f"{case.name}: {fact.key}: {written}"
                continue
            scale = 1
            if fact.unit is Unit.YUAN and any(re.match('"?金额单位"?: *"?万元', line) for line in lines):
                scale = 10_000
            assert oracle.read(written) * scale == oracle.exactly(fact.exact), f"{case.name}: {fact.source}: {written}"
            seen += 1
    assert seen > 5_000


def test_the_totals_are_the_true_totals_of_the_record(cases: list[Case]) -> None:
    seen = set()
    for case, _, number in every(cases):
        for figure in figures(number.figure):
            key, _, year = figure.key.partition("@")
            true = case.made.truth.get(f"{key}@{year}" if year else key)
            if true is not None:
                assert figure.exact == (Decimal(true) if figure.unit is Unit.COUNT else Decimal(true).scaleb(-2)), key
                seen.add(key)
    assert {"income.total_income", "expenditure.current_expenditure", "fiscal.fiscal_expenditure"} <= seen
    assert {"three_public.three_public_total.actual", "assets.vehicles_total", "basic.public_costs"} <= seen


# Numbers of one sentence agree with each other


def interval(number: Number, form_digits: int) -> tuple[Fraction, Fraction]:
    """All that a printed number may stand for; stripped zeros were digits too."""
    value, half = oracle.read(number.text), Fraction(1, 2 * 10 ** places(number.text, form_digits))
    return value - half, value + half


def printed_in(run: Run, figure: Figure) -> Number | None:
    return next((n for n in numbers(run) if n.figure.key == figure.key and n.figure.exact == figure.exact), None)


def test_a_reader_with_a_calculator_gets_the_printed_rates_from_the_printed_amounts(cases: list[Case]) -> None:
    """Rate = change over (amount - change), with what one sentence prints, within what its rounding leaves open."""
    seen = 0
    for _, run, number in every(cases, text_only=True):
        if number.figure.how is not How.CHANGE_RATE:
            continue
        now, before = number.figure.inputs
        amount = printed_in(run, now)
        moved = (n for n in numbers(run) if n.figure.how is How.DIFFERENCE and n.figure.inputs == (now, before))
        change = next(moved, None)
        if amount is None or change is None:
            continue
        sign = 1 if now.exact > before.exact else -1
        (now_low, now_high), (by_low, by_high) = interval(amount, 2), interval(change, 2)
        if sign > 0:
            by_low, by_high = -by_high, -by_low
        base_low, base_high = now_low + by_low, now_high + by_high
        rate_low, rate_high = interval(number, 2)
        if base_low > 0:
            least, most = sorted((abs(by_low), abs(by_high)))
            assert rate_high >= least / base_high * 100
            assert rate_low <= most / base_low * 100
            seen += 1
    assert seen > 100


def test_a_reader_with_a_calculator_gets_the_printed_shares_from_the_printed_amounts(cases: list[Case]) -> None:
    seen = 0
    for case, run, number in every(cases, text_only=True):
        if number.figure.how not in (How.SHARE, How.COMPLETION):
            continue
        part, whole = (printed_in(run, figure) for figure in number.figure.inputs)
        if part is None or whole is None:
            continue
        (part_low, part_high), (whole_low, whole_high) = interval(part, 2), interval(whole, 2)
        low, high = interval(number, 0 if "." not in number.text else 2)
        if whole_low > 0 and part_low >= 0:
            assert high >= part_low / whole_high * 100, case.name
            assert low <= part_high / whole_low * 100, case.name
            seen += 1
    assert seen > 200


def test_the_shares_of_one_whole_add_up_to_a_hundred(cases: list[Case]) -> None:
    seen = 0
    for case in cases:
        for run in sentences(case.narrative):
            shares: dict[Figure, dict[str, Number]] = {}
            for number in numbers(run):
                if number.figure.how is How.SHARE:
                    part, whole = number.figure.inputs
                    shares.setdefault(whole, {})[part.key] = number
            for whole, parts in shares.items():
                exact = [number.figure.inputs[0].exact for number in parts.values()]
                if sum(exact) == whole.exact and len(parts) > 1:
                    total = sum((oracle.read(number.text) for number in parts.values()), Fraction(0))
                    assert abs(total - 100) <= Fraction(len(parts), 200), f"{case.name}: {whole.key}"
                    seen += 1
    assert seen > 100


# What a share is a share of, by the key of the part; the first that fits.
WHOLES = (
    (r"income\..*", r"income\.current_income"),
    (r"expenditure\..*", r"expenditure\.current_expenditure"),
    (r"fiscal\.general_budget_expenditure", r"expenditure\.current_expenditure"),
    (r"general_budget\.\d{3}\.actual", r"fiscal\.general_budget_expenditure"),
    (r"three_public\..*\.actual", r"three_public\.three_public_total\.actual"),
    (r"procurement\.(goods|works|services)_to_sme", r"procurement\.(goods|works|services)"),
    (r"procurement\.to_sme", r"procurement\.procurement_total"),
    (r"procurement\.to_micro", r"procurement\.(to_sme|procurement_total)"),
    (r"performance\.projects\.initial_budget", r"performance\.project_budget_total"),
)


def _budget(case: Case, key: str) -> str:
    """The budget that a style holds an item against: shanghai holds a unit that was founded within the year, and had
    no budget at its beginning, against that of the whole year."""
    if case.made.style == "shanghai":
        items = [inline for block in case.narrative.blocks for run in runs_of(block) for inline in numbers(run)]
        item = key.removesuffix(".actual")
        initial = [n.figure.exact for n in items if n.figure.key == f"{item}.initial_budget"]
        return "full_budget" if initial and not initial[0] and case.made.prior is None else "initial_budget"
    return "initial_budget" if case.made.style == "jiangxi" and "three_public" not in key else "full_budget"


def test_a_ratio_is_taken_over_the_amount_that_its_sentence_is_about(cases: list[Case]) -> None:
    """A share over its whole, a completion over the same item's budget, a rate over the same item's year before."""
    seen = set()
    for case, _, number in every(cases):
        one, other = (figure.key for figure in (*number.figure.inputs, number.figure, number.figure)[:2])
        match number.figure.how:
            case How.SHARE:
                whole = next(whole for part, whole in WHOLES if re.fullmatch(part, one))
                assert re.fullmatch(whole, other), f"{case.name}: {one} in {other}"
            case How.COMPLETION if one == "performance.projects.executed":
                assert other == "performance.projects.full_budget"
            case How.COMPLETION:
                item, _, column = other.rpartition(".")
                assert (item, column) == (one.removesuffix(".actual"), _budget(case, one)), case.name
            case How.DIFFERENCE | How.CHANGE_RATE:
                assert other == f"{one}@{case.made.year - 1}", case.name
        seen.add(number.figure.how)
    assert {How.SHARE, How.COMPLETION, How.DIFFERENCE, How.CHANGE_RATE} <= seen


def test_the_verb_says_which_way_the_amount_moved(cases: list[Case]) -> None:
    """The word before a change is 增加 or 减少 as the amounts say, and before its rate 增长 or 下降."""
    seen = set()
    verbs = {How.DIFFERENCE: ("增加", "减少"), How.CHANGE_RATE: ("增长", "下降")}
    for case in cases:
        for run in sentences(case.narrative):
            for before, number in pairwise(run):
                if isinstance(number, Number) and number.figure.how in verbs:
                    now, then = number.figure.inputs
                    up, down = verbs[number.figure.how]
                    verb = up if now.exact > then.exact else down
                    assert isinstance(before, Words), case.name
                    assert before.text.endswith(verb), f"{case.name}: {before.text}{number.text}"
                    assert number.shown > 0, case.name
                    seen.add(verb)
    assert seen == {"增加", "减少", "增长", "下降"}


# Nothing is lost, and nothing depends on chance


def test_every_blank_is_listed_once_with_the_number_of_its_places(cases: list[Case]) -> None:
    for case in cases:
        blanks = [i for run in sentences(case.narrative) for i in run if isinstance(i, Blank)]
        listed = [f.message for f in case.drafted.findings if f.code == "W02"]
        times = Counter((blank.wanted, blank.entry, blank.candidates) for blank in blanks)
        wanted = [f"待补充：{name}" + (f"（共 {n} 处）" if n > 1 else "") for (name, _, _), n in times.items()]
        assert sorted(listed) == sorted(wanted), case.name
        for blank in blanks:
            assert blank.text.startswith("【待补充：") and blank.wanted in blank.text and blank.entry, case.name


def test_every_quote_of_the_unit_stands_in_the_file_at_the_line_that_it_names(cases: list[Case]) -> None:
    for case in cases:
        for run in sentences(case.narrative):
            for inline in run:
                if isinstance(inline, Quote) and inline.source and inline.source.line and inline.source.column:
                    line = case.files[inline.source.path][inline.source.line - 1]
                    written = scalar_at(line, inline.source.column)
                    if not written.startswith("|"):  # a literal block stands on the lines below
                        joined = written.replace("\n", "")  # lines may have become clauses of one sentence
                        assert inline.text.replace("\n", "").replace("；", "") in joined.replace("；", ""), case.name


def test_headings_are_counted_without_gaps(cases: list[Case]) -> None:
    for case in cases:
        first = [block.number for block in case.narrative.blocks if isinstance(block, Heading) and block.level == 1]
        assert first == [f"{number}、" for number in (*"一二三四五六七八九十", "十一")[: len(first)]], case.name


def test_the_same_record_gives_the_same_narrative(cases: list[Case]) -> None:
    for case in cases[::6]:
        path = next(Path(name) for name in case.files if Path(name).stem == str(case.made.year))
        assert draft(path, style=case.made.style) == case.drafted, case.name


# Every format holds the same text


def lines_of(narrative: Narrative) -> list[str]:
    texts = [b for b in narrative.blocks if isinstance(b, Heading | Paragraph)]
    return [narrative.title, *(b.number + "".join(i.text for i in b.inlines) for b in texts)]


def holds(narrative: Narrative, found: list[str]) -> bool:
    """Whether `found` is the text, line for line; between the lines may stand tables and charts, if there are any."""
    if all(isinstance(block, Heading | Paragraph) for block in narrative.blocks):
        return found == lines_of(narrative)
    rest = iter(found)
    return all(line in rest for line in lines_of(narrative))


def test_plain_text_holds_a_paragraph_a_line(cases: list[Case]) -> None:
    for case in cases:
        lines = render(case.drafted, ".txt").decode("utf-8").split("\n")
        assert holds(case.narrative, [line for line in lines if line]), case.name


def test_markdown_without_its_markup_is_the_plain_text(cases: list[Case]) -> None:
    for case in cases:
        parts = render(case.drafted, ".md").decode("utf-8").rstrip("\n").split("\n\n")
        bare = [re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\*\*", "", re.sub("^#+ ", "", part))) for part in parts]
        assert holds(case.narrative, bare), case.name


def test_a_page_of_html_without_its_tags_is_the_plain_text(cases: list[Case]) -> None:
    for case in cases:
        page = render(case.drafted, ".html").decode("utf-8")
        parts = re.findall(r"<(h[1-4]|p)>(.*?)</\1>", page.partition("<body>")[2], flags=re.S)
        bare = [html.unescape(re.sub("<[^>]*>", "", part)) for _, part in parts]
        assert holds(case.narrative, bare), case.name


def test_json_holds_the_text_and_every_figure_with_all_that_it_was_made_of(cases: list[Case]) -> None:
    for case in cases:
        document = json.loads(render(case.drafted, ".json"))
        texts = [b for b in document["blocks"] if b["kind"] in ("heading", "paragraph")]
        lines = [b["number"] + "".join(i["text"] for i in b["inlines"]) for b in texts]
        assert [document["title"], *lines] == lines_of(case.narrative), case.name
        held = document["figures"]
        for _, _, number in every([case]):
            for figure in figures(number.figure):
                entry = held[figure.key]
                assert Decimal(entry["exact"]) == figure.exact, f"{case.name}: {figure.key}"
                assert entry["source"] == (str(figure.source) if figure.source else None), figure.key
                assert entry["inputs"] == [part.key for part in figure.inputs], figure.key
        assert all(key in held for entry in held.values() for key in entry["inputs"]), case.name
