// ---- Input: a text, read as the network learned to read texts -------------------------------------------------------

/** The table of CRC-32, as in zip and PNG. */
const CRC = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
});

/** The slot of a piece of text: its checksum names it. */
function slot(piece, slots) {
    const bytes = new TextEncoder().encode(piece);
    const sum = bytes.reduce((crc, byte) => CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8), 0xffffffff);
    return ((sum ^ 0xffffffff) >>> 0) % slots;
}

/** Adds `weight` for each run of `length` characters. */
function addPieces(text, length, weight, into) {
    const characters = Array.from(text);
    for (let start = 0; start + length <= characters.length; start += 1) {
        into[slot(characters.slice(start, start + length).join(""), into.length)] += weight;
    }
}

/** How texts are read: as pieces of one to three characters, as words and their pieces, or as the last letters. */
const READERS = {
    text(text) {
        const counts = new Array(INPUTS.length).fill(0);
        [1, 2, 3].forEach((length) => addPieces(` ${text.trim().toLowerCase()} `, length, 1, counts));
        const total = Math.max(counts.reduce((sum, count) => sum + count, 0), 1);
        return counts.map((count) => Math.sqrt(count / total));
    },
    colours(name) {
        const counts = new Array(INPUTS.length).fill(0);
        name.toLowerCase().split(/\s+/u).filter((word) => word !== "").forEach((word) => {
            counts[slot(word, counts.length)] += 1;
            addPieces(` ${word} `, 3, 0.4, counts);
        });
        return counts;
    },
    letters(text) {
        const all = new Array(INPUTS.length).fill(0);
        lastLetters(text).forEach((letter, place) => { all[place * LETTERS + letter] = 1; });
        return all;
    },
};

/** The letters that are told apart: a blank, and a to z. */
const LETTERS = 27;

/** The last letters of a text, as many as the network reads: without marks, all else as single blanks. */
function lastLetters(text) {
    const plain = text.toLowerCase().replace(/æ/gu, "ae").replace(/ß/gu, "ss").replace(/ø/gu, "o").replace(/ł/gu, "l").replace(/ı/gu, "i");
    const letters = plain.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z]+/gu, " ");
    const back = INPUTS.length / LETTERS;
    return Array.from(letters.padStart(back, " ").slice(-back), (c) => (c === " " ? 0 : c.charCodeAt(0) - 96));
}

/** The raw inputs of now; nothing while there is no text. */
function inputs() {
    const text = document.getElementById("text").value;
    return text === "" || (READER !== "letters" && text.trim() === "") ? null : READERS[READER](text);
}

/** How far the score falls without each word, or with a blank for each letter. */
function sharesOfText(answer) {
    const at = (read) => score(outputs(features(scaled(read))), answer);
    if (READER === "letters") {
        const now = inputs();
        return lastLetters(document.getElementById("text").value).map((letter, place) => {
            const blanked = now.slice();
            [blanked[place * LETTERS + letter], blanked[place * LETTERS]] = [0, 1];
            return letter === 0 ? 0 : at(now) - at(blanked);
        });
    }
    const words = document.getElementById("text").value.trim().split(/\s+/u);
    const without = (left) => at(READERS[READER](words.filter((_, i) => i !== left).join(" ")));
    return words.map((_, i) => without(-1) - without(i));
}

function showShares(shares, name) {
    const text = document.getElementById("text").value;
    const letters = READER === "letters";
    const names = letters ? lastLetters(text).map((letter) => CLASSES[letter]) : text.trim().split(/\s+/u);
    showShareBars(shares, names, letters ? SAY.letters(name) : SAY.words(name));
}

/** Appends a letter drawn from the answers, sharper below a temperature of 1 and bolder above. */
function writeOn(temperature) {
    const text = document.getElementById("text");
    const weights = predict(READERS.letters(text.value)).map((p) => p ** (1 / temperature));
    let left = Math.random() * weights.reduce((sum, w) => sum + w, 0);
    const drawn = weights.findIndex((w) => (left -= w) <= 0);
    text.value += drawn <= 0 ? " " : String.fromCharCode(96 + drawn);
}

function showInput(section) {
    add(section, "h2", SAY.write);
    const text = add(section, "textarea", "", { id: "text", rows: 4, "aria-label": SAY.write });
    text.value = EXAMPLE_NAMES[0] ?? "";
    text.addEventListener("input", changed);
    if (READER !== "letters") return;
    const label = add(section, "label", "", { class: "field" });
    const said = add(label, "span", `${SAY.temperature} 0.7`);
    const slider = add(add(label, "div"), "input", "", { type: "range", min: 0.2, max: 1.5, step: 0.1, "aria-label": SAY.temperature });
    slider.value = 0.7;
    slider.addEventListener("input", () => { said.textContent = `${SAY.temperature} ${slider.value}`; });
    add(section, "button", SAY.more).addEventListener("click", () => {
        for (let letter = 0; letter < 40; letter += 1) writeOn(Number(slider.value));
        changed();
    });
}
const HINT_WHEN_EMPTY = SAY.silent;
