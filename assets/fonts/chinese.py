"""Cuts Noto Sans CJK down to the characters of GB 2312; needs fonttools and zopfli.

The regular cut keeps both levels, for names of columns and files; the bold cut, of titles alone, keeps the first.
Run it beside NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc (https://github.com/notofonts/noto-cjk, Sans 2.004).
"""

import pathlib
import subprocess

import zopfli.gzip

SIGNS, FIRST, SECOND = (1, 3), range(16, 56), range(56, 88)  # rows of GB 2312


def characters(*rows):
    cells = (bytes([row + 0xA0, cell]) for row in rows for cell in range(0xA1, 0xFF))
    return "".join(sorted(cell.decode("gb2312", "ignore") for cell in cells))


for cut, text in [
    ("Regular", characters(*SIGNS, *FIRST, *SECOND)),
    ("Bold", characters(*SIGNS, *FIRST) + "阈熵鸢喙鳍萼"),
]:
    subprocess.run(
        [
            "pyftsubset", f"NotoSansCJK-{cut}.ttc", "--font-number=2", f"--text={text}",
            "--layout-features=", "--no-hinting", f"--output-file=NotoSansSC-{cut}.otf",
        ],
        check=True,
    )
    typeface = pathlib.Path(f"NotoSansSC-{cut}.otf")
    typeface.with_suffix(".otf.gz").write_bytes(zopfli.gzip.compress(typeface.read_bytes()))
