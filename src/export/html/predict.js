// ---- From raw inputs to answers -----------------------------------------------------------------------------------

/** The answers for one row of raw inputs: a probability for each of CLASSES, or a number for each of TARGETS. */
function predict(inputs) {
    return answers(outputs(features(scaled(inputs))));
}

/** The inputs with the empty ones filled, where that is how the network was trained. */
function filled(inputs) {
    if (FILLS === null) return inputs;
    const full = inputs.map((x, i) => (Number.isFinite(x) ? x : FILLS[i]));
    EMPTINESS.forEach(([flag, of]) => { full[flag] = Number.isFinite(inputs[of]) ? 0 : 1; });
    return full;
}

/** Brings every input to the scale that the network was trained on. */
function scaled(inputs) {
    return filled(inputs).map((x, i) => (x - OFFSETS[i]) / SIZES[i]);
}

/** The weighted sums of one layer's units. */
function sums(layer, x) {
    return layer.weights.map((weights, unit) => weights.reduce((sum, w, i) => sum + w * x[i], layer.biases[unit]));
}

/** What the last layer says of what the first one reads. */
function outputs(x) {
    return LAYERS.reduce((x, layer) => sums(layer, x).map(layer.activation), x);
}

/**
 * How far the score of one answer falls when some inputs are replaced by what stands in `baseline`, for each of `groups`,
 * which are lists of inputs. Above 0 they speak for the answer, below 0 against it.
 */
function occlusion(inputs, answer, groups, baseline) {
    const read = features(scaled(inputs));
    const first = sums(LAYERS[0], read);
    const rest = (z) => LAYERS.slice(1).reduce((x, layer) => sums(layer, x).map(layer.activation), z.map(LAYERS[0].activation));
    const full = score(rest(first), answer);
    return groups.map((group) => {
        const blanked = inputs.slice();
        group.forEach((i) => { blanked[i] = baseline[i]; });
        // Only what changes goes through the first layer again.
        const z = first.slice();
        features(scaled(blanked)).forEach((x, feature) => {
            const change = x - read[feature];
            if (change !== 0) LAYERS[0].weights.forEach((weights, unit) => { z[unit] += weights[feature] * change; });
        });
        return full - score(rest(z), answer);
    });
}
