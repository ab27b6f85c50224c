"""Cuts Phosphor down to the icons named here; needs fonttools.

Lines of the regular cut look grey beside the window's text, so they are of the bold one; a player's buttons and a lock are
filled. Run it in the folder `src` of npm's @phosphor-icons/web 2.1.2. It prints the codepoint of each icon, which
`src/ui/kit/icon.rs` gives a meaning.
"""

import re
import subprocess

from fontTools.ttLib import TTFont

BOLD = """
    arrow-counter-clockwise arrows-out-cardinal corners-out dice-five eraser function list minus paint-brush plus question
    sliders-horizontal table x
"""
FILL = "arrow-fat-line-right dots-three-outline lock-key lock-key-open pause play skip-forward"
# Not in use yet.
LIKELY = """
    arrow-down arrow-left arrow-right arrow-up arrows-clockwise arrows-left-right chart-line database flask funnel
    graduation-cap image magic-wand push-pin rocket scales shield stack star text-aa translate users waveform
"""

for cut, names in [("Bold", BOLD + LIKELY), ("Fill", FILL)]:
    with open(f"{cut.lower()}/style.css") as file:
        codepoints = dict(re.findall(r'\.ph-([a-z-]+):before \{\s*content: "\\([0-9a-f]+)"', file.read()))
    for name in names.split():
        print(codepoints[name], name)
    chosen = ",".join(codepoints[name] for name in names.split())
    subprocess.run(
        [
            "pyftsubset", f"{cut.lower()}/Phosphor-{cut}.ttf", f"--unicodes={chosen}", "--layout-features=", "--no-hinting",
            "--drop-tables+=GSUB", f"--output-file={cut}.ttf",
        ],
        check=True,
    )
subprocess.run(["pyftmerge", "--output-file=Phosphor.ttf", "Bold.ttf", "Fill.ttf"], check=True)

# The bearings are all 0 in the originals, which moves every icon to the left edge of its square.
font = TTFont("Phosphor.ttf")
for name, (advance, _) in font["hmtx"].metrics.items():
    font["hmtx"][name] = (advance, getattr(font["glyf"][name], "xMin", 0))
font.save("Phosphor.ttf")
