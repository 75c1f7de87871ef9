"""What every part of a record has in common: its fields are keyed by the Chinese names of `terms`, and an unknown key
is refused."""

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
    )
