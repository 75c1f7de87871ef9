"""All arithmetic of `generator.measure`, held against an oracle that knows integers and fractions only."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.measure import Comparer, completion, mean, round_half_up, share, shown, tally, total
from generator.model.figure import Figure, How, Kind, Missing, Unit, Value
from generator.model.item import Item, Label
from generator.model.style import Form
from generator.narrate.numerals import dress

from . import oracle

LARGEST = 10**15  # cents: ten million million 元
CLOSE = Fraction(1, 10**30)  # a quotient without end is kept to sixty digits; pages show two

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=300)
settings.load_profile("repeatable")

UNITS = st.sampled_from(["元", "万元"])
DIGITS = st.integers(0, 6)


@st.composite
def ties(draw: st.DrawFn) -> int:
    """Cents that lie on a half of some printed digit, or a cent beside it."""
    half: int = draw(st.sampled_from([5, 50, 500, 5_000, 50_000, 500_000]))
    odd = 2 * draw(st.integers(-LARGEST // (2 * half), LARGEST // (2 * half) - 1)) + 1
    beside: int = draw(st.sampled_from([-1, 0, 0, 0, 1]))
    return half * odd + beside


CENTS = st.one_of(
    st.integers(-LARGEST, LARGEST),
    st.integers(-2_000_000, 2_000_000),
    st.sampled_from([0, 1, -1, 49, 50, 51, 4_999, 5_000, 5_001, LARGEST, -LARGEST]),
    ties(),
)


def yuan(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def fact(cents: int, key: str = "a") -> Figure:
    return Figure(key, yuan(cents), Unit.YUAN, How.FACT)


def item(now: Value, before: Value | None) -> Item:
    unknown = Missing("a.initial_budget", 2024)
    return Item("a", Label("a", "甲"), now, before, unknown, unknown)


def in_steps(value: Decimal, digits: int) -> int:
    """The value in steps of its last printed digit; it must have exactly `digits` places."""
    assert value.as_tuple().exponent == -digits
    scaled: Fraction = oracle.exactly(value) * 10**digits
    assert scaled.denominator == 1
    return scaled.numerator


# Rounding


@given(CENTS, UNITS, DIGITS)
@example(50, "万元", 6)
@example(5_000, "万元", 2)
@example(-5_000, "万元", 2)
@example(15_000, "万元", 2)
@example(25_000, "万元", 2)
@example(-4_999, "万元", 2)
@example(LARGEST - 5_000, "万元", 2)
def test_a_printed_amount_is_the_exact_cents_rounded_half_up(cents: int, unit: str, digits: int) -> None:
    value = shown(fact(cents), Form(digits=digits), unit)
    assert in_steps(value, digits) == oracle.steps(oracle.money(cents, unit), digits)
    assert not (value == 0 and value.is_signed())


@given(CENTS, UNITS, DIGITS, st.sampled_from(["keep", "strip"]), st.booleans())
def test_a_dressed_amount_reads_as_the_oracle_writes_it(
    cents: int, unit: str, digits: int, zeros: Literal["keep", "strip"], grouping: bool
) -> None:
    form = Form(digits=digits, zeros=zeros, grouping=grouping)
    text = dress(shown(fact(cents), form, unit), form)
    assert text == oracle.printed(oracle.money(cents, unit), digits, zeros, grouping)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**17), max_value=10**17), DIGITS)
@example(Decimal("0.5"), 0)
@example(Decimal("-0.5"), 0)
@example(Decimal("2.5"), 0)
@example(Decimal("-0.4"), 0)
@example(Decimal("-0.0"), 2)
@example(Decimal("1.00499999999999999999999999999999"), 2)
@example(Decimal("1.00500000000000000000000000000001"), 2)
@example(Decimal("0.1250"), 2)
def test_any_value_is_rounded_half_up_and_never_shown_as_minus_zero(exact: Decimal, digits: int) -> None:
    value = round_half_up(exact, digits)
    assert in_steps(value, digits) == oracle.steps(oracle.exactly(exact), digits)
    assert not (value == 0 and value.is_signed())


@given(st.integers(-(10**6), 10**6), DIGITS, st.sampled_from([-1, 0, 1]))
def test_a_tie_goes_away_from_zero_and_its_neighbours_to_their_own_side(odd: int, digits: int, beside: int) -> None:
    tie = Decimal(2 * odd + 1).scaleb(-digits - 1) * 5
    nudge = Decimal(beside).scaleb(-digits - 20)
    down, up = odd, odd + 1  # the two steps that the tie lies between
    away = up if odd >= 0 else down
    expected = {-1: down, 0: away, 1: up}[beside]
    assert in_steps(round_half_up(tie + nudge, digits), digits) == expected


def test_an_amount_is_not_rounded_to_yuan_on_its_way_to_ten_thousands() -> None:
    assert shown(fact(4_999), Form(digits=2), "万元") == 0  # 49.99 元; by way of 50 元 it would be 0.01
    assert shown(fact(14_999_50), Form(digits=1), "万元") == Decimal("1.5")
    assert shown(fact(44_999_99), Form(digits=0), "万元") == 4


def test_counts_points_years_and_percentages_keep_their_own_unit() -> None:
    for unit in (Unit.COUNT, Unit.SCORE, Unit.YEAR, Unit.PERCENT):
        figure = Figure("a", Decimal("12345.675"), unit, How.FACT)
        assert shown(figure, Form(digits=2), "万元") == Decimal("12345.68")


# Change


@given(CENTS, st.one_of(CENTS, st.none()), UNITS, st.integers(0, 4), st.integers(0, 4), st.integers(-20_000, 20_000))
@example(10_000, 0, "万元", 2, 2, 0)
@example(0, 10_000_000, "万元", 2, 2, 0)
@example(10_000_000, -10_000_000, "万元", 2, 2, 0)
@example(-10_000_000, 10_000_000, "万元", 2, 2, 0)
@example(0, -10_000_000, "万元", 2, 2, 0)
@example(1, 2, "万元", 2, 2, 0)
@example(LARGEST, LARGEST - 10_000_000, "万元", 2, 2, 0)
def test_a_change_has_the_kind_amount_and_rate_of_the_exact_amounts(
    now: int, before: int | None, unit: str, money: int, percent: int, beside: int
) -> None:
    base = now + beside if before is None else before  # None: the prior year lies close by
    comparer = Comparer(Form(digits=money), Form(digits=percent), unit)
    change = comparer.change(item(fact(now), fact(base)))
    expected = oracle.moved(now, base, unit, money, percent)
    assert change.kind == expected.kind
    assert change.missing is None
    assert (change.amount is None) == (expected.amount is None)
    if change.amount and expected.amount is not None:
        assert oracle.exactly(change.amount.exact) == Fraction(expected.amount, 100)
        assert [part.exact for part in change.amount.inputs] == [yuan(now), yuan(base)]
    assert (change.rate is None) == (expected.rate is None)
    if change.rate and expected.rate is not None:
        assert abs(oracle.exactly(change.rate.exact) - expected.rate) < CLOSE * expected.rate
        value = shown(change.rate, Form(digits=percent), unit)
        assert in_steps(value, percent) == oracle.steps(expected.rate, percent)
        assert value > 0


@given(st.integers(1, 10**13), st.integers(0, 4), st.integers(1, 10**5))
def test_a_rate_that_lies_on_a_half_goes_up(scale: int, digits: int, odd: int) -> None:
    base = 2 * 10**digits * 100 * (scale % 10**6 + 1)
    by = (2 * odd + 1) * (scale % 10**6 + 1)  # rate = (2·odd + 1) / (2·10^digits), a tie at `digits`
    comparer = Comparer(Form(digits=0), Form(digits=digits), "元")
    rate = comparer.change(item(fact(base * 100 + by * 100), fact(base * 100))).rate
    assert rate is not None
    assert in_steps(shown(rate, Form(digits=digits), "元"), digits) == odd + 1


def test_a_change_that_cannot_be_known_says_which_amount_is_missing() -> None:
    comparer = Comparer(Form(digits=2), Form(digits=2), "万元")
    gone, unknown = Missing("a", 2023), Missing("a", 2024)
    assert comparer.change(item(fact(1), None)).kind is Kind.NO_PRIOR
    assert comparer.change(item(unknown, None)).kind is Kind.NO_PRIOR
    assert comparer.change(item(fact(1), gone)).missing is gone
    assert comparer.change(item(unknown, fact(1))).missing is unknown
    assert comparer.change(item(unknown, gone)).kind is Kind.UNKNOWN


def test_a_sum_says_all_that_it_lacks_and_each_only_once() -> None:
    first, second = Missing("a", 2023), Missing("b", 2023)
    inner = total("i@2023", [first, second])
    assert inner == Missing("i", 2023, lacks=(first, second))
    assert total("o@2023", [inner, second, fact(1)]) == Missing("o", 2023, lacks=(first, second), partly=True)


# Shares, completion, sums, means


@given(CENTS, CENTS, st.integers(0, 4))
@example(0, 0, 2)
@example(1, 0, 2)
@example(-1, 0, 2)
@example(1, 3, 2)
@example(0, 5, 2)
@example(1, 8, 2)
@example(-1, 8, 2)
def test_a_share_is_the_part_in_percent_of_the_whole(part: int, whole: int, digits: int) -> None:
    got, expected = share(fact(part), fact(whole, "b")), oracle.ratio(part, whole)
    assert (got is None) == (expected is None)
    if got is not None and expected is not None:
        assert isinstance(got, Figure)
        assert got.unit is Unit.PERCENT
        assert got.how is (How.NOTHING if whole == 0 else How.SHARE)
        assert abs(oracle.exactly(got.exact) - expected) <= CLOSE * abs(expected)
        value = shown(got, Form(digits=digits), "万元")
        assert in_steps(value, digits) == oracle.steps(expected, digits)
        assert not (value == 0 and value.is_signed())


@given(CENTS, CENTS, st.integers(0, 4))
@example(0, 0, 2)
@example(5, 0, 2)
def test_completion_is_the_actual_in_percent_of_the_budget_and_none_of_a_zero_budget(
    actual: int, budget: int, digits: int
) -> None:
    got = completion(fact(actual), fact(budget, "b"))
    if budget == 0:
        assert got is None
        return
    expected = Fraction(actual * 100, budget)
    assert isinstance(got, Figure)
    assert got.how is How.COMPLETION
    assert in_steps(shown(got, Form(digits=digits), "元"), digits) == oracle.steps(expected, digits)


@given(st.lists(CENTS, max_size=40))
def test_a_total_is_the_exact_sum_of_its_parts(parts: list[int]) -> None:
    figures = [fact(cents, str(i)) for i, cents in enumerate(parts)]
    got = total("t", figures)
    assert isinstance(got, Figure)
    assert oracle.exactly(got.exact) == Fraction(sum(parts), 100)
    assert (got.inputs, got.unit, got.how) == (tuple(figures), Unit.YUAN, How.SUM)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40), st.integers(0, 4))
def test_a_mean_is_the_exact_sum_over_the_number_of_parts(points: list[int], digits: int) -> None:
    got = mean("m", [Figure(str(i), yuan(p), Unit.SCORE, How.FACT) for i, p in enumerate(points)])
    assert isinstance(got, Figure)
    assert got.unit is Unit.SCORE
    expected = Fraction(sum(points), 100 * len(points))
    assert in_steps(shown(got, Form(digits=digits), "万元"), digits) == oracle.steps(expected, digits)


def test_nothing_has_a_total_of_zero_and_no_mean() -> None:
    none = total("t", [])
    assert isinstance(none, Figure)
    assert none.exact == 0
    assert mean("m", []) is None
    assert tally("n", []).exact == 0


def test_a_tally_counts_its_inputs() -> None:
    parts = [fact(cents, str(cents)) for cents in (5, 0, -5)]
    counted = tally("n", parts)
    assert (int(counted.exact), counted.unit) == (3, Unit.COUNT)


def test_what_is_not_known_stays_unknown_through_all_arithmetic() -> None:
    unknown, known = Missing("a", 2024), fact(100)
    assert total("t", [known, unknown, known]) == Missing("t", 2024, lacks=(unknown,), partly=True)
    assert mean("m", [unknown]) == Missing("m", 2024, lacks=(unknown,))
    for one, other in ((known, unknown), (unknown, known), (unknown, unknown)):
        assert share(one, other) == Missing("a", 2024, rate="share")
        assert completion(one, other) == Missing("a", 2024, rate="completion")


@given(st.lists(st.integers(0, LARGEST // 10), min_size=1, max_size=10), st.integers(0, 4))
def test_the_printed_shares_of_a_whole_add_up_to_a_hundred_within_their_rounding(parts: list[int], digits: int) -> None:
    whole = total("t", [fact(cents, str(i)) for i, cents in enumerate(parts)])
    if sum(parts) == 0:
        return
    printed = Fraction(0)
    for cents in parts:
        part = share(fact(cents), whole)
        assert isinstance(part, Figure)
        printed += oracle.exactly(shown(part, Form(digits=digits), "万元"))
    assert abs(printed - 100) <= Fraction(len(parts), 2 * 10**digits)


@pytest.mark.parametrize("unit", ["元", "万元"])
@given(cents=CENTS, digits=DIGITS)
def test_the_exact_amount_lies_in_the_interval_that_its_print_stands_for(unit: str, cents: int, digits: int) -> None:
    printed = oracle.read(dress(shown(fact(cents), Form(digits=digits), unit), Form(digits=digits)))
    assert abs(printed - oracle.money(cents, unit)) <= Fraction(1, 2 * 10**digits)
