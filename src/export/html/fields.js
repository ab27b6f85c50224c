// ---- Inputs: a slider for a number, a list for texts --------------------------------------------------------------

/** So many fields are shown at once. */
const MANY = 24;
const row = BASELINE.slice();
/** What brings each field to the row. */
const refresh = [];
/** Lists of inputs that are blanked together, with their name. */
const GROUPS = FIELDS.map((field) => ({ name: called(field.name), inputs: field.inputs }));

function showInput(section) {
    add(section, "h2", SAY.rows);
    if (EXAMPLES.length > 0) showExamples(add(section, "label", "", { class: "field" }));
    // Of many numbers none is set alone.
    const place = FIELDS.length > MANY ? add(section, "details") : section;
    if (place !== section) add(place, "summary", `${SAY.rows}: ${FIELDS.length}`);
    FIELDS.forEach((field) => {
        const label = add(place, "label", "", { class: "field" });
        add(label, "span", called(field.name));
        if (field.choices) showChoices(label, field);
        else showNumber(label, field);
    });
}

function showExamples(label) {
    add(label, "span", SAY.examples);
    const select = add(label, "select");
    add(select, "option", "–", { value: "" });
    EXAMPLES.forEach((_, number) => add(select, "option", EXAMPLE_NAMES[number], { value: number }));
    select.addEventListener("change", () => {
        const chosen = select.value === "" ? BASELINE : EXAMPLES[select.value];
        chosen.forEach((x, i) => { row[i] = x; });
        refresh.forEach((bring) => bring());
        changed();
    });
}

function showChoices(label, field) {
    const select = add(label, "select");
    field.choices.forEach((choice, number) => add(select, "option", choice.text, { value: number }));
    if (FILLS !== null) add(select, "option", "?", { value: -1 });
    const choose = () => {
        if (Number(select.value) < 0) {
            field.inputs.forEach((input) => { row[input] = NaN; });
            return;
        }
        field.inputs.forEach((input) => { row[input] = 0; });
        const chosen = field.choices[select.value];
        if (chosen.input !== null) row[chosen.input] = chosen.is;
    };
    select.addEventListener("change", () => { choose(); changed(); });
    const isIt = (choice) => (choice.input === null ? field.inputs.every((i) => row[i] === 0) : row[choice.input] === choice.is);
    refresh.push(() => { select.value = field.choices.findIndex(isIt); });
    select.value = field.chosen;
    choose();
}

function showNumber(label, field) {
    const input = field.inputs[0];
    const both = add(label, "div");
    const range = { min: field.low, max: field.high, step: field.step };
    const slider = add(both, "input", "", { type: "range", "aria-label": called(field.name), ...range });
    const number = add(both, "input", "", { type: "number", step: "any", inputmode: "decimal" });
    const beyond = add(label, "p", "", { class: "quiet" });
    const set = (value) => {
        row[input] = value;
        const far = value < field.low || value > field.high ? SAY.beyond : "";
        beyond.textContent = FILLS !== null && Number.isNaN(value) ? SAY.filled(Number(FILLS[input].toPrecision(6))) : far;
    };
    slider.addEventListener("input", () => { number.value = slider.value; set(Number(slider.value)); changed(); });
    number.addEventListener("input", () => {
        slider.value = number.value;
        set(number.value === "" ? NaN : Number(number.value));
        changed();
    });
    refresh.push(() => {
        slider.value = row[input];
        number.value = row[input];
        set(row[input]);
    });
    slider.value = field.value;
    number.value = field.value;
    set(field.value);
}

/** The raw inputs of now; nothing while a field is empty that may not be. */
function inputs() {
    return FILLS !== null || row.every(Number.isFinite) ? row : null;
}

function showShares(shares, name) {
    showShareBars(shares, GROUPS.map((group) => group.name), SAY.inputs(name));
}
const HINT_WHEN_EMPTY = SAY.wrong;
