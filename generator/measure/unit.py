"""The unit itself, as templates speak of it: names, duties, offices, attachments. What is not stated is `Missing`."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

from ..model.figure import Figure, How, Missing, Unit, Value
from ..model.item import Label
from ..model.record import YearRecord
from ..model.source import Fact
from .arithmetic import tally
from .performance import paragraphs


def unit(record: YearRecord) -> SimpleNamespace:
    """The namespace `unit` of the templates."""
    year = record.year.value
    name = _label("unit_name", record.unit_name)
    members = [_label("member_units", member.name) for member in record.member_units or []]
    offices = [_label("offices", office) for office in record.offices or []]

    def stated(key: str, fact: Fact[str] | None) -> Label | Missing:
        return _label(key, fact) if fact else Missing(key, year)

    return SimpleNamespace(
        name=name,
        short_name=_label("short_name", record.short_name) if record.short_name else name,
        self_name=_label("self_name", record.self_name) if record.self_name else None,
        nature=stated("nature", record.nature),
        budget_level=stated("budget_level", record.budget_level),
        institution=record.nature is not None and record.nature.value == "事业单位",
        new=bool(record.newly_founded and record.newly_founded.value),
        duties=[_label("duties", duty) for duty in record.duties or []],
        no_duties=Missing("duties", year),
        members=members or [Missing("member_units", year)],
        first_member=members[0] if members else name,
        member_rows=[
            SimpleNamespace(name=label, note=_label("note", member.note) if member.note else None)
            for label, member in zip(members, record.member_units or [], strict=True)
        ],
        single=len(members) == 1,
        member_count=_count("member_units", members, year),
        offices=offices or [Missing("offices", year)],
        office_count=_count("offices", offices, year),
        attachments=[
            SimpleNamespace(
                title=_label("attachments", attachment.name),
                paragraphs=[line for text in attachment.text or [] for line in paragraphs(text)],
            )
            for attachment in record.attachments or []
        ],
        no_members=Missing("member_units", year),
        no_attachments=Missing("attachments", year),
    )


def _label(key: str, fact: Fact[str]) -> Label:
    return Label(key, fact.value, fact.source)


def _count(key: str, labels: list[Label], year: int) -> Value:
    """How many there are; unknown where the record lists none."""
    ones = [Figure(f"{key}.{i}", Decimal(1), Unit.COUNT, How.FACT, (), n.source) for i, n in enumerate(labels, start=1)]
    return tally(f"{key}.count", ones) if ones else Missing(key, year)
