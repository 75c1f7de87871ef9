"""The one list of the field's terms: the standard English name used in code and the official Chinese item name.

The Chinese names are those of the 部门决算 tables (财政部 部门决算报表, 公开01–10表); `also` holds the spellings that
older tables and other places print for the same item, and that a record may use as well. Every key of a record and
every name of an item in the text comes from here. One name means one thing.
"""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """`zh` is today's official name, `also` other spellings that are read, `note` what the item means or counts."""

    zh: str
    also: tuple[str, ...] = ()
    note: str = ""


TERMS: dict[str, Term] = {
    # the unit
    "unit_name": Term("单位名称", ("部门名称",), "公章上的全称"),
    "former_name": Term("原名", ("曾用名",), "上年记录里的单位名称，本年更名的单位才写"),
    "short_name": Term("单位简称", (), "正文中的简称；不写即用全称"),
    "self_name": Term("自称", (), "正文中对自己的称呼，如：本部门、本单位"),
    "nature": Term("单位性质", (), "行政单位、参照公务员法管理的事业单位或事业单位"),
    "budget_level": Term("预算级次", (), "如：一级预算单位"),
    "year": Term("年度", (), "决算年度，四位数字"),
    "style": Term("样式", (), "本省格式的名字，见 juesuan styles"),
    "money_unit": Term("金额单位", (), "元（不写即元）或万元"),
    "newly_founded": Term("新设单位", (), "是：本年新成立，没有上年决算"),
    "note": Term("说明", ("备注",), "给自己看的备注，不进入文稿；预算单位的，有单位构成表的样式印在表里"),
    "member_units": Term("预算单位", (), "纳入汇编范围的单位，本级在前"),
    "name": Term("名称"),
    "offices": Term("内设机构"),
    "duties": Term("主要职责", ("主要职能",)),
    "staff": Term("人员"),
    "posts": Term("编制", (), "编制数"),
    "on_duty": Term("在职人员", (), "年末在职人数"),
    "established": Term("编制内实有", ("编制内实有人员",), "年末编制内实有人数"),
    "other_staff": Term("其他人员"),
    "retired": Term("离退休", ("离退休人员",)),
    "retired_paid_by_unit": Term("单位发放离退休费"),
    "retired_paid_by_insurance": Term("养老保险基金发放养老金"),
    # income (公开01、02表)
    "income": Term("收入"),
    "opening_carry_over": Term("年初结转和结余"),
    "surplus_used": Term("使用非财政拨款结余（含专用结余）", ("使用非财政拨款结余", "使用非财政拨款结余和专用结余")),
    "general_budget_income": Term("一般公共预算财政拨款收入", ("一般公共预算财政拨款",)),
    "government_funds_income": Term("政府性基金预算财政拨款收入", ("政府性基金预算财政拨款",)),
    "state_capital_income": Term("国有资本经营预算财政拨款收入", ("国有资本经营预算财政拨款",)),
    "superior_subsidy_income": Term("上级补助收入"),
    "business_income": Term("事业收入"),
    "operating_income": Term("经营收入"),
    "affiliated_income": Term("附属单位上缴收入"),
    "other_income": Term("其他收入"),
    "fiscal_income": Term("财政拨款收入"),
    "current_income": Term("本年收入合计", ("本年收入",)),
    "total_income": Term("收入总计", ("总计",)),
    # expenditure (公开01、03、05表)
    "expenditure": Term("支出"),
    "basic_expenditure": Term("基本支出"),
    "project_expenditure": Term("项目支出"),
    "remitted_expenditure": Term("上缴上级支出"),
    "operating_expenditure": Term("经营支出"),
    "subsidy_expenditure": Term("对附属单位补助支出"),
    "current_expenditure": Term("本年支出合计", ("本年支出",)),
    "surplus_distribution": Term("结余分配"),
    "closing_carry_over": Term("年末结转和结余"),
    "closing_day": Term("12月31日", (), "会计年度的最后一天"),
    "total_expenditure": Term("支出总计", ("总计",)),
    "by_function": Term("按功能分类", (), "项级科目逐行列出，类、款由程序汇总；没有列出的科目就是没有"),
    "by_group": Term("按类款", (), "类、款的合计；只知道四舍五入的万元数时才写，各项相加会有尾差"),
    "code": Term("科目", ("科目编码",), "功能分类七位、经济分类五位，加引号"),
    "fund": Term("资金来源", (), "不写即一般公共预算财政拨款"),
    "initial_budget": Term("年初预算", ("年初预算数",)),
    "full_budget": Term("全年预算", ("全年预算数",)),
    "actual": Term("决算数", ("决算",)),
    "group_names": Term("类款名称", (), "类、款科目的编码和名称"),
    "fund_income": Term("本年收入", (), "本科目的本年收入（政府性基金、国有资本经营预算）"),
    "economic": Term("经济分类", (), "本科目支出按经济分类的类列出；没有列出的类就是没有支出"),
    # fiscal appropriation (公开04、07、08表)
    "fiscal": Term("财政拨款"),
    "general_budget_opening": Term("一般公共预算财政拨款年初结转和结余"),
    "government_funds_opening": Term("政府性基金预算财政拨款年初结转和结余"),
    "state_capital_opening": Term("国有资本经营预算财政拨款年初结转和结余"),
    "general_budget_closing": Term("一般公共预算财政拨款年末结转和结余"),
    "government_funds_closing": Term("政府性基金预算财政拨款年末结转和结余"),
    "state_capital_closing": Term("国有资本经营预算财政拨款年末结转和结余"),
    "fiscal_opening": Term("年初财政拨款结转和结余"),
    "fiscal_closing": Term("年末财政拨款结转和结余"),
    "fiscal_total_income": Term("财政拨款收入总计", ("收入总计",)),
    "fiscal_total_expenditure": Term("财政拨款支出总计", ("支出总计",)),
    "fiscal_expenditure": Term("财政拨款支出", ("财政拨款本年支出",)),
    "general_budget_expenditure": Term("一般公共预算财政拨款支出"),
    "government_funds_expenditure": Term("政府性基金预算财政拨款支出"),
    "state_capital_expenditure": Term("国有资本经营预算财政拨款支出"),
    # basic expenditure of the general public budget by economic class (公开06表)
    "basic": Term("一般公共预算基本支出", ("一般公共预算财政拨款基本支出",)),
    "by_economic_class": Term("按经济分类", (), "款级科目逐行列出；没有列出的科目就是没有支出"),
    "amount": Term("金额"),
    "personnel_costs": Term("人员经费"),
    "public_costs": Term("公用经费"),
    "wages": Term("工资福利支出"),
    "goods_and_services": Term("商品和服务支出"),
    "personal_subsidies": Term("对个人和家庭的补助", ("对个人和家庭补助支出", "对个人和家庭补助")),
    "interest_costs": Term("债务利息及费用支出"),
    "capital_costs": Term("资本性支出"),
    "other_costs": Term("其他支出"),
    "construction_costs": Term("资本性支出（基本建设）"),
    "enterprise_construction": Term("对企业补助（基本建设）"),
    "enterprise_subsidies": Term("对企业补助"),
    "social_fund_subsidies": Term("对社会保障基金补助"),
    "personnel_includes": Term("人员经费包括", (), "没有按经济分类的金额时，列出名称"),
    "public_includes": Term("公用经费包括", (), "没有按经济分类的金额时，列出名称"),
    # official overseas travel, vehicles and hospitality (公开09表)
    "three_public": Term("三公经费", ("“三公”经费", "三公经费决算数")),
    "three_public_total": Term("“三公”经费支出", ("合计", "“三公”经费")),
    "abroad": Term("因公出国（境）费", ("因公出国（境）",)),
    "groups": Term("团组数", ("因公出国（境）团组数",)),
    "travellers": Term("人次数", ("因公出国（境）人次数",)),
    "vehicles": Term("公务用车购置及运行维护费", ("公务用车购置及运行费",)),
    "vehicle_purchase": Term("公务用车购置费", ("公务用车购置",)),
    "purchased": Term("购置数", ("公务用车购置数",)),
    "purchased_kinds": Term("购置车辆", (), "按车型的购置数量和金额"),
    "vehicle_operation": Term("公务用车运行维护费", ("公务用车运行维护",)),
    "held": Term("保有量", ("公务用车保有量",)),
    "held_kinds": Term("保有车辆", (), "按车型的年末保有量"),
    "kind": Term("车型"),
    "quantity": Term("数量"),
    "hospitality": Term("公务接待费", ("公务接待",)),
    "domestic_hospitality": Term("国内接待费", ("国内公务接待费",)),
    "foreign_hospitality": Term("外事接待费", ("其中外事接待费",)),
    "overseas_hospitality": Term("国（境）外接待费"),
    "domestic_receptions": Term("国内批次", ("国内公务接待批次",)),
    "domestic_guests": Term("国内人次", ("国内公务接待人次",)),
    "foreign_receptions": Term("外事批次", ("外事接待批次",)),
    "foreign_guests": Term("外事人次", ("外事接待人次",)),
    "overseas_receptions": Term("国（境）外批次", ("国（境）外公务接待批次",)),
    "overseas_guests": Term("国（境）外人次", ("国（境）外公务接待人次",)),
    # other matters
    "organ_operation": Term("机关运行经费", ("机关运行经费支出",)),
    "procurement": Term("政府采购"),
    "procurement_total": Term("政府采购支出总额", ("总额",)),
    "goods": Term("货物", ("政府采购货物支出",)),
    "works": Term("工程", ("政府采购工程支出",)),
    "services": Term("服务", ("政府采购服务支出",)),
    "to_sme": Term("授予中小企业", ("授予中小企业合同金额",)),
    "to_micro": Term("其中小微企业", ("授予小微企业", "授予小微企业合同金额")),
    "goods_to_sme": Term("货物授予中小企业"),
    "works_to_sme": Term("工程授予中小企业"),
    "services_to_sme": Term("服务授予中小企业"),
    "sme_reserved": Term("面向中小企业预留", (), "面向中小企业预留的政府采购项目预算金额"),
    "micro_reserved": Term("面向小微企业预留", (), "面向小微企业预留的政府采购项目预算金额"),
    "sme_won_reserved": Term("预留项目中小企业成交", (), "面向中小企业预留的项目中，由中小企业中标或成交的金额"),
    "micro_won_reserved": Term("预留项目小微企业成交", (), "面向小微企业预留的项目中，由小微企业中标或成交的金额"),
    "sme_won_elsewhere": Term("其他项目中小企业成交", (), "没有预留的项目中，由中小企业中标或成交的金额"),
    "assets": Term("国有资产", ("国有资产占用",)),
    "vehicles_total": Term("车辆", ("车辆数合计",), "年末车辆数合计"),
    "ministerial_vehicles": Term("副部（省）级及以上领导用车"),
    "leader_vehicles": Term("主要负责人用车", ("主要领导干部用车",)),
    "confidential_vehicles": Term("机要通信用车"),
    "emergency_vehicles": Term("应急保障用车"),
    "enforcement_vehicles": Term("执法执勤用车"),
    "technical_vehicles": Term("特种专业技术用车"),
    "retired_vehicles": Term("离退休干部服务用车", ("离退休干部用车",)),
    "other_vehicles": Term("其他用车"),
    "large_equipment": Term("单价100万元（含）以上设备", ("单价100万元以上设备",), "台（套），不含车辆"),
    # performance
    "performance": Term("绩效", ("预算绩效",)),
    "systems": Term("管理制度", (), "本单位的预算绩效管理制度，一项一条"),
    "mechanism": Term("工作机制", (), "预算绩效管理工作机制的名称"),
    "projects": Term("项目", (), "开展绩效自评的项目"),
    "project_budget_total": Term("项目预算总额", (), "全部项目支出的年初预算，公开格式中称“项目支出总额”"),
    "executed": Term("全年执行", ("全年执行数",)),
    "score": Term("得分", ("自评得分",)),
    "rating": Term("等级", ("评价结果",)),
    "summary": Term("自评综述"),
    "evaluation_form": Term("自评表", ("项目支出绩效自评表",), "项目支出绩效自评表"),
    "department": Term("主管部门"),
    "implementer": Term("实施单位"),
    "government_money": Term("政府预算资金", (), "年度资金总额中的政府预算资金"),
    "execution_weight": Term("执行分值", (), "预算执行率的分值"),
    "execution_score": Term("执行得分", (), "预算执行率的得分"),
    "expected": Term("预期目标"),
    "achieved": Term("实际完成情况"),
    "indicators": Term("指标", (), "绩效指标，逐行列出；没有三级指标的二级指标也占一行"),
    "first_level": Term("一级指标"),
    "second_level": Term("二级指标"),
    "third_level": Term("三级指标"),
    "target": Term("年度指标值", ("年度指标",)),
    "reached": Term("实际完成值"),
    "weight": Term("分值"),
    "deviation": Term("偏差原因", ("偏差原因分析及改进措施",)),
    "department_evaluations": Term("部门评价", (), "部门对项目开展的评价"),
    "general_budget_covered": Term("涉及一般公共预算支出"),
    "government_funds_covered": Term("涉及政府性基金预算支出"),
    "state_capital_covered": Term("涉及国有资本经营预算支出"),
    "result": Term("评价情况"),
    "overall": Term("整体支出绩效评价", ("部门整体支出绩效评价",)),
    "overall_rating": Term("评价等级"),
    "combined_rating": Term("自评综合等级", (), "各项目自评综合起来的等级"),
    "combined_result": Term("自评结论", (), "对各项目自评的总的结论，单位自己的话"),
    "overall_score": Term("部门整体绩效自评得分"),
    "overall_summary": Term("部门整体自评综述"),
    "pre_evaluated": Term("事前绩效评估项目数"),
    "with_targets": Term("绩效目标项目数"),
    "targets_budget": Term("绩效目标涉及预算", (), "编报绩效目标的项目涉及的预算金额"),
    "monitored": Term("绩效监控项目数", ("绩效跟踪项目数",)),
    "monitored_budget": Term("绩效监控涉及预算", ("绩效跟踪涉及预算",), "绩效监控（跟踪）的项目涉及的预算金额"),
    "self_evaluated": Term("绩效自评项目数", (), "项目逐个列出的，不写即列出的个数"),
    "self_evaluated_budget": Term("绩效自评涉及预算", (), "项目逐个列出的，不写即各项目年初预算之和"),
    "average_score": Term("绩效自评平均得分", (), "项目逐个列出的，不写即各项目得分的平均数"),
    "rated_excellent": Term("评为优的项目数", (), "项目逐个列出的，不写即等级为优的个数"),
    "rated_good": Term("评为良的项目数", (), "同上，第二等"),
    "rated_fair": Term("评为合格的项目数", ("评为中的项目数",), "同上，第三等，有的地方叫中"),
    "rated_poor": Term("评为不合格的项目数", ("评为差的项目数",), "同上，第四等，有的地方叫差"),
    "problems": Term("绩效自评发现问题数"),
    "rectified": Term("已整改问题数"),
    "rectifying": Term("正在整改问题数"),
    "self_evaluation": Term("自评情况", (), "小标题和段落"),
    "heading": Term("标题"),
    "text": Term("内容"),
    "file": Term("文件", (), "和记录放在一起的文本文件，一行一段，代替“内容”"),
    # what reasons may be about, beside the items above
    "totals": Term("收支总计"),
    "fiscal_totals": Term("财政拨款收支总计"),
    "execution_rate": Term("项目预算执行率"),
    # words
    "reasons": Term("变动原因", ("原因",), "单位自己的话，照录"),
    "attachments": Term("附件", (), "标题和段落，照录在最后"),
    "definitions": Term("名词解释", (), "按科目编码或名称，代替短语库里的释义"),
    "additions": Term("补充段落", (), "按节名写在该节末尾的自由段落，照录"),
}

# The subjects that a reason may be given for, beside the 类 and 项 of the record's own rows, and what they are called.
REASON_SUBJECTS: dict[str, str] = {
    "current_income": "本年收入",
    "current_expenditure": "本年支出",
    "total_income": TERMS["total_income"].zh,
    "total_expenditure": TERMS["total_expenditure"].zh,
    "opening_carry_over": TERMS["opening_carry_over"].zh,
    "surplus_used": TERMS["surplus_used"].zh,
    "surplus_distribution": TERMS["surplus_distribution"].zh,
    "closing_carry_over": TERMS["closing_carry_over"].zh,
    "totals": TERMS["totals"].zh,
    "fiscal_totals": TERMS["fiscal_totals"].zh,
    "fiscal_expenditure": TERMS["fiscal_expenditure"].zh,
    "general_budget_expenditure": TERMS["general_budget_expenditure"].zh,
    "wages": TERMS["wages"].zh,
    "goods_and_services": TERMS["goods_and_services"].zh,
    "personal_subsidies": TERMS["personal_subsidies"].zh,
    "interest_costs": TERMS["interest_costs"].zh,
    "capital_costs": TERMS["capital_costs"].zh,
    "other_costs": TERMS["other_costs"].zh,
    "three_public_total": "三公经费",
    "abroad": TERMS["abroad"].zh,
    "vehicles": TERMS["vehicles"].zh,
    "vehicle_purchase": TERMS["vehicle_purchase"].zh,
    "vehicle_operation": TERMS["vehicle_operation"].zh,
    "hospitality": TERMS["hospitality"].zh,
    "domestic_hospitality": TERMS["domestic_hospitality"].zh,
    "foreign_hospitality": TERMS["foreign_hospitality"].zh,
    "overseas_hospitality": TERMS["overseas_hospitality"].zh,
    "organ_operation": TERMS["organ_operation"].zh,
    "procurement_total": TERMS["procurement_total"].zh,
    "execution_rate": TERMS["execution_rate"].zh,
}
# What is put behind a subject to say which question the reason answers.
BUDGET_SUFFIX, CONTENT_SUFFIX = "预决算差异", "内容"


# What keys name beside the terms: groups of rows, their totals, counts by rating.
GROUPS: dict[str, str] = {
    "general_budget": "一般公共预算财政拨款",
    "government_funds": "政府性基金预算财政拨款",
    "state_capital": "国有资本经营预算财政拨款",
    "all": "各项支出",
    "general_budget_total": "一般公共预算财政拨款总计",
    "government_funds_total": "政府性基金预算财政拨款总计",
    "state_capital_total": "国有资本经营预算财政拨款总计",
    "excellent": "评价为优",
    "good": "评价为良",
    "fair": "评价为中",
    "poor": "评价为差",
}


def label(name: str) -> str:
    """The official Chinese name of the term `name`. Raises KeyError for a name that is not in the list."""
    return TERMS[name].zh


# Lists of a record whose entries have no code: an entry is counted.
COUNTED = frozenset({"projects", "indicators", "department_evaluations", "member_units", "offices", "systems"})
# Lists by code, and what each of their rows has to say where nothing more is asked.
ROWS = {"by_function": "", "by_economic_class": "amount"}


def place(key: str) -> str:
    """Where in a record to write what `key` stands for, as one would tell somebody: 绩效.项目第2条的年初预算,
    支出.按功能分类各行的年初预算."""
    told, parts = "", key.partition("@")[0].split(".")
    for before, part in zip(["", *parts], parts, strict=False):
        if before in COUNTED and part.isdecimal():
            told += f"第{part}条的"
        elif before in ROWS and not part.isdecimal():
            told += f"各行的{entry(part)}"
        else:
            told += ("." if told and not told.endswith("的") else "") + entry(part)
    asked = ROWS.get(parts[-1])
    return told.removesuffix("的") + (f"各行的{TERMS[asked].zh}" if asked else "")


def entry(key: str) -> str:
    """The place in a record that `key` stands for, in the Chinese names that the record uses (收入.事业收入)."""
    parts = key.partition("@")[0].split(".")
    return ".".join(TERMS[part].zh if part in TERMS else GROUPS.get(part, part) for part in parts)
