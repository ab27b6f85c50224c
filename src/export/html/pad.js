// ---- Input: a drawing, seen as a picture of SIDE × SIDE grey values -----------------------------------------------

/** Pixels are found by counting, of so many points across and as many down, those that the pen has covered. */
const POINTS = 4;

/** Strokes: lists of points [across, down], each 0…1 of the pad. */
let strokes = [];
/** A row of the test set that is shown in place of a drawing. */
let example = null;
/** Lists of inputs that are blanked together: each pixel alone. */
const GROUPS = INPUTS.map((name, i) => ({ name, inputs: [i] }));

/** Whether the point lies within `reach` of the line from `a` to `b`. */
function isNear([x, y], [ax, ay], [bx, by], reach) {
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const along = square > 0 ? Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / square, 0), 1) : 0;
    const [ex, ey] = [x - (ax + along * dx), y - (ay + along * dy)];
    return ex * ex + ey * ey <= reach * reach;
}

/** Grey values of lines drawn with a pen of this radius, row by row, 0 paper to 1 ink. */
function pixels(lines, radius) {
    const covered = new Array(SIDE * SIDE).fill(0);
    const fine = SIDE * POINTS;
    const bounds = lines.flatMap((line) => line.map((a, i) => {
        const b = line[Math.min(i + 1, line.length - 1)];
        return { a, b, left: Math.min(a[0], b[0]) - radius, right: Math.max(a[0], b[0]) + radius,
            top: Math.min(a[1], b[1]) - radius, bottom: Math.max(a[1], b[1]) + radius };
    }));
    for (let down = 0; down < fine; down += 1) {
        const y = (down + 0.5) / fine;
        const beside = bounds.filter((piece) => piece.top <= y && y <= piece.bottom);
        for (let across = 0; across < fine; across += 1) {
            const x = (across + 0.5) / fine;
            const isInk = beside.some((piece) => piece.left <= x && x <= piece.right && isNear([x, y], piece.a, piece.b, radius));
            if (isInk) covered[Math.floor(down / POINTS) * SIDE + Math.floor(across / POINTS)] += 1;
        }
    }
    return covered.map((count) => count / (POINTS * POINTS));
}

/** The lines moved to the middle, and so large that with a pen of this radius their longer side takes REACH of the sheet. */
function centred(lines, radius) {
    const all = lines.flat();
    const span = (axis) => [Math.min(...all.map((p) => p[axis])), Math.max(...all.map((p) => p[axis]))];
    const [[left, right], [top, bottom]] = [span(0), span(1)];
    const long = Math.max(right - left, bottom - top);
    const size = long > 1e-3 ? (REACH - 2 * radius) / long : 0;
    const place = (p) => [0.5 + (p[0] - 0.5 * (left + right)) * size, 0.5 + (p[1] - 0.5 * (top + bottom)) * size];
    return lines.map((line) => line.map(place));
}

/** The drawing as the rows of the data look: in the middle, as large, and drawn with a pen that leaves as much ink. */
function likeTheData(lines) {
    let [thin, thick] = [0.01, 0.25 * REACH];
    let seen = [];
    for (let turn = 0; turn < 10; turn += 1) {
        const radius = 0.5 * (thin + thick);
        seen = pixels(centred(lines, radius), radius);
        if (seen.reduce((sum, x) => sum + x, 0) < INK * SIDE * SIDE) thin = radius;
        else thick = radius;
    }
    return seen;
}

/** What the network sees, as raw pixels; nothing of an empty pad. */
function inputs() {
    if (example !== null) return EXAMPLES[example];
    if (strokes.length === 0) return null;
    const seen = document.getElementById("centre").checked ? likeTheData(strokes) : pixels(strokes, 0.05);
    return seen.map((grey) => PAPER + grey * (FULL - PAPER));
}

function showInput(section) {
    add(section, "h2", SAY.draw);
    const pad = add(section, "canvas", "", { id: "pad", width: 448, height: 448, role: "img", "aria-label": SAY.draw });
    const tools = add(section, "div", "", { class: "row" });
    add(tools, "button", SAY.undo).addEventListener("click", undo);
    add(tools, "button", SAY.clear).addEventListener("click", clear);
    const label = add(tools, "label", "", { class: "row" });
    label.style.margin = 0;
    const centre = add(label, "input", "", { id: "centre", type: "checkbox" });
    centre.checked = true;
    centre.addEventListener("change", changed);
    add(label, "span", SAY.centre);
    if (EXAMPLES.length > 0) add(section, "p", SAY.examples, { class: "quiet", style: "margin-top: 16px" });
    const shown = add(section, "div", "", { class: "row" });
    EXAMPLES.forEach((picture, number) => {
        const button = add(shown, "button", "", { class: "example", "aria-label": `${SAY.examples} ${number + 1}` });
        paint(add(button, "canvas", "", { width: SIDE, height: SIDE }), picture);
        button.addEventListener("click", () => { [strokes, example] = [[], number]; changed(); });
    });
    pad.addEventListener("pointerdown", (event) => {
        pad.setPointerCapture(event.pointerId);
        example = null;
        strokes.push([at(event)]);
        changed();
    });
    pad.addEventListener("pointermove", (event) => {
        if (!pad.hasPointerCapture(event.pointerId)) return;
        (event.getCoalescedEvents?.() ?? [event]).forEach(extend);
        changed();
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "z" && (event.ctrlKey || event.metaKey)) undo();
        else if (event.key === "Delete") clear();
    });
}

function at(event) {
    const box = document.getElementById("pad").getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

/** Appends a point to the last stroke, unless it is hardly farther on. */
function extend(event) {
    const [stroke, point] = [strokes[strokes.length - 1], at(event)];
    const last = stroke[stroke.length - 1];
    if (Math.hypot(point[0] - last[0], point[1] - last[1]) > 0.012) stroke.push(point);
}

function undo() {
    example = null;
    strokes.pop();
    changed();
}

function clear() {
    [strokes, example] = [[], null];
    changed();
}

/** The grey value of a raw pixel, 0 paper to 1 ink. */
function inkOf(raw) {
    return Math.min(Math.max((raw - PAPER) / (FULL - PAPER), 0), 1);
}

/** Paints raw pixels as the page's ink on its paper. */
function paint(canvas, picture) {
    paintInk(canvas, picture.map(inkOf), SIDE);
}

/** Paints the strokes over a faint grid of the pixels. */
function showDrawing() {
    const [pad, style] = [document.getElementById("pad"), getComputedStyle(document.documentElement)];
    const context = pad.getContext("2d");
    if (example !== null) return paint(pad, EXAMPLES[example]);
    context.clearRect(0, 0, 448, 448);
    context.strokeStyle = style.getPropertyValue("--line");
    context.lineWidth = 0.5;
    for (let i = 1; i < SIDE; i += 1) {
        const p = (i * 448) / SIDE;
        context.beginPath();
        context.moveTo(p, 0); context.lineTo(p, 448); context.moveTo(0, p); context.lineTo(448, p);
        context.stroke();
    }
    context.strokeStyle = style.getPropertyValue("--ink");
    [context.lineWidth, context.lineCap, context.lineJoin] = [40, "round", "round"];
    strokes.forEach((stroke) => {
        context.beginPath();
        stroke.forEach(([x, y], i) => (i === 0 ? context.moveTo(x * 448, y * 448) : context.lineTo(x * 448, y * 448)));
        // A dot is a line to itself.
        context.lineTo(stroke[stroke.length - 1][0] * 448 + 0.01, stroke[stroke.length - 1][1] * 448);
        context.stroke();
    });
}

function showShares(shares, name) {
    const place = document.getElementById("shares");
    place.replaceChildren();
    const style = getComputedStyle(document.documentElement);
    const canvas = add(place, "canvas", "", { width: 448, height: 448, role: "img", "aria-label": SAY.mattered });
    const [context, size, picture] = [canvas.getContext("2d"), 448 / SIDE, inputs()];
    const most = Math.max(...shares.map(Math.abs), 1e-12);
    [context.textAlign, context.textBaseline, context.font] = ["center", "middle", `${Math.min(13, size / 3)}px system-ui`];
    shares.forEach((share, i) => {
        const [x, y] = [(i % SIDE) * size, Math.floor(i / SIDE) * size];
        context.globalAlpha = 0.12 * inkOf(picture[i]);
        context.fillStyle = style.getPropertyValue("--ink");
        context.fillRect(x, y, size + 0.5, size + 0.5);
        context.globalAlpha = 0.85 * Math.abs(share) / most;
        context.fillStyle = style.getPropertyValue(share < 0 ? "--against" : "--accent");
        context.fillRect(x, y, size + 0.5, size + 0.5);
        context.globalAlpha = 1;
        if (SIDE <= 16 && Math.abs(share) > 0.3 * most) {
            context.fillStyle = style.getPropertyValue("--ink");
            context.fillText(`${share < 0 ? "−" : "+"}${Math.abs(share).toFixed(1)}`, x + size / 2, y + size / 2);
        }
    });
    const scale = add(place, "div", "", { class: "scale" });
    add(scale, "span", `− ${SAY.against(name)}`);
    add(scale, "span", `+ ${SAY.for(name)}`);
    document.querySelector("#mattered .quiet").textContent = SAY.pixels(name);
}
const HINT_WHEN_EMPTY = SAY.empty;
