"""The complete disclosure of Jingdezhen (cover, contents, ten tables, text, four forms, attachments), written by each.

- Warm: what can be kept between two documents is kept. juesuan keeps its styles, tables, compiled templates and the
  reference document; docxtpl opens, patches and compiles its template for each document, and offers nothing else.
- juesuan, text: from the drafted text to the bytes: lays out pages and tables, numbers the contents, wraps every number
  in a content control, packs.
- juesuan, all: before that it reads both years, holds all rules against them, computes every figure and words the text.
- docxtpl: fills a template that was prepared from this very document. Everything is known and formatted beforehand; it
  opens the template, fills variables and loops, and packs. What is not a variable (widths of columns, page numbers of
  the contents, headings) was right already and is not worked out again. Once without content controls, once with them.
- python-docx: a script adds the same paragraphs and cells with fonts; no controls, contents fields, widths, row heights
  or sections. Once with `table.cell(r, c)`, once with `row.cells`.
- deflate: zips the parts of our document, which every program has to do: the floor.

All say the same: that is verified before anything is measured."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate

from generator import pipeline
from generator.model.narrative import runs_of

from . import by_hand
from .prepared import Prepared, packed, parts, prepare, texts, words_of
from .records import JINGDEZHEN
from .report import Report
from .rounds import Contestant, race

ROUNDS = 9


def filled(prepared: Prepared) -> bytes:
    """What docxtpl makes of a prepared template."""
    template = DocxTemplate(BytesIO(prepared.template))
    template.render(prepared.values, autoescape=True)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def prepared_of(drafted: pipeline.Drafted, controls: bool) -> Prepared:
    """The template of a draft, which fills to the same text as the draft. Raises `AssertionError` where it does not."""
    document = pipeline.render(drafted, ".docx")
    inlines = (inline for block in drafted.narrative.blocks for run in runs_of(block) for inline in run)
    prepared = prepare(document, set(words_of(inlines)), controls)
    assert texts(filled(prepared)) == texts(document)
    return prepared


def measure(folder: Path) -> Report:
    drafted = pipeline.draft(JINGDEZHEN, full=True)
    document = pipeline.render(drafted, ".docx")
    plain, controlled = prepared_of(drafted, False), prepared_of(drafted, True)
    content, unpacked = by_hand.content(document), parts(document)
    empty = by_hand.emptied(pipeline.reference_of(drafted.narrative.style).read_bytes())
    assert texts(by_hand.write(content, empty, True)) == texts(document)

    contestants: dict[str, Contestant] = {
        "juesuan, text": lambda: pipeline.render(drafted, ".docx"),
        "juesuan, all": lambda: pipeline.render(pipeline.draft(JINGDEZHEN, full=True), ".docx"),
        "docxtpl": partial(filled, plain),
        "docxtpl, controls": partial(filled, controlled),
        "python-docx, table.cell": lambda: by_hand.write(content, empty, False),
        "python-docx, row.cells": lambda: by_hand.write(content, empty, True),
        "deflate": lambda: packed(unpacked),
    }
    run = race(contestants, ROUNDS)
    others = [name for name in contestants if name.startswith(("docxtpl", "python-docx"))]
    pairs = [(other, ours) for ours in ("juesuan, text", "juesuan, all") for other in others]
    return Report(
        "document",
        "one complete disclosure, warm",
        (run.times(), run.ratios(*pairs, ("juesuan, text", "deflate"), ("juesuan, all", "deflate"))),
        (f"the document: {len(document):,} bytes, {sum(map(len, unpacked.values())):,} unpacked",),
    )
