"""How wide characters are: 汉字 and full-width punctuation a square, the others as in Times New Roman.

It exists as a literal table so that pages are counted alike on every machine, whatever fonts it has. Liberation Serif
has the same advances. Widths are in 1/2048 of the size.
"""

from __future__ import annotations

EM = 2048

# From the space (U+0020) to the tilde (U+007E).
ASCII = (
    *(512, 682, 836, 1024, 1024, 1706, 1593, 369, 682, 682, 1024, 1155, 512, 682, 512, 569),
    *(1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 569, 569, 1155, 1155, 1155, 909),
    *(1886, 1479, 1366, 1366, 1479, 1251, 1139, 1479, 1479, 682, 797, 1479, 1251, 1821, 1479, 1479),
    *(1139, 1479, 1366, 1139, 1251, 1479, 1479, 1933, 1479, 1479, 1251, 682, 569, 682, 961, 1024),
    *(682, 909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024),
    *(1024, 1024, 682, 797, 569, 1024, 1024, 1479, 1024, 1024, 909, 983, 410, 983, 1108),
)

# Both scripts have these; LibreOffice gives them the script of what stands before them.
SHARED = dict(
    zip("“”‘’—…·×±°≥≤→", (909, 909, 682, 682, 2048, 2048, 512, 1155, 1124, 819, 1124, 1124, 2048), strict=True)
)

ADVANCES = {chr(code): advance for code, advance in enumerate(ASCII, 0x20)} | SHARED
