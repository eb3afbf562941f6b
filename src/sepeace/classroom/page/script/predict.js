// Predictions come first: numbers of 100 wars for each step, and one reason. Nothing is stored and nothing is scored.
const predictionForm = (done) => {
  const rows = DATA.rungs.map((rung) => h("div", { class: "guess" },
    h("label", { for: `guess-${rung.name}` }, inOwnWords(rung.text)),
    h("input", { id: `guess-${rung.name}`, name: rung.name, type: "number", min: "0", max: "100", step: "1", inputmode: "numeric", "aria-describedby": "guess-help" }),
    h("span", { class: "of" }, t("of_100"))));
  const reasons = DATA.barriers.map((barrier) => h("option", { value: barrier.name }, inOwnWords(barrier.text)));
  const form = h("form", { id: "prediction", novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const made = {}, wrong = [];
    for (const rung of DATA.rungs) {
      const field = by(`guess-${rung.name}`), given = field.value.trim(), found = given === "" ? null : Number(given);
      field.removeAttribute("aria-invalid");
      if (found !== null && !(Number.isFinite(found) && found >= 0 && found <= 100)) { wrong.push(field); field.setAttribute("aria-invalid", "true"); } else made[rung.name] = found;
    }
    const place = by("prediction-wrong");
    if (wrong.length) { place.textContent = t("between_0_and_100"); wrong[0].focus(); return; }
    const day = made.window_1_day, month = made.window_28_days;
    place.textContent = day !== null && month !== null && month > day ? t("part_larger_than_whole") : "";
    made.reason = by("guess-reason").value;
    made.words = by("guess-words").value;
    done(made);
  } },
  h("p", { id: "guess-help" }, t("predict_help")), rows,
  h("div", { class: "guess" }, h("label", { for: "guess-reason" }, t("predict_reason")), h("select", { id: "guess-reason" }, h("option", { value: "" }, t("choose")), reasons)),
  h("div", { class: "guess wide" }, h("label", { for: "guess-words" }, t("predict_words")), h("textarea", { id: "guess-words", rows: "2", maxlength: "600" })),
  h("p", { id: "prediction-wrong", class: "wrong", role: "alert" }),
  h("p", {}, h("button", { type: "submit", class: "main" }, t("run_now", { n: number(settings.pairs) }))));
  return form;
};

// Predictions of this sitting as a table, whose columns are those of the room and of the printed questionnaire.
const changedText = ({ scenario, readings, off, scores, numbers }) => {
  const own = DATA.scenarios.find((one) => one.name === scenario), inOrder = (given) => Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1));
  const short = (value) => String(Number(value.toPrecision(6)));
  const usual = (rows, key, name) => rows.find((one) => one[key] === name);
  return [...inOrder(readings), ...[...off].sort().map((name) => ["off", name]),
    ...inOrder(scores).map(([name, value]) => [`score.${name}`, short(value), usual(own.dials, "operation", name)?.usual]),
    ...inOrder(numbers).map(([name, value]) => [`set.${name}`, short(value), usual(DATA.parameters, "key", name)?.value]),
  ].filter(([, value, plain]) => typeof plain !== "number" || value !== short(plain)).map(([name, value]) => `${name}=${value}`).join("&");
};
// What a program for tables could take for a formula is marked as text.
const cellText = (text) => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
};
const savedTable = (predictions) => [DATA.columns, ...predictions.map((one) => {
  const asked = readSettings(one.asked).settings, row = { ...one, kind: "prediction", scenario: asked.scenario, changed: changedText(asked) };
  return DATA.columns.map((name) => cellText(String(row[name] ?? "")));
})].map((row) => `${row.join(",")}\n`).join("");
