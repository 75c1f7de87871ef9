"""A page of PDFium → letters, rules and boxes. With `document_pdf.py` the only file that knows PDFium.

Points of a page that is shown turned are turned with it; letters that stand askew (watermarks) are left out.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .document_characters import meant_by
from .page import Box, Letter, Page, Rule

# Rules thinner than this, in points, and shapes not much longer than wide are no lines of a table.
THICKEST, SHORTEST = 3, 4
ASKEW = 0.1
OBJECTS = 50_000
SEGMENTS = 200_000
UNKNOWN = "\ufffd"


class Turn:
    """Points of a page as it was written → as it is shown, from the upper left corner."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.quarters = page.get_rotation() // 90
        self.width, self.height = page.get_size()
        left, bottom, _, _ = page.get_bbox()
        self.left, self.bottom = left, bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.quarters == 1:
            return y, x
        if self.quarters == 2:
            return self.width - x, y
        if self.quarters == 3:
            return self.width - y, self.height - x
        return x, self.height - y

    def box(self, start: tuple[float, float], end: tuple[float, float]) -> Box:
        (a, b), (c, d) = self.point(*start), self.point(*end)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def drawn(page: pdfium.PdfPage, number: int) -> Page:
    turn = Turn(page)
    text = page.get_textpage()
    letters = tuple(letters_of(text, turn))
    text.close()
    level: list[Rule] = []
    upright: list[Rule] = []
    shapes: list[Box] = []
    pictured = False
    segments = 0
    for count, thing in enumerate(page.get_objects(max_depth=4)):
        pictured |= thing.type == raw.FPDF_PAGEOBJ_IMAGE
        if count > OBJECTS or segments > SEGMENTS:
            break
        if thing.type == raw.FPDF_PAGEOBJ_PATH:
            segments += trace(thing, turn, level, upright, shapes)
    return Page(number, turn.width, turn.height, letters, tuple(level), tuple(upright), tuple(shapes), pictured)


def letters_of(text: pdfium.PdfTextPage, turn: Turn) -> Iterator[Letter]:
    """The visible letters in the order of the file."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    handle, spaced = text.raw, False
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, at)
        character = meant_by(chr(code)) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not character.strip():
            spaced = spaced or (code in (0x20, 0xA0, 0x3000) and raw.FPDFText_IsGenerated(handle, at) != 1)
            continue
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        raw.FPDFText_GetLooseCharBox(handle, at, box)
        place = turn.box((box.left, box.bottom), (box.right, box.top))
        angle = (raw.FPDFText_GetCharAngle(handle, at) + turn.quarters * math.pi / 2) % (2 * math.pi)
        if ASKEW < angle < 2 * math.pi - ASKEW:
            continue
        size = place.bottom - place.top
        yield Letter(character, place.left, place.right, turn.point(x.value, y.value)[1], size, spaced)
        spaced = False


def trace(path: pdfium.PdfObject, turn: Turn, level: list[Rule], upright: list[Rule], shapes: list[Box]) -> int:
    """Enters what a path draws: its straight lines where it is stroked, itself where it is filled. Gives its length."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    around = surrounding(path)
    if fill.value:
        left, bottom, right, top = path.get_bounds()
        enter(turn.box(around.on_point(left, bottom), around.on_point(right, top)), level, upright, shapes)
    if not stroke.value:
        return 1
    matrix = path.get_matrix().multiply(around)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    count = min(int(raw.FPDFPath_CountSegments(path.raw)), SEGMENTS)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path.raw, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            enter(turn.box(last, point), level, upright, [])
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            enter(turn.box(last, first), level, upright, [])
    return count


def surrounding(thing: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """How the forms that hold a thing place it on the page."""
    matrix = pdfium.PdfMatrix()
    while (thing := thing.container) is not None:
        matrix = matrix.multiply(thing.get_matrix())
    return matrix


def enter(box: Box, level: list[Rule], upright: list[Rule], shapes: list[Box]) -> None:
    """A thin box as a rule, a thick one as a shape."""
    width, height = box.right - box.left, box.bottom - box.top
    if height <= THICKEST and width >= SHORTEST:
        level.append(Rule((box.top + box.bottom) / 2, box.left, box.right))
    elif width <= THICKEST and height >= SHORTEST:
        upright.append(Rule((box.left + box.right) / 2, box.top, box.bottom))
    elif width > THICKEST and height > THICKEST:
        shapes.append(box)
