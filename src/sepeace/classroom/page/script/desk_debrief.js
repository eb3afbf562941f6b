// After the last date: what was true, whose forecast came how near, what was behind the reports.
const DESK_ASKED = ["signed", "serious"];
const deskReading = (war) => (war.world === "desk" ? DATA.desk.readings[war.strength] : null);

// What the model itself says on one date: its reading of the file, the base rate, and the belief it gives the West.
const modelSays = (war, asked, place) => {
  const own = deskReading(war), date = war.file.dates[place], west = asked === "signed" ? date.belief : null;
  if (own === null) return { reading: null, base: null, west };
  const at = DATA.desk.dates.indexOf(date.date), { base, uses, start, weights } = own[asked];
  return { reading: uses === "evidence" ? sepeaceScript.deskChance(start[at], weights, date.looked_at) : base[at], base: base[at], west };
};
// What is estimated is kept with three digits.
const threeDigits = (value) => written(value.toPrecision(3));
const sameWar = (one, other) => ["world", "strength", "seed", "number"].every((key) => one[key] === other[key]);
// Who has seen what was true forecasts no more: a war counts once in a session.
const keepSession = (sessions, war) => { if (!sessions.some((one) => sameWar(one, war))) sessions.push(war); };
const deskShare = (value) => (value === null ? "–" : percent(value));
const score = (value) => (value > 0 && value < 0.0005 ? `< ${number(0.001, 3)}` : number(value, 3));
const columnsOf = (war, asked) => {
  const dates = war.file.dates, told = dates.map((_, place) => modelSays(war, asked, place));
  const rows = [["desk_you", war.said.map((one) => one[asked] / 100)], ["desk_reading", told.map((one) => one.reading)],
    ["desk_base_rate", told.map((one) => one.base)], ["desk_west", told.map((one) => one.west)], ["desk_half", dates.map(() => 0.5)]];
  return rows.filter(([, row]) => row[0] !== null);
};

const truthTable = (war, asked) => {
  const columns = columnsOf(war, asked).slice(0, -1);
  return table(t(`desk_ask_${asked}`), [t("desk_date"), t("desk_true"), ...columns.map(([name]) => t(name))],
    war.file.dates.map((date, place) => [inWords(date.date), t(date[asked] ? "desk_yes" : "desk_no"), ...columns.map(([, row]) => deskShare(row[place]))]), `desk-${asked}`);
};

const aboutReading = (war, asked) => {
  const own = deskReading(war);
  if (own === null) return null;
  const { uses, brier } = own[asked];
  const told = Object.fromEntries(Object.entries(brier).map(([name, value]) => [name, threeDigits(value)]));
  const few = brier.reading === undefined && t("desk_few_true", { n: number(own.warsSigned), fit: number(DATA.desk.fit) });
  return [h("p", {}, `${t(`desk_ask_${asked}`)}. `, few || (uses === "evidence" ? t("desk_uses_evidence", told) : t("desk_uses_base"))),
  asked === "signed" && h("p", {}, t("desk_west_is", told))];
};

const scoresTable = (war) => {
  const columns = Object.fromEntries(DESK_ASKED.map((asked) => [asked, new Map(columnsOf(war, asked))]));
  const said = (asked, name) => {
    const row = columns[asked].get(name);
    return row ? score(sepeaceScript.brier(row, war.file.dates.map((one) => one[asked]))) : "–";
  };
  const names = [...columns.signed.keys()];
  return table(t("desk_scores"), [t("desk_who"), ...DESK_ASKED.map((asked) => t(`desk_ask_${asked}`))],
    names.map((name) => [t(name), ...DESK_ASKED.map((asked) => said(asked, name))]), "desk-scores");
};

const behindSection = (war) => {
  const rows = war.file.items.map((item, place) => [item, war.file.behind[place]]).filter(([item]) => aboutFeelers(item));
  const simulated = rows.filter(([, behind]) => behind !== "record"), many = (name) => simulated.filter(([, behind]) => behind === name).length;
  return [h("h4", {}, t("desk_behind_title")), h("p", {}, t("desk_behind_sum", { n: number(simulated.length), planted: number(many("planted")), leverage: number(many("leverage")) })),
    table(t("desk_behind_title"), [t("desk_date"), t("desk_report"), t("desk_behind")],
      rows.map(([item, behind]) => [inWords(isoOf(item.day)), [`${t(`desk_how_${item.how}`)}. `, itemText(item)], t(`desk_behind_${behind}`)]), "desk-reports")];
};

const whatHappened = (war) => {
  const own = deskReading(war), kept = own && war.seed === DATA.desk.seed ? own.prepared.find(([number]) => number === war.number) : null;
  const frontier = DATA.lines.find((one) => one.id === "frontier_1941").share;
  return [h("p", { class: "question" }, war.file.line === null ? t("desk_not_signed") : t("desk_was_signed", { share: number(war.file.line, 2), frontier: number(frontier, 2) })),
    h("p", { class: "bears" }, inOwnWords(DATA.bears.short), " ", h("a", { href: "#bears", onclick: toBears }, t("who_bears"))),
    kept && h("p", {}, t(`desk_kind_${kept[1]}`), " ", t("desk_kind_rule", { seed: number(war.seed), n: number(war.number) }))];
};
const toBears = (event) => { event.preventDefault(); by("bears").scrollIntoView(); by("bears").focus(); };

// Whole per cents are said, and only the last class holds its upper end.
const classLabel = ({ low, high }) => `${number(100 * low)}–${number(high === 1 ? 100 : 100 * high - 1)} %`;
const calibrationSection = (sessions) => [h("h4", {}, t("desk_calibration")), h("p", {}, t("desk_calibration_is")), DESK_ASKED.map((asked) => {
  const said = sessions.flatMap((one) => one.said.map((row) => row[asked] / 100)), was = sessions.flatMap((one) => one.file.dates.map((date) => date[asked]));
  return table(t(`desk_ask_${asked}`), [t("desk_said_from_to"), t("desk_how_many"), t("desk_mean_said"), t("desk_came_true")],
    sepeaceScript.calibration(said, was).map((row) => [classLabel(row), number(row.n), percent(row.mean), percent(row.came)]));
})];

const crimesSection = () => h("details", {}, h("summary", {}, t("desk_not_in_file")), h("p", {}, t("desk_crimes_note")),
  h("ul", {}, DATA.desk.crimes.map((id) => STORY().record.events.find((one) => one.id === id)).map((one) => h("li", {}, inWords(one.date.isoformat()), ": ", deskWord("crimes", one.id, one.name), ". ", h("span", { class: "small" }, "(", one.source, ")")))));

// The mean of a class: averaging helps, and shows it.
const classSection = (war) => h("form", { onsubmit: (event) => { event.preventDefault(); classMean(war); } },
  h("h4", {}, t("desk_class")), h("p", {}, t("desk_class_help")),
  h("p", {}, t("desk_your_code"), ": ", h("strong", { id: "desk-code", class: "code" }, forecastCode(war, war.said))),
  h("div", { class: "guess wide" }, h("label", { for: "desk-codes" }, t("desk_codes")), h("textarea", { id: "desk-codes", rows: "4", maxlength: "20000", spellcheck: "false", autocomplete: "off" })),
  h("p", {}, h("button", { type: "submit" }, t("desk_average"))), h("div", { id: "desk-class", role: "status" }));

// One's own code may be among them: it counts once. Equal forecasts give equal codes, so others like it stay.
const classOf = (war, text) => {
  const lines = text.split("\n").map((one) => one.trim()).filter((one) => one !== "").map(fromForecastCode);
  const alike = lines.filter((one) => one !== null && sameWar(one, war) && one.said.length === war.said.length).map((one) => one.said);
  const own = alike.findIndex((one) => forecastCode(war, one) === forecastCode(war, war.said));
  return { all: [war.said, ...alike.filter((_, place) => place !== own)], wrong: lines.length - alike.length };
};

const classMean = (war) => {
  const dates = war.file.dates, { all, wrong } = classOf(war, by("desk-codes").value);
  const told = { n: number(all.length) }, means = {};
  for (const asked of DESK_ASKED) {
    const rows = all.map((said) => said.map((one) => one[asked] / 100)), was = dates.map((one) => one[asked]);
    means[asked] = sepeaceScript.meanForecast(rows);
    told[`mean_${asked}`] = score(sepeaceScript.brier(means[asked], was));
    told[`own_${asked}`] = score(rows.reduce((sum, row) => sum + sepeaceScript.brier(row, was), 0) / rows.length);
  }
  fill(by("desk-class"), h("p", {}, t("desk_class_done", told)), wrong > 0 && h("p", { class: "wrong" }, t("desk_class_wrong", { n: number(wrong) })), h("p", {}, t("desk_class_why")),
    table(t("desk_class"), [t("desk_date"), ...DESK_ASKED.map((asked) => t(`desk_ask_${asked}`))], dates.map((date, place) => [inWords(date.date), ...DESK_ASKED.map((asked) => percent(means[asked][place]))])));
};

const debrief = (war, sessions, tell) => {
  const whole = folded(t("desk_whole_war"), () => [tell()], "desk-story");
  return [h("h3", { id: "desk-now", tabindex: "-1" }, t("desk_done")), h("p", {}, t("desk_own_truth")), war.file.items.some((item) => item.how === "closed") && h("p", {}, t("desk_closed_early")), whatHappened(war), DESK_ASKED.map((asked) => truthTable(war, asked)), baseRate(war), deskReading(war) && h("p", { class: "small" }, t("desk_readings_apart")), scoresTable(war), h("p", {}, t("desk_brier_is")),
    deskReading(war) ? h("p", {}, t("desk_reading_is", { fit: number(DATA.desk.fit), held: number(DATA.desk.heldOut) })) : h("p", {}, t("desk_no_reading")), DESK_ASKED.map((asked) => aboutReading(war, asked)),
    behindSection(war), crimesSection(), whole, !sessions.includes(war) && h("p", {}, t("desk_again")), calibrationSection(sessions), classSection(war),
    h("h4", {}, t("desk_csv")), h("textarea", { id: "desk-csv", readonly: true, rows: "5", "aria-label": t("desk_csv"), onfocus: (event) => event.target.select() }, forecastTable(sessions)),
    h("p", {}, h("button", { type: "button", onclick: () => save("forecasts.csv", `${forecastTable(sessions)}\n`, "text/csv") }, t("desk_download")), " ",
      h("button", { type: "button", class: "main", id: "desk-another", onclick: () => anotherWar() }, t("desk_another"))), h("p", { class: "small" }, t("desk_again_note"))];
};
