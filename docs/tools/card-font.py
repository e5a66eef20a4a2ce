#!/usr/bin/env python3
"""Make the font that the default theme draws card images with, from Noto Serif CJK.

    pip install fonttools
    docs/tools/card-font.py NotoSerifCJK-Bold.ttc themes/default/cards/latin.otf

A subset with Latin, Greek and Cyrillic letters, digits and punctuation; no outline is redrawn.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

FACE = "Noto Serif CJK SC Bold"
KEEP = [(0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x370, 0x3FF), (0x400, 0x45F), (0x2010, 0x203A),
        (0x2070, 0x209C), (0x2100, 0x2122), (0x2190, 0x2193), (0x2200, 0x22FF)]

source, target = sys.argv[1:]
font = next(face for face in TTCollection(source) if face["name"].getDebugName(4) == FACE)
options = subset.Options(
    layout_features=["kern"], name_IDs=[0, 1, 2, 4, 13, 14], hinting=False, desubroutinize=False,
    notdef_outline=False, drop_tables=["BASE", "GSUB", "VORG", "vhea", "vmtx"])
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=[code for first, last in KEEP for code in range(first, last + 1)])
subsetter.subset(font)
font.save(target)
