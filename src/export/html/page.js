// ---- The page -----------------------------------------------------------------------------------------------------

const NAMES = (typeof CLASSES === "undefined" ? TARGETS : CLASSES).map(called);
let waiting = 0;

/** Answers what is drawn or typed now; what mattered follows when the hand rests. */
function changed() {
    if (typeof showDrawing === "function") showDrawing();
    const now = inputs();
    clearTimeout(waiting);
    const said = document.getElementById("said");
    const bars = document.getElementById("bars");
    said.replaceChildren();
    bars.replaceChildren();
    // Of a redrawing no single number is the answer that something mattered for.
    document.getElementById("mattered").hidden = REDRAWS !== null;
    document.getElementById("mattered").style.visibility = now === null ? "hidden" : "visible";
    if (now === null) {
        add(said, "span", HINT_WHEN_EMPTY);
        return;
    }
    const all = predict(now);
    const first = typeof CLASSES === "undefined" ? 0 : all.indexOf(Math.max(...all));
    if (typeof CLASSES === "undefined") showNumbers(said, bars, all);
    else showProbabilities(said, bars, all, first);
    if (typeof paint === "function") {
        paint(add(said, "canvas", "", { class: "seen", width: SIDE, height: SIDE, role: "img", "aria-label": SAY.reads }), now);
    }
    if (REDRAWS !== null) return;
    waiting = setTimeout(() => {
        const blanked = () => occlusion(now, first, GROUPS.map((group) => group.inputs), BASELINE);
        showShares(typeof sharesOfText === "function" ? sharesOfText(first) : blanked(), NAMES[first]);
    }, 80);
}

function showProbabilities(said, bars, all, first) {
    const second = all.reduce((best, p, i) => (i !== first && (best < 0 || p > all[best]) ? i : best), -1);
    add(said, "b", NAMES[first]);
    add(said, "span", `${percent(all[first])}, ${SAY.then(NAMES[second], percent(all[second]))}`);
    all.forEach((probability, i) => {
        const line = add(bars, "div", "", { class: i === first ? "bar first" : "bar" });
        add(line, "span", NAMES[i]);
        add(add(line, "div"), "i").style.width = `${100 * probability}%`;
        add(line, "span", percent(probability));
    });
    if (Math.abs(all.reduce((sum, p) => sum + p, 0) - 1) > 0.01) add(bars, "p", SAY.alone, { class: "quiet" });
}

function showNumbers(said, bars, all) {
    if (typeof showGuesses === "function") {
        showGuesses(all);
        return;
    }
    if (typeof paint === "function" && all.length === SIDE * SIDE) {
        add(said, "span", SAY.redrawn);
        paint(add(bars, "canvas", "", { width: 448, height: 448 }), all);
        return;
    }
    if (REDRAWS !== null) {
        add(said, "span", { inputs: SAY.again, view: SAY.view, codes: SAY.codes }[REDRAWS]);
        if (VIEW_SIDE !== null) {
            const place = add(bars, "canvas", "", { width: 448, height: 448, role: "img", "aria-label": SAY.view });
            paintInk(place, all.map((number) => Math.min(Math.max(number, 0), 1)), VIEW_SIDE);
            return;
        }
        all.forEach((number, i) => add(bars, "p", `${NAMES[i]}: ${short(number)}`));
        return;
    }
    add(said, "b", short(all[0]));
    add(said, "span", NAMES[0]);
    if (typeof READER !== "undefined" && READER === "colours") {
        const parts = all.map((part) => Math.round(255 * Math.min(Math.max(part, 0), 1)));
        add(said, "div", "", { class: "swatch" }).style.background = `rgb(${parts.join(", ")})`;
    }
    all.slice(1).forEach((number, i) => add(bars, "p", `${NAMES[i + 1]}: ${short(number)}`));
}

/** Paints a square picture of so much ink a pixel, 0 to 1. */
function paintInk(canvas, inks, side) {
    const style = getComputedStyle(document.documentElement);
    const context = canvas.getContext("2d");
    const edge = (place) => Math.round((place * canvas.width) / side);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = style.getPropertyValue("--ink");
    inks.forEach((ink, i) => {
        const [column, row] = [i % side, Math.floor(i / side)];
        context.globalAlpha = ink;
        context.fillRect(edge(column), edge(row), edge(column + 1) - edge(column), edge(row + 1) - edge(row));
    });
    context.globalAlpha = 1;
}

/** A bar for each of the largest shares, to the right for what speaks for the answer. */
function showShareBars(shares, names, hint) {
    const place = document.getElementById("shares");
    place.replaceChildren();
    // No rounding error is drawn as if it mattered.
    const most = Math.max(...shares.map(Math.abs), LEAST_SHARE);
    const digits = Math.min(Math.max(2 - Math.floor(Math.log10(most)), 0), 6);
    const order = shares.map((_, i) => i).sort((a, b) => Math.abs(shares[b]) - Math.abs(shares[a])).slice(0, 16);
    order.forEach((i) => {
        const line = add(place, "div", "", { class: "bar" });
        add(line, "span", names[i]);
        const width = 50 * Math.abs(shares[i]) / most;
        const bar = add(add(line, "div"), "i", "", { class: shares[i] < 0 ? "against" : "for" });
        bar.style.width = `${width}%`;
        bar.style.left = `${shares[i] < 0 ? 50 - width : 50}%`;
        const size = Math.abs(shares[i]).toFixed(digits);
        const sign = shares[i] < 0 ? "−" : "+";
        add(line, "span", Number(size) === 0 ? size : sign + size);
    });
    document.querySelector("#mattered .quiet").textContent = hint;
}

function showFacts() {
    const list = document.getElementById("facts");
    const { trained, test, weakest, source, licence, limits } = FACTS;
    add(list, "li", SAY.trained(trained));
    if (test === null) add(list, "li", SAY.untested);
    else if (typeof test.explained === "number") add(list, "li", SAY.explained(percent(test.explained), test.rows));
    else if (test.interval) add(list, "li", SAY.test(percent(test.score), test.rows, ...test.interval.map(percent)));
    else add(list, "li", SAY.fit(test.score.toFixed(3), test.rows));
    if (weakest !== null) add(list, "li", SAY.weakest(called(weakest.name), percent(weakest.recall)));
    limits.forEach((limit) => add(list, "li", limit[CHINESE_READER ? 1 : 0]));
    if (source !== null) add(list, "li", SAY.source(source, licence));
    add(list, "li", SAY.made);
}

document.documentElement.lang = CHINESE_READER ? "zh-Hans" : "en";
document.querySelector("h1").textContent = called(TITLE);
document.title = called(TITLE);
document.getElementById("shape").textContent = SHAPE;
document.querySelector("#answer h2").textContent = SAY.answer;
document.querySelector("#mattered h2").textContent = SAY.mattered;
document.querySelector("footer h2").textContent = SAY.about;
document.getElementById("locked").textContent = SAY.locked;
showInput(document.getElementById("input"));
showFacts();
changed();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
