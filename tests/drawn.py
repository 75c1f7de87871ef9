"""PDF files drawn by hand: words and lines where a test puts them, for what no writer of ours would write.

The font is one that every reader knows without its being embedded; x from the left and y from the top, in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Sheet:
    """A page being drawn."""

    pieces: list[bytes] = field(default_factory=list)
    turned: int = 0

    def say(self, x: float, y: float, text: str, size: float = 16) -> Sheet:
        shown = text.encode("utf-16-be").hex().encode()
        self.pieces.append(b"BT /F %g Tf %g %g Td <%s> Tj ET" % (size, x, HEIGHT - y, shown))
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.pieces.append(b"%g %g m %g %g l S" % (x0, HEIGHT - y0, x1, HEIGHT - y1))
        return self

    def box(self, x: float, y: float, width: float, height: float) -> Sheet:
        """A filled one, as Word draws the borders of its tables."""
        self.pieces.append(b"%g %g %g %g re f" % (x, HEIGHT - y - height, width, height))
        return self

    def picture(self) -> Sheet:
        self.pieces.append(b"q 400 0 0 500 90 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q")
        return self

    def table(self, x: float, y: float, widths: list[float], rows: list[list[str]], size: float = 10) -> Sheet:
        """A ruled table with rows 20 points high."""
        end, bottom = x + sum(widths), y + 20 * len(rows)
        for row in range(len(rows) + 1):
            self.rule(x, y + 20 * row, end, y + 20 * row)
        at = x
        for column, width in enumerate([*widths, 0.0]):
            self.rule(at, y, at, bottom)
            for row, cells in enumerate(rows if width else []):
                if cells[column]:
                    self.say(at + 3, y + 20 * row + 14, cells[column], size)
            at += width
        return self


def pdf(*sheets: Sheet) -> bytes:
    """The file."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000/W[1 95 500 814 [500]]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
        b"/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>]>>"
    )
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 %d %d]>>" % (len(sheets), kids, WIDTH, HEIGHT),
        font,
    ]
    for at, sheet in enumerate(sheets):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/Rotate %d/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (sheet.turned, 5 + 2 * at)
        )
        content = b"\n".join(sheet.pieces)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(written))
    )
