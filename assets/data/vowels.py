"""Makes vowels.csv.gz with praat-parselmouth 0.4.7, whose Praat holds the table: python3 vowels.py > vowels.csv.gz

The first letter of the speaker's code says man (m), woman (w) or child (c); frequencies are in hertz.
"""

import gzip
import sys

from parselmouth import praat

table = praat.call("Create formant table (Peterson & Barney 1952)")
lines = praat.call(table, "List", False).strip().splitlines()
heading = lines[0].split("\t")
text = "speaker,vowel,F1,F2,F3,F0\n"
for line in lines[1:]:
    row = dict(zip(heading, line.split("\t")))
    speaker = row["Type"] + row["Speaker"]
    text += ",".join([speaker, row["Vowel"], *(f"{float(row[name]):g}" for name in ("F1", "F2", "F3", "F0"))]) + "\n"
sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
