"""The JSON Schema of a record, for editors: what the reader accepts, said in the terms of its YAML.

A YAML parser types what people write before the schema sees it, and the reader does not: a code or a year without
quotes is a number to an editor, an amount with commas is text. Both are let through here. What the schema cannot say
(010, a fraction of a cent, the names of 科目 under 变动原因, totals) stays with the reader. Draft 07 is what every
editor knows.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .record import YearRecord
from .terms import BUDGET_SUFFIX, CONTENT_SUFFIX, REASON_SUBJECTS, TERMS

# Of these items a part of a record holds one, and not both.
EITHER = {"Attachment": ("text", "file")}
GROUP_CODES = "^([0-9]{3}|[0-9]{5})$"


class RecordSchema(GenerateJsonSchema):
    """Every spelling of an item is a property of its own. An item without content is read as one left out: null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        choices = inner["anyOf"] if set(inner) == {"anyOf"} else [inner]
        return {"anyOf": [*choices, {"type": "null"}]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        described = super().model_schema(schema)
        group: Any = schema["cls"]
        for word in ("title", "description"):
            described.pop(word, None)
        written, due = described["properties"], set(described.pop("required", ()))
        properties: dict[str, Any] = {}
        conditions: list[dict[str, Any]] = []
        for field in group.model_fields:
            official, *others = names = (TERMS[field].zh, *TERMS[field].also)
            properties[official] = _described(written[official], TERMS[field].note)
            for name in others:
                properties[name] = {**_described(written[official], f"同“{official}”"), "deprecated": True}
            if official in due:
                conditions.append(_one_of(names))
            conditions += ({"not": {"required": [a, b]}} for i, a in enumerate(names) for b in names[i + 1 :])
        if group.__name__ in EITHER:
            names = tuple(TERMS[field].zh for field in EITHER[group.__name__])
            conditions += (_one_of(names), {"not": {"required": list(names)}})
        return {**described, "properties": properties, **({"allOf": conditions} if conditions else {})}


def _one_of(names: tuple[str, ...]) -> dict[str, Any]:
    """One of these names has to be there."""
    alone = [{"required": [name]} for name in names]
    return alone[0] if len(alone) == 1 else {"anyOf": alone}


def _described(schema: JsonSchemaValue, note: str) -> JsonSchemaValue:
    """`schema` with what an editor is to show. Draft 07 does not look at what stands beside a reference."""
    if not note:
        return schema
    return {"description": note, **({"allOf": [schema]} if "$ref" in schema else schema)}


def record_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    described = YearRecord.model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=RecordSchema
    )
    definitions = described.pop("$defs")
    _named(definitions["Expenditure"], "group_names")["propertyNames"] = {"pattern": GROUP_CODES}
    reasons = _named(described, "reasons")
    words = reasons["additionalProperties"]
    # 科目 have reasons too, so no name is refused here; these are what an editor can offer.
    suffixes = ("", BUDGET_SUFFIX, CONTENT_SUFFIX)
    reasons["properties"] = {name + suffix: words for name in REASON_SUBJECTS.values() for suffix in suffixes}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "决算年度记录",
        **described,
        "definitions": definitions,
    }


def _named(group: JsonSchemaValue, field: str) -> dict[str, Any]:
    """The schema of the names and values that stand at the item `field`; its older spellings share it."""
    choices: list[dict[str, Any]] = group["properties"][TERMS[field].zh]["anyOf"]
    return choices[0]
