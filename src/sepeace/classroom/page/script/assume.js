const battle = (name) => inOwnWords(DATA.operations[name]);
// Battles that are set by hand, for a line beside the answer: its sentences do not name them.
const scoresSet = (own) => {
  const set = own.dials.filter((one) => one.operation in settings.scores);
  return set.length ? t("scores_set", { battles: set.map((one) => `${battle(one.operation)}: ${number(settings.scores[one.operation], 2)}`).join("; ") }) : null;
};

// Which guesses the wars have, in a sentence or two; where none are weighed for what is chosen, that too.
const unweighed = (own) => (settings.readings.numbers ?? own.assumed.numbers) !== kernel.drawn(own.name, choicesOf(settings));
const numbersSaid = (own) => [unweighed(own) && `${t("numbers_unweighed")} `, t(`numbers_is_${kernel.drawn(own.name, choicesOf(settings))}`)];
// What stands beside an answer of them.
const guessesOf = (own, count) => {
  const drawn = kernel.drawn(own.name, choicesOf(settings)), again = drawn === "posterior" && count > kernel.sets.count;
  return [drawn === "default" ? t("numbers_is_default") : t("share_is_of_guesses"), unweighed(own) && t("numbers_unweighed"), again && t("numbers_again", { n: number(kernel.sets.count) })]
    .filter((one) => one).map((one) => h("p", { class: "small" }, one));
};
// How often the terms meet under each of the guesses.
const numbersSection = (own, sums, others) => {
  if (!others.numbers.length) return null;
  const text = (name) => inOwnWords(DATA.readings.find((one) => one.name === "numbers").values.find((one) => one.value === name).text);
  const ends = (found) => (found ? found.map((one) => number(100 * one, 1)).join("\u202f…\u202f") : "–");
  const rows = sepeaceScript.numbersRows([[kernel.drawn(own.name, choicesOf(settings)), sums.count], ...others.numbers]);
  return [h("h3", {}, t("numbers_beside")), h("p", {}, t("numbers_beside_help")),
    table(t("numbers_beside_caption"), [inOwnWords(DATA.readings.find((one) => one.name === "numbers").title), t("without_change"), t("interval_points"), t("with_change"), t("interval_points"), t("pairs_of_wars")],
      rows.map((one) => [text(one.numbers), percent(one.baseline), ends(one.baseline_ci95), percent(one.counterfactual), ends(one.counterfactual_ci95), number(one.campaigns)]), "guesses-numbers")];
};

// Changing an assumption: readings, terms taken out, the score of an operation, a number within its range.
const assumeForm = (own, anew) => {
  const changed = (whole) => { fill(by("numbers-said"), numbersSaid(own)); anew(whole); };
  const pick = (id, title, value, options, set) => h("div", { class: "setting" }, h("label", { for: id }, title),
    h("select", { id, onchange: (event) => { set(event.target.value); changed(); } }, options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))));
  const readings = DATA.readings.map((reading) => pick(`reading-${reading.name}`, inOwnWords(reading.title), settings.readings[reading.name] ?? own.assumed[reading.name],
    reading.values.filter((one) => one.value === own.assumed[reading.name] || own.choices.includes(`${reading.name}=${one.value}`)).map((one) => [one.value, inOwnWords(one.text)]),
    (value) => { if (value === own.assumed[reading.name]) delete settings.readings[reading.name]; else settings.readings[reading.name] = value; }));
  const switches = DATA.switches.filter((one) => own.choices.includes(`switches_off=${one.name}`)).map((one) => h("label", { class: "check" },
    h("input", { type: "checkbox", id: `off-${one.name}`, checked: settings.off.includes(one.name), onchange: (event) => {
      settings.off = settings.off.filter((name) => name !== one.name);
      if (event.target.checked) settings.off.push(one.name);
      changed();
    } }), ` ${inOwnWords(one.text)}`));
  const dial = (id, title, row, value, set) => h("div", { class: "setting" }, h("label", { for: id }, title),
    h("input", { id, type: "range", min: String(row.low), max: String(row.high), step: String(row.step), value: String(value), "aria-describedby": `${id}-value`, oninput: (event) => {
      by(`${id}-value`).textContent = number(Number(event.target.value), 2);
    }, onchange: (event) => { set(Number(event.target.value)); changed(); } }),
    h("output", { id: `${id}-value` }, number(value, 2)));
  // A dial moved and put back to its usual place, or the step of the dial next to it, is no change.
  const dialled = (place, key, usual, step) => (value) => { if (usual !== null && Math.abs(value - usual) <= step / 2) delete place[key]; else place[key] = value; };
  const changedOnes = own.dials.filter((one) => one.changed);
  const scores = changedOnes.map((one) => dial(`score-${one.operation}`, t("score_of", { name: battle(one.operation) }), { ...one, step: 0.05 }, settings.scores[one.operation] ?? one.score, dialled(settings.scores, one.operation, one.usual, 0.05)));
  // How any other battle goes is each war's own luck, until it is set by hand to an outcome that has a name.
  const others = () => own.dials.filter((one) => !one.changed).map((one) => {
    const set = settings.scores[one.operation], named = Object.entries(DATA.outcomes).filter(([, score]) => score >= one.low && score <= one.high);
    const options = [["", t("as_it_falls")], ...named.map(([name, score]) => [String(score), t(`outcome_${name}`)])];
    if (set !== undefined && !named.some(([, score]) => score === set)) options.push([String(set), number(set, 2)]);
    return pick(`score-${one.operation}`, battle(one.operation), set === undefined ? "" : String(set), options,
      (value) => { if (value === "") delete settings.scores[one.operation]; else settings.scores[one.operation] = Number(value); });
  });
  const numbers = () => DATA.parameters.map((one) => dial(`set-${one.key}`, [inOwnWords(one.text), " ", h("code", {}, one.key)], { ...one, step: (one.high - one.low) / 200 }, settings.numbers[one.key] ?? one.value, dialled(settings.numbers, one.key, one.value, (one.high - one.low) / 200)));
  return h("form", { id: "assumptions", onsubmit: (event) => event.preventDefault() },
    h("fieldset", {}, h("legend", {}, t("readings_title")), readings, h("p", { class: "small", id: "numbers-said" }, numbersSaid(own))),
    scores.length ? h("fieldset", {}, h("legend", {}, t("scores")), h("p", { class: "small" }, t("scores_help")), scores) : null,
    folded(t("other_scores"), () => [h("p", { class: "small" }, t("other_scores_help")), others()]),
    h("fieldset", {}, h("legend", {}, t("terms_out")), h("p", { class: "small" }, t("terms_out_help")), h("p", { class: "warning" }, t("ideology_note")), switches),
    folded(t("numbers_by_hand"), () => [h("p", { class: "small" }, t("numbers_help")), numbers()]),
    h("p", {}, h("button", { type: "button", id: "as-shipped", onclick: () => { settings.readings = {}; settings.off = []; settings.scores = {}; settings.numbers = {}; changed(true); } }, t("as_shipped"))));
};
