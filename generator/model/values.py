"""What a scalar of a record may be: amount, count, year, code or words. Turns the raw text that a reader found into a
typed `Fact`, and refuses everything that a person might not have meant (010, 1e5, １２３, 12.345 元). Every refusal
says how the value should be written; where the meaning is plain, it gives the text to copy, but never takes it by
itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import GetPydanticSchema, ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from .fixed import fixed
from .source import Fact, Source

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\.[0-9]+)?")
WHOLE = re.compile(r"0|[1-9][0-9]*")
LONGEST = 40
LARGEST = Decimal(10) ** 15
CENT = Decimal("0.01")
SCALES = {"元": Decimal(1), "万元": Decimal(10000)}
DECIMALS = {"元": 2, "万元": 6}
MULTIPLES = {"": 1, "元": 1, "万": 10**4, "万元": 10**4, "亿": 10**8, "亿元": 10**8}
UNITS = re.compile(r"[¥￥]?(-?[0-9]{1,15}(?:\.[0-9]{1,8})?)(元|万元|万|亿元|亿)?")
COUNTED = re.compile(r"([0-9]{1,9})(\.0+|人次|人|个|辆|次|批次|批|台套|台|套|项|家|团|位|名)")
NOTHING = frozenset(["无", "没有", "-", "--", "—", "——", "/", "\\", "空", "暂无", "不详", "未知"])


@fixed
class Scalar:
    """One value as it was written: `text` before any interpretation, and its place. `slack` as in `Fact`. An amount
    in a table has the `unit` of its table; elsewhere it is in the unit of the record."""

    text: str
    source: Source
    slack: Decimal = Decimal(0)
    unit: str | None = None


def fault(code: str, message: str, hint: str) -> PydanticCustomError:
    """A validation error that carries one of our finding codes, what is wrong and what to do, both Chinese."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def brief(text: str) -> str:
    """`text` in one line and short enough to be told; what is cut off shows as …"""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def scalar(value: object, wanted: str) -> Scalar:
    if value is None:
        raise fault("R10", "这一项没有写内容", f"写上{wanted}；不需要这一项就删去整行")
    if not isinstance(value, Scalar):
        raise fault("R03", f"这里应当是{wanted}，写的却是一组内容", f"在冒号后面直接写{wanted}，下面不要再分行")
    return value


def halved(text: str) -> str:
    """`text` in half-width characters, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def plain_number(text: str) -> str:
    """The number that `text` plainly means (full-width, 010, 1e5, misgrouped), as it should be written; '' if none."""
    half = halved(text)
    if len(half) <= LONGEST and re.fullmatch(r"-?[0-9,]*[0-9](\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?[eE]\+?[0-9]{1,2}", half):
        written = format(Decimal(half.replace(",", "")), "f")
        return written if NUMBER.fullmatch(written) else ""
    return ""


def number_hint(text: str, wanted: str) -> str:
    """How to write the number that somebody wrote as `text`."""
    half, meant = halved(text), plain_number(text)
    if ":" in half:
        return "像是把下一行也读了进来：冒号用半角，后面空一格；同一层的各行对齐"
    if half in NOTHING:
        return f"没有就写 0；还不知道就删去这一行；其他情况只写{wanted}的数字"
    if "%" in half or "‰" in half:
        return f"这里写{wanted}的数字，不写百分比"
    if not meant:
        return f"{wanted}只写数字，如 1918810.00"
    if half != text:
        return f"用了全角数字或多余的空格，改成半角：{meant}"
    if "e" in half.lower():
        return f"不用科学记数法，写成 {meant}"
    if "," in half:
        return f"逗号不是三位一组；核对位数，写成不带逗号的 {meant}"
    return f"数字前面多写了 0；核对位数，写成 {meant}"


def amount_hint(text: str, unit: str) -> str:
    """As `number_hint`; an amount with a unit behind it is converted to the record's."""
    match = UNITS.fullmatch(halved(text).replace(",", ""))
    if match and (match[2] or match[0] != match[1]) and unit in SCALES:
        exact = Decimal(match[1]) * MULTIPLES[match[2] or ""] / SCALES[unit]
        whole, _, fraction = format(exact, "f").partition(".")
        written = f"{whole}.{fraction.rstrip('0'):0<2}"
        return f"只写数字，不带单位和符号；按本记录的金额单位（{unit}）写成 {written}"
    return number_hint(text, "金额")


def score_hint(text: str) -> str:
    """As `number_hint`, for points."""
    counted = re.fullmatch(r"([0-9]{1,3}(\.[0-9]{1,2})?)分", halved(text))
    return f"只写数字：{counted[1]}" if counted else number_hint(text, "分数").replace("1918810.00", "85.31")


def number(raw: Scalar, wanted: str, hint: Callable[[], str]) -> Decimal:
    """The exact number. Nothing is computed here: a number may be longer than arithmetic is exact for."""
    if not NUMBER.fullmatch(raw.text):
        raise fault("R03", f"“{brief(raw.text)}”不是{wanted}", hint())
    if len(raw.text) > LONGEST:
        raise fault("R03", f"“{brief(raw.text)}”有 {len(raw.text)} 个字符，不像{wanted}", "核对位数，改成实际的数")
    return Decimal(raw.text.replace(",", ""))


def amount(value: object, info: ValidationInfo) -> Fact[Decimal]:
    """An amount in 元, from the record's declared 金额单位. Finer than a cent is refused: nobody pays half a cent.
    Where 金额单位 itself is at fault (None), how fine or large an amount is cannot be told, and is not."""
    raw = scalar(value, "金额")
    slack: Decimal = raw.slack if raw.unit else (info.context or {}).get("slack", raw.slack)
    unit: str | None = raw.unit or (info.context or {}).get("money_unit", "元")
    exact = number(raw, "金额", lambda: amount_hint(raw.text, unit or ""))
    if unit is None:
        return Fact(exact, raw.source)
    if abs(exact) >= LARGEST / SCALES[unit]:
        hint = "核对位数和“金额单位”"
        raise fault("R03", f"金额 {brief(raw.text)} {unit}大得不合情理（上限 1000 万亿元）", hint)
    if len(raw.text.partition(".")[2].rstrip("0")) > DECIMALS[unit]:
        finest = {"元": "两位", "万元": "六位"}[unit]
        message = f"金额 {raw.text} {unit}细于一分（{unit}最多{finest}小数）"
        raise fault("R04", message, "按账面金额写到分；如果弄错的是金额单位，改“金额单位”那一行")
    return Fact((exact * SCALES[unit]).quantize(CENT) + 0, raw.source, slack)


def count(value: object) -> Fact[int]:
    """A number of people, vehicles, projects …: a whole number, zero included."""
    raw = scalar(value, "个数")
    if not WHOLE.fullmatch(raw.text) or len(raw.text) > 9:
        counted = COUNTED.fullmatch(halved(raw.text))
        hint = f"只写数字：{counted[1]}" if counted else number_hint(raw.text, "个数").replace("1918810.00", "12")
        if NUMBER.fullmatch(raw.text):
            hint = "写整数，没有的写 0；不写负数、小数和逗号，最多九位"
        raise fault("R03", f"“{brief(raw.text)}”不是个数（应为 0 或正整数）", hint)
    return Fact(int(raw.text), raw.source)


def score(value: object) -> Fact[Decimal]:
    """The points of an evaluation, 0 to 100, at most two decimals."""
    raw = scalar(value, "分数")
    points = number(raw, "分数", lambda: score_hint(raw.text))
    if not 0 <= points <= 100:
        raise fault("R03", f"分数 {brief(raw.text)} 超出 0 至 100", "折算成百分制，或核对是否写错")
    if points != points.quantize(CENT):
        raise fault("R03", f"分数 {raw.text} 多于两位小数", "按评分表写到两位小数")
    return Fact(points + 0, raw.source)


def year(value: object) -> Fact[int]:
    raw = scalar(value, "年度")
    if not re.fullmatch(r"(19|20)[0-9][0-9]", raw.text):
        meant = re.fullmatch(r"((?:19|20)[0-9][0-9])(年|年度)?", halved(raw.text))
        hint = f"只写四位半角数字：{meant[1]}" if meant else "写决算的年度，四位数字"
        raise fault("R03", f"“{brief(raw.text)}”不是年度（应为四位数字，如 2024）", hint)
    return Fact(int(raw.text), raw.source)


def text(value: object) -> Fact[str]:
    """Words of the unit, one line or several; outer white space does not count."""
    raw = scalar(value, "文字")
    words = raw.text.strip()
    if not words:
        raise fault("R10", "这一项没有写内容", "写上文字；不需要这一项就删去整行")
    return Fact(words, raw.source)


def code_of(digits: int) -> Callable[[object], Fact[str]]:
    kind, level, example = {7: ("功能分类", "项", "2080505"), 5: ("经济分类", "款", "30101")}[digits]

    def code(value: object) -> Fact[str]:
        raw = scalar(value, "科目编码")
        if not re.fullmatch(rf"[0-9]{{{digits}}}", raw.text):
            message = f"“{brief(raw.text)}”不是{kind}的科目编码（应为 {digits} 位数字）"
            half = halved(raw.text)
            hint = f"写到{level}级，如 {example}"
            if re.fullmatch(rf"[0-9]{{{digits}}}", half):
                hint = f"改成半角：{half}"
            elif re.fullmatch(rf"0+[1-9][0-9]{{{digits - 1}}}", half):
                hint = f"前面多写了 0，应是 {half.lstrip('0')}"
            elif half.isdecimal():
                hint = f"现在是 {len(half)} 位；" + hint
            raise fault("R03", message, hint)
        return Fact(raw.text, raw.source)

    return code


def group_code(value: object) -> Fact[str]:
    """The code of a 类 or 款 of the functional classification."""
    raw = scalar(value, "科目编码")
    if not re.fullmatch("[0-9]{3}|[0-9]{5}", raw.text):
        message = f"“{brief(raw.text)}”不是类、款的编码（类 3 位数字，款 5 位数字）"
        raise fault("R03", message, "写类或款的编码，如 208、20805；项级科目写在“按功能分类”里")
    return Fact(raw.text, raw.source)


def yes_no(value: object) -> Fact[bool]:
    raw = scalar(value, "是或否")
    if raw.text not in ("是", "否"):
        raise fault("R03", f"“{brief(raw.text)}”应写作 是 或 否", "改成其中一个字")
    return Fact(raw.text == "是", raw.source)


def one_of(*allowed: str) -> Callable[[object], Fact[str]]:
    def choice(value: object) -> Fact[str]:
        raw = scalar(value, "、".join(allowed) + " 之一")
        if raw.text not in allowed:
            raise fault("R03", f"“{brief(raw.text)}”应为以下之一：{'、'.join(allowed)}", "从中选一个，一字不差地写")
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


# Editors see a value after a YAML parser typed it: what looks like a number is one, what does not is text.
WORDS = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]}]}


def _figures(kind: str, pattern: str, least: int, most: int) -> dict[str, Any]:
    """A number within limits, or its digits as text."""
    number = {"type": kind, "minimum": least, "maximum": most}
    return {"anyOf": [number, {"type": "string", "pattern": f"^({pattern})$"}]}


AMOUNT = _figures("number", NUMBER.pattern, -int(LARGEST), int(LARGEST))
COUNT = _figures("integer", "0|[1-9][0-9]{0,8}", 0, 10**9 - 1)
SCORE = _figures("number", r"100(\.0+)?|(0|[1-9][0-9]?)(\.[0-9]{1,2}0*)?", 0, 100)
YEAR = _figures("integer", "(19|20)[0-9][0-9]", 1900, 2099)
FUNCTION = _figures("integer", "[0-9]{7}", 10**6, 10**7 - 1)
GROUP = _figures("integer", "[0-9]{3}|[0-9]{5}", 100, 99999)
ECONOMIC = _figures("integer", "[0-9]{5}", 10**4, 10**5 - 1)

Amount: TypeAlias = Annotated[Fact[Decimal], _typed(amount, **AMOUNT)]
Count: TypeAlias = Annotated[Fact[int], _typed(count, **COUNT)]
Score: TypeAlias = Annotated[Fact[Decimal], _typed(score, **SCORE)]
Year: TypeAlias = Annotated[Fact[int], _typed(year, **YEAR)]
Text: TypeAlias = Annotated[Fact[str], _typed(text, **WORDS)]
YesNo: TypeAlias = Annotated[Fact[bool], _typed(yes_no, enum=["是", "否"])]
FunctionCode: TypeAlias = Annotated[Fact[str], _typed(code_of(7), **FUNCTION)]
GroupCode: TypeAlias = Annotated[Fact[str], _typed(group_code, **GROUP)]
EconomicCode: TypeAlias = Annotated[Fact[str], _typed(code_of(5), **ECONOMIC)]
Fund: TypeAlias = Annotated[Fact[str], _typed(one_of(*FUNDS), enum=list(FUNDS))]
Nature: TypeAlias = Annotated[Fact[str], _typed(one_of(*NATURES), enum=list(NATURES))]
Rating: TypeAlias = Annotated[Fact[str], _typed(one_of(*RATINGS), enum=list(RATINGS))]
MoneyUnit: TypeAlias = Annotated[Fact[str], _typed(one_of(*SCALES), enum=list(SCALES))]
VehicleKind: TypeAlias = Annotated[Fact[str], _typed(one_of(*VEHICLE_KINDS), enum=list(VEHICLE_KINDS))]
