"""A whole disclosure in small, for the tests of the Word writer: every kind of block, awkward cases in the tables."""

from __future__ import annotations

from decimal import Decimal

from generator.model.blocks import Align, Cell, Chart, Contents, Cover, Table
from generator.model.figure import Figure, How, Unit
from generator.model.finding import Finding, Severity
from generator.model.narrative import Blank, Heading, Narrative, Number, Paragraph, Quote, Words
from generator.model.source import Source

LONG_NAME = "信息化建设与网络安全等级保护测评及政务云平台租用和运行维护专项经费（含以前年度结转项目）"
PLACE = Source("2024.yaml", "31:5")


def number(key: str, text: str) -> Number:
    shown = Decimal(text.replace(",", ""))
    return Number(Figure(key, shown * 10000, Unit.YUAN, How.FACT), shown, text)


def cell(text: str, align: Align = "center", columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Words(text),) if text else (), align, columns, rows)


def amount(key: str, text: str) -> Cell:
    return Cell((number(key, text),), "right")


def header() -> tuple[tuple[Cell, ...], ...]:
    """Two rows: 项目 over two columns, 基本支出 and 项目支出 over one row each, 合计 over both."""
    return (
        (cell("项目", columns=2), cell("合计", rows=2), cell("其中", columns=2), cell("备注", rows=2)),
        (cell("科目编码"), cell("科目名称"), cell("基本支出"), cell("项目支出")),
    )


def long_table(rows: int = 60) -> Table:
    """Sixty rows with amounts of ten digits and names of more than forty characters."""
    body = tuple(
        (
            cell(f"20805{count:02d}", "left"),
            cell(LONG_NAME if count % 10 == 1 else "事业单位离退休", "left"),
            amount(f"tables.general.{count}.total", f"{12345678.9 * count:,.2f}"),
            amount(f"tables.general.{count}.basic", "12345678.90"),
            amount(f"tables.general.{count}.project", f"{count}.05"),
            cell(""),
        )
        for count in range(1, rows + 1)
    )
    return Table(
        "一般公共预算财政拨款支出决算表",
        "公开05表",
        ("部门：景德镇市金融服务中心", "2024年度"),
        "金额单位：万元",
        (12, 30, 18, 18, 14, 8),
        header(),
        body,
        ("注：本表反映部门本年度一般公共预算财政拨款支出情况。", "本表金额转换为万元时，因四舍五入可能存在尾差。"),
    )


def wide_table() -> Table:
    """Ten columns on a landscape page, a cell that reaches over three rows, a blank in a cell."""
    names = ("科目名称", "合计", "财政拨款", "上级补助", "事业收入", "经营收入", "附属上缴", "其他收入", "用途", "备注")
    rows = tuple(
        (
            *([cell("社会保障和就业支出", "left", rows=3)] if count % 3 == 0 else []),
            *(amount(f"tables.income.{count}.{column}", f"{1234567890.12 + column:.2f}") for column in range(7)),
            Cell((Blank("【待补充：用途】", "用途", f"tables.income.{count}.use"),)),
            Cell((Quote("厉行节约", PLACE),)) if count == 4 else cell(""),
        )
        for count in range(6)
    )
    head = ("部门：江西省某某市某某区某某街道办事处退役军人服务中心和社会治安综合治理便民服务中心", "2024年度")
    shares = (16, 10, 10, 10, 10, 10, 10, 10, 8, 6)
    return Table(
        "收入决算表", "公开02表", head, "金额单位：万元", shares, (tuple(map(cell, names)),), rows, landscape=True
    )


def empty_table() -> Table:
    return Table(
        "国有资本经营预算财政拨款支出决算表",
        "公开08表",
        ("部门：景德镇市金融服务中心", "2024年度"),
        "金额单位：万元",
        (20, 40, 20, 20),
        ((cell("科目编码"), cell("科目名称"), cell("基本支出"), cell("项目支出")),),
        tuple((cell(""), cell(""), cell(""), cell("")) for _ in range(4)),
        ("注：本单位本年度没有国有资本经营预算财政拨款支出，故本表为空表。",),
    )


def form() -> Table:
    """A table inside the text, without a header: three rows of money under one name, two of aims, then indicators."""
    money = (("年度资金总额", "15.00"), ("政府预算资金", "15.00"))
    rows = (
        (cell("项目名称"), cell("水库除险加固", columns=3)),
        (cell("主管部门"), cell("青山县水利局"), cell("实施单位"), cell("青山县水利局")),
        (cell("项目资金", rows=3), cell(""), cell("全年预算数"), cell("全年执行数")),
        *((cell(name), amount("k", text), amount("k", text)) for name, text in money),
        (cell("年度总体目标", rows=2), cell("预期目标"), cell("实际完成情况", columns=2)),
        (cell("完成水库除险加固"), cell("已完成", columns=2)),
        (cell("绩效指标", rows=12), cell("三级指标"), cell("年度指标值"), cell("实际完成值")),
        *((cell(f"加固水库{count}"), cell("2座"), cell("2座")) for count in range(11)),
        (cell("总分", columns=3), cell("100")),
    )
    head = ("", "（2024年度）")
    return Table("项目支出绩效自评表", "", head, "", (2, 4, 3, 3), (), rows, own_page=False)


def chart() -> Chart:
    values = (number("income.total@2023", "1034.57"), number("income.total", "1234.57"))
    return Chart("columns", "图1：", "收入决算对比", ("2023年度", "2024年度"), values, "万元", "2024年度收入增加")


def disclosure() -> Narrative:
    blank = Blank("【待补充：收入增加的原因】", "收入增加的原因", "原因.收入", ("人员增加", "项目增加"))
    text = (
        Words("2024年度收入总计"),
        number("income.total", "1,234.57"),
        Words("万元，主要原因是："),
        blank,
        Words("。"),
    )
    return Narrative(
        title="景德镇市金融服务中心2024年度部门决算",
        unit="景德镇市金融服务中心",
        year=2024,
        style="jiangxi",
        blocks=(
            Cover(("景德镇市金融服务中心", "2024年度部门决算")),
            Contents("目　录"),
            Heading(0, "第一部分　", (Words("单位概况"),)),
            Heading(1, "一、", (Words("主要职责"),)),
            Paragraph((Words("国" * 100),)),
            Heading(0, "第二部分　", (Words("2024年度部门决算表"),)),
            long_table(),
            wide_table(),
            wide_table(),
            empty_table(),
            Heading(0, "第三部分　", (Words("2024年度部门决算情况说明"),)),
            Heading(1, "一、", (Words("收入决算情况说明"),)),
            Paragraph(text),
            chart(),
            Paragraph((Words("其中："), Quote("厉行节约", PLACE), Words("。"))),
        ),
        findings=(Finding("W03", Severity.WARNING, "说法与变动方向不符", PLACE, "核对原因"),),
    )


# A 情况说明 with every kind of inline

TOTAL = Figure("income.total", Decimal("12345678.90"), Unit.YUAN, How.FACT, source=Source("2024.yaml", "17:22"))
AMOUNT = Number(TOTAL, Decimal("1234.57"), "1,234.57")
REASON = Blank("【待补充：收入增加的原因】", "收入增加的原因", "reasons.income.total", ("人员增加", "项目增加"))
LONG_UNIT = "江西省某某市某某区某某街道办事处退役军人服务中心和社会治安综合治理便民服务中心综合事务所"

NARRATIVE = Narrative(
    title="江西省某某局2024年度部门决算情况说明",
    unit="江西省某某局",
    year=2024,
    style="jiangxi",
    blocks=(
        Heading(0, "第一部分　", (Words("概况"),)),
        Heading(1, "一、", (Words("收入支出决算总体情况说明"),)),
        Heading(2, "（一）", (Words("收入决算情况说明"),)),
        Heading(3, "1.", (Words("行政单位医疗（项）"),)),
        Paragraph((Words("收入总计"), AMOUNT, Words("万元，主要原因是："), REASON, Words("。"))),
        Paragraph((Words("“三公”经费支出"), AMOUNT, Words("万元——其中："), Quote("A&B <甲> \"乙\" 'c'")), "（1）", 4),
        Paragraph((REASON, REASON), "2."),
        Paragraph((Quote(LONG_UNIT), Words("  两端有空格  "))),
        Paragraph((Quote("㐂𠮷、镕、䶮"),)),
        Paragraph((Quote("机构改革\n人员划转\t2人"),)),
        Paragraph((REASON,)),
        Paragraph(()),
    ),
)
