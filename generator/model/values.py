"""What a scalar of a record may be: amount, count, year, code or words. Turns the raw text that a reader found into a
typed `Fact`, and refuses everything that a person might not have meant (010, 1e5, １２３, 12.345 元)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import GetPydanticSchema, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from .source import Fact, Source

NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?")
WHOLE = re.compile(r"0|[1-9]\d*")
LARGEST = Decimal(10) ** 15
CENT = Decimal("0.01")
SCALES = {"元": Decimal(1), "万元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was written: `text` before any interpretation, and its place."""

    text: str
    source: Source


def fault(code: str, message: str, **context: Any) -> PydanticCustomError:
    """A validation error that carries one of our finding codes; `message` is Chinese, with {slots}."""
    return PydanticCustomError(code, message, context)


def scalar(value: object, wanted: str) -> Scalar:
    if not isinstance(value, Scalar):
        raise fault("R03", "这里应当是{wanted}，写的却是一组内容", wanted=wanted)
    return value


def number(raw: Scalar, wanted: str) -> Decimal:
    if not NUMBER.fullmatch(raw.text):
        raise fault("R03", "“{text}”不是{wanted}", text=raw.text[:40], wanted=wanted)
    return Decimal(raw.text.replace(",", ""))


def amount(value: object, info: ValidationInfo) -> Fact[Decimal]:
    """An amount in 元, from the record's declared 金额单位. Finer than a cent is refused: nobody pays half a cent."""
    raw = scalar(value, "金额")
    exact = number(raw, "金额") * SCALES[(info.context or {}).get("money_unit", "元")]
    if exact != exact.quantize(CENT):
        raise fault("R04", "金额 {text} 换算成元后细于一分", text=raw.text)
    if abs(exact) >= LARGEST:
        raise fault("R03", "金额 {text} 大得不合情理（上限 1000 万亿元）", text=raw.text)
    return Fact(exact.quantize(CENT), raw.source)


def count(value: object) -> Fact[int]:
    """A number of people, vehicles, projects …: a whole number, zero included."""
    raw = scalar(value, "个数")
    if not WHOLE.fullmatch(raw.text) or len(raw.text) > 9:
        raise fault("R03", "“{text}”不是个数（应为 0 或正整数）", text=raw.text[:40])
    return Fact(int(raw.text), raw.source)


def score(value: object) -> Fact[Decimal]:
    """The points of an evaluation, 0 to 100, at most two decimals."""
    raw = scalar(value, "分数")
    points = number(raw, "分数")
    if not 0 <= points <= 100 or points != points.quantize(CENT):
        raise fault("R03", "“{text}”不是分数（应为 0 至 100，最多两位小数）", text=raw.text[:40])
    return Fact(points, raw.source)


def year(value: object) -> Fact[int]:
    raw = scalar(value, "年度")
    if not re.fullmatch(r"(19|20)\d\d", raw.text):
        raise fault("R03", "“{text}”不是年度（应为四位数字，如 2024）", text=raw.text[:40])
    return Fact(int(raw.text), raw.source)


def text(value: object) -> Fact[str]:
    """Words of the unit, one line or several; outer white space does not count."""
    raw = scalar(value, "文字")
    words = raw.text.strip()
    if not words:
        raise fault("R03", "这里应当是文字，不能为空")
    return Fact(words, raw.source)


def code_of(digits: int) -> Callable[[object], Fact[str]]:
    def code(value: object) -> Fact[str]:
        raw = scalar(value, "科目编码")
        if not re.fullmatch(rf"\d{{{digits}}}", raw.text):
            raise fault("R03", "“{text}”不是科目编码（应为 {digits} 位数字）", text=raw.text[:40], digits=digits)
        return Fact(raw.text, raw.source)

    return code


def yes_no(value: object) -> Fact[bool]:
    raw = scalar(value, "是或否")
    if raw.text not in ("是", "否"):
        raise fault("R03", "“{text}”应写作 是 或 否", text=raw.text[:40])
    return Fact(raw.text == "是", raw.source)


def one_of(*allowed: str) -> Callable[[object], Fact[str]]:
    def choice(value: object) -> Fact[str]:
        raw = scalar(value, "、".join(allowed) + " 之一")
        if raw.text not in allowed:
            raise fault("R03", "“{text}”应为以下之一：{allowed}", text=raw.text[:40], allowed="、".join(allowed))
        return Fact(raw.text, raw.source)

    return choice


FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款", "其他资金")
NATURES = ("行政单位", "参照公务员法管理的事业单位", "事业单位")
RATINGS = ("优", "良", "中", "差")
VEHICLE_KINDS = ("轿车", "越野车", "载客汽车", "其他车型")


def _typed(read: Callable[..., Fact[Any]], **json_schema: Any) -> GetPydanticSchema:
    """Tells pydantic to read a value with `read` and to describe it to editors as `json_schema`."""
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.with_info_plain_validator_function(
            read if read is amount else lambda value, _info: read(value),
            metadata={"pydantic_js_functions": [lambda _schema, _handler: dict(json_schema)]},
        )
    )


Amount: TypeAlias = Annotated[Fact[Decimal], _typed(amount, type=["number", "string"])]
Count: TypeAlias = Annotated[Fact[int], _typed(count, type="integer", minimum=0)]
Score: TypeAlias = Annotated[Fact[Decimal], _typed(score, type="number", minimum=0, maximum=100)]
Year: TypeAlias = Annotated[Fact[int], _typed(year, type="integer", minimum=1900, maximum=2099)]
Text: TypeAlias = Annotated[Fact[str], _typed(text, type="string", minLength=1)]
YesNo: TypeAlias = Annotated[Fact[bool], _typed(yes_no, enum=["是", "否"])]
FunctionCode: TypeAlias = Annotated[Fact[str], _typed(code_of(7), type="string", pattern="^[0-9]{7}$")]
EconomicCode: TypeAlias = Annotated[Fact[str], _typed(code_of(5), type="string", pattern="^[0-9]{5}$")]
Fund: TypeAlias = Annotated[Fact[str], _typed(one_of(*FUNDS), enum=list(FUNDS))]
Nature: TypeAlias = Annotated[Fact[str], _typed(one_of(*NATURES), enum=list(NATURES))]
Rating: TypeAlias = Annotated[Fact[str], _typed(one_of(*RATINGS), enum=list(RATINGS))]
MoneyUnit: TypeAlias = Annotated[Fact[str], _typed(one_of(*SCALES), enum=list(SCALES))]
VehicleKind: TypeAlias = Annotated[Fact[str], _typed(one_of(*VEHICLE_KINDS), enum=list(VEHICLE_KINDS))]
