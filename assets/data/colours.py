"""Makes colours.txt.gz from matplotlib 3.11.2 and color-name-list 14.29.0 (npm).

python3 colours.py matplotlib/_color_data.py package/src/colornames.csv > colours.txt.gz

A line a colour: its six hexadecimal digits, a blank, its name in lower case. First the 949 names of the xkcd survey, then, after
an empty line, 12,000 of those of color-name-list that the survey does not have, evenly spaced in the order of their names and
with one hexadecimal digit for each of red, green and blue, rounded to sixteen levels.
"""

import csv
import gzip
import runpy
import sys

OTHERS = 12000
colours = runpy.run_path(sys.argv[1])["XKCD_COLORS"]
survey = {name.removeprefix("xkcd:"): code[1:] for name, code in colours.items()}
assert len(survey) == 949
others = {}
for row in csv.DictReader(open(sys.argv[2], encoding="utf8")):
    name = row["name"].lower()
    if name not in survey:
        others[name] = "".join(f"{round(int(row['hex'][place : place + 2], 16) / 17):x}" for place in (1, 3, 5))
lines = [f"{code} {name}\n" for name, code in survey.items()] + ["\n"]
names = sorted(others)
lines += [f"{others[name]} {name}\n" for name in (names[row * len(names) // OTHERS] for row in range(OTHERS))]
sys.stdout.buffer.write(gzip.compress("".join(lines).encode(), 9, mtime=0))
