// ---- Input: statements to rate; the network guesses those that are left open ---------------------------------------

/** The rating of each statement; null where it is left open. */
const ratings = INPUTS.map(() => null);
/** Where the guess for each statement is written. */
const guesses = [];
/** What is blanked together, with its name. */
const GROUPS = INPUTS.map((name, i) => ({ name: called(name), inputs: [i] }));

/** The raw inputs of now: a statement that is left open counts as its mean. */
function inputs() {
    return ratings.map((rating, i) => rating ?? OFFSETS[i]);
}

/** An answer as a rating. */
function asRating(answer) {
    return Math.min(Math.max(answer, 1), MOST);
}

function showInput(section) {
    document.getElementById("answer").hidden = true;
    document.getElementById("mattered").hidden = true;
    add(section, "h2", SAY.rate);
    add(section, "p", SAY.rating(MOST), { class: "quiet" });
    INPUTS.forEach((name, i) => {
        const line = add(section, "div", "", { class: "rated", role: "group", "aria-label": called(name) });
        add(line, "span", called(name));
        const choices = add(line, "div");
        const buttons = Array.from({ length: MOST }, (_, rating) => add(choices, "button", String(rating + 1)));
        const press = () => buttons.forEach((button, rating) => button.setAttribute("aria-pressed", ratings[i] === rating + 1));
        buttons.forEach((button, rating) => button.addEventListener("click", () => {
            // Again opens it.
            ratings[i] = ratings[i] === rating + 1 ? null : rating + 1;
            press();
            changed();
        }));
        press();
        guesses.push(add(line, "b"));
    });
}

/** Writes the guess beside each statement that is left open. */
function showGuesses(all) {
    guesses.forEach((place, i) => {
        place.textContent = ratings[i] === null ? SAY.guess(asRating(all[i]).toFixed(1)) : "";
    });
}

function showShares() {}
const HINT_WHEN_EMPTY = "";
