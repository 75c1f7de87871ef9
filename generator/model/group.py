"""What every part of a record has in common: its fields are keyed by the Chinese names of `terms`.

An unknown key is refused, and an editor is told what each item means.
"""

from __future__ import annotations

from pydantic import AliasChoices, AliasGenerator, BaseModel, ConfigDict

from .terms import TERMS


def _read_as(field: str) -> AliasChoices:
    return AliasChoices(TERMS[field].zh, *TERMS[field].also)


class Group(BaseModel):
    """A part of a record: its fields are keyed by their Chinese names, and an unknown key is refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=AliasGenerator(validation_alias=_read_as, serialization_alias=lambda f: TERMS[f].zh),
        json_schema_extra=lambda schema, cls: _describe(schema),
    )


def _describe(schema: dict[str, object]) -> None:
    notes = {term.zh: term.note for term in TERMS.values() if term.note}
    properties = schema.get("properties")
    if isinstance(properties, dict):
        for name, field in properties.items():
            field.pop("title", None)
            field.pop("default", None)
            if name in notes:
                field["description"] = notes[name]
    schema.pop("description", None)
