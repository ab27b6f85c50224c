"""Makes digits.txt.gz from digits.csv.gz of scikit-learn 1.9.1: python3 digits.py digits.csv.gz > digits.txt.gz

A line a row: 64 grey values, row by row of the picture, each a digit of base 17 (0 to 9, a to g for 10 to 16), a blank, the class.
"""

import gzip
import sys

lines = []
for line in gzip.open(sys.argv[1], "rt"):
    *pixels, digit = map(int, line.split(","))
    lines.append("".join("0123456789abcdefg"[pixel] for pixel in pixels) + f" {digit}\n")
sys.stdout.buffer.write(gzip.compress("".join(lines).encode(), 9, mtime=0))
