#!/usr/bin/env python3
"""Make the default theme's math font from Latin Modern Math.

    pip install fonttools brotli
    docs/tools/math-font.py latinmodern-math.otf themes/default/static/fonts/notesgen-math.woff2

A subset of the font with three changes that browsers need; no outline is redrawn:

- Combining accents (the arrow of `\\vec`, the hat of `\\widehat`) have no width and stand left of
  their place. Browsers centre an accent by its width, so they are moved inside one.
- A prime is drawn in its full-size form and scaled down like a superscript by browsers that do not
  know the font feature `ssty`. Its superscript form takes its place.
- U+02DC, which browsers stretch for `\\widetilde`, is the tilde that comes in several widths.
"""

import subprocess
import sys
import tempfile

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

NAME = "Notesgen Math"

# Characters of formulas. What is not here falls back to another font of the reader's.
KEEP = [
    (0x20, 0x7E), (0xA0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x131, 0x131), (0x237, 0x237),
    (0x2C6, 0x2DD), (0x300, 0x33F), (0x370, 0x3D7), (0x3F0, 0x3FF), (0x2000, 0x2064), (0x20D0, 0x20F0),
    (0x2100, 0x213F), (0x2145, 0x214A), (0x2190, 0x22FF), (0x2300, 0x2313), (0x231C, 0x2323),
    (0x2329, 0x232A), (0x239B, 0x23B9), (0x23DC, 0x23E1), (0x25A0, 0x25FF), (0x2605, 0x2606),
    (0x2640, 0x2642), (0x2660, 0x266F), (0x2713, 0x2713), (0x27C2, 0x27C2), (0x27E6, 0x27EF),
    (0x27F5, 0x27FF), (0x29C4, 0x29C4), (0x29EB, 0x29EB), (0x29F5, 0x29F5), (0x2A00, 0x2AFF), (0xFE00, 0xFE00),
    (0x1D400, 0x1D4CF), (0x1D504, 0x1D56B), (0x1D5A0, 0x1D5D3), (0x1D670, 0x1D755), (0x1D7CE, 0x1D7D7),
    (0x1D7D8, 0x1D7EB), (0x1D7F6, 0x1D7FF),
]
# Not the strokes of \not, which really are set over the sign before them.
ACCENTS = [*range(0x300, 0x332), 0x332, 0x333, 0x20D0, 0x20D1, 0x20D6, 0x20D7, 0x20DB, 0x20DC, 0x20E1, 0x20EE, 0x20EF]
PRIMES = [0x2032, 0x2033, 0x2034, 0x2035, 0x2036, 0x2037, 0x2057]


def accents_inside_their_width(font, cmap):
    glyphs, cff = font.getGlyphSet(), font["CFF "].cff
    strings = cff.topDictIndex[0].CharStrings
    variants = font["MATH"].table.MathVariants
    wider = dict(zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction))
    moved = {}
    for accent in (cmap[code] for code in ACCENTS if code in cmap):
        records = wider[accent].MathGlyphVariantRecord if accent in wider else []
        for name in [accent, *(record.VariantGlyph for record in records)]:
            pen = BoundsPen(glyphs)
            glyphs[name].draw(pen)
            if name in moved or pen.bounds is None:
                continue
            left, _, right, _ = pen.bounds
            width = round(right - left)
            pen = T2CharStringPen(width, glyphs)
            glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, -round(left), 0)))
            moved[name] = width, pen.getCharString(strings[name].private, cff.GlobalSubrs)
    for name, (width, string) in moved.items():
        strings[name] = string
        font["hmtx"][name] = width, 0


def script_forms(font):
    """Glyph → its form in superscripts, from the feature `ssty`."""
    table, forms = font["GSUB"].table, {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "ssty":
            continue
        for index in record.Feature.LookupListIndex:
            for sub in table.LookupList.Lookup[index].SubTable:
                sub = getattr(sub, "ExtSubTable", sub)
                for glyph, others in getattr(sub, "alternates", {}).items():
                    forms.setdefault(glyph, others[0])
                for glyph, other in getattr(sub, "mapping", {}).items():
                    forms.setdefault(glyph, other)
    return forms


def main(source, target):
    font = TTFont(source, recalcTimestamp=False)
    cmap = dict(font.getBestCmap())
    accents_inside_their_width(font, cmap)
    forms = script_forms(font)
    other = {code: forms[cmap[code]] for code in PRIMES if cmap.get(code) in forms}
    other[0x2DC] = cmap[0x303]
    for table in font["cmap"].tables:
        table.cmap.update({code: glyph for code, glyph in other.items() if code in table.cmap})
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = NAME
        elif record.nameID == 6:
            record.string = NAME.replace(" ", "")
    cff = font["CFF "].cff
    cff.fontNames = [NAME.replace(" ", "")]
    cff.topDictIndex[0].FamilyName = cff.topDictIndex[0].FullName = NAME
    with tempfile.NamedTemporaryFile(suffix=".otf") as changed:
        font.save(changed.name)
        subprocess.run(
            [
                "pyftsubset", changed.name, f"--output-file={target}", "--flavor=woff2",
                "--unicodes=" + ",".join(f"{first:X}-{last:X}" for first, last in KEEP),
                "--layout-features=ssty", "--desubroutinize", "--no-hinting", "--no-recalc-timestamp",
                "--name-IDs=0,1,2,3,4,5,6,13,14",
            ],
            check=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
