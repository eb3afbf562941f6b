// The analyst's desk: choose a war, read its file date by date, say two probabilities, and then see what was true.
const DESK_PLAIN = () => ({ world: "desk", strength: deskStrengths()[0], seed: DATA.desk.seed, number: null, letter: null });
// A prepared war goes by a letter: its number could say how rare it is.
const DESK_LETTERS = "ABCDEF";
const letterOf = (made, letter) => ({ ...made, letter, world: "desk", seed: DATA.desk.seed, number: DATA.desk.readings[made.strength].prepared[DESK_LETTERS.indexOf(letter)][0] });
const atDesk = (hash) => /^#?desk(&|$)/.test(hash);
let desk = null, deskSessions = [];

// What stands in the address after `#desk`: the desk's own settings, and those that it shares with the page.
const readDesk = (hash) => {
  const made = DESK_PLAIN(), wrong = [], rest = [];
  let letter = null;
  const whole = (key, value) => {
    const found = wholeWithin(value, 0, HIGHEST_SEED);
    if (Number.isNaN(found) || found !== Number(value)) wrong.push([key, value, t("from_to", { low: 0, high: number(HIGHEST_SEED) })]);
    return Number.isNaN(found) ? null : found;
  };
  for (const part of hash.replace(/^#?desk&?/, "").split("&").filter((one) => one !== "").slice(0, 20)) {
    const [key, value = ""] = part.split("=");
    const known = key === "world" ? deskWorlds() : key === "strength" ? deskStrengths() : null;
    if (known !== null) { if (known.includes(value)) made[key] = value; else wrong.push([key, value, known.join(", ")]); }
    else if (key === "seed") made.seed = whole(key, value) ?? made.seed;
    else if (key === "war" && /^[A-F]$/.test(value)) letter = value;
    else if (key === "war") made.number = whole(key, value);
    else rest.push(part);
  }
  return { made: letter === null ? made : letterOf(made, letter), rest: rest.join("&"), wrong: wrong.map(([key, value, allowed]) => t("desk_setting_wrong", { key, given: value.slice(0, 60), allowed })) };
};
const deskText = () => {
  const plain = DESK_PLAIN(), parts = ["desk"];
  for (const key of ["world", "strength", "seed"]) if (desk[key] !== plain[key]) parts.push(`${key}=${desk[key]}`);
  if (desk.number !== null) parts.push(`war=${desk.letter ?? desk.number}`);
  if (settings.projector) parts.push("projector=1");
  return parts.join("&");
};

const openDesk = (made) => {
  desk = { ...made, file: null, said: [], bytes: null, asked: 0 };
  document.body.classList.add("at-desk");
  show("desk", true);
  label();
  remember();
  if (desk.number !== null && document.body.dataset.ready === "yes") openWar(); else drawDesk();
};
const leaveDesk = () => {
  desk = null;
  document.body.classList.remove("at-desk");
  show("desk", false);
  remember();
  by("main").focus();
};
const anotherWar = () => { openDesk({ ...desk, number: null, letter: null }); by("desk-title").focus(); };

// The war with a number: the same campaign that the page runs and `sepeace run` tells.
const openWar = async () => {
  const mine = (desk.asked += 1), own = desk.world === "desk" ? null : DATA.scenarios.find((one) => one.name === desk.world);
  remember();
  fill(by("desk-body"), h("p", { role: "status" }, t("desk_opening")));
  if (!by("running").hidden && !by("stop").hidden) await stop();
  const choices = [`motive=${DATA.desk.motive}`, `strength=${desk.strength}`, `numbers=${DATA.desk.numbers}`].filter((one) => own === null || own.choices.includes(one));
  const tables = kernel.tables(desk.world, choices), place = tables.length - 1;
  try {
    const bytes = await engine.trace([tables[0], tables[place]], desk.seed, desk.number);
    if (desk === null || mine !== desk.asked) return;
    Object.assign(desk, { bytes: bytes[1], file: sepeaceScript.desk(STORY(), desk.world, own ? WITH : WITHOUT, bytes[1]), said: [] });
    drawDesk();
    by("desk-now").focus();
  } catch (error) { messages([t("cannot_run", { error: String(error.message || error) })]); }
};
const deskBranch = () => dayOf(desk.world === "desk" ? DATA.desk.branch : DATA.scenarios.find((one) => one.name === desk.world).branch);

const drawDesk = () => {
  const { file, said } = desk;
  if (file === null) fill(by("desk-body"), deskStart());
  else if (file.dates.length === 0) fill(by("desk-body"), h("p", { id: "desk-now", tabindex: "-1", class: "wrong" }, t("desk_no_dates")), deskStart());
  else if (said.length < file.dates.length) fill(by("desk-body"), deskDate(said.length));
  else {
    keepSession(deskSessions, desk);
    const own = desk, name = own.world === "desk" ? WITHOUT : WITH;
    fill(by("desk-body"), debrief(own, deskSessions, () => storyList(sepeaceScript.tell(STORY(), own.world, name, own.bytes), deskBranch())));
  }
};

const meanings = () => h("dl", {}, DESK_ASKED.map((asked) => [h("dt", {}, t(`desk_ask_${asked}`)), h("dd", {}, t(`desk_means_${asked}`, { day: inWords(isoOf(deskBranch())) }))]));
// How often it was so in wars of the model. It stands behind the first forecast, since a number that is read before draws every guess to it.
const baseRate = (war) => {
  const own = deskReading(war), share = (value) => `${number(100 * value)} %`;
  return own && h("p", { class: "small", id: "desk-base" }, t("desk_base", { n: number(DATA.desk.fit), signed: number(own.warsSigned), low: share(Math.min(...own.serious.base)), high: share(Math.max(...own.serious.base)) }));
};
const deskStart = () => {
  const own = DATA.desk.readings[desk.strength], day = inWords(isoOf(deskBranch()));
  const chooser = (key, label, values, words) => h("div", { class: "setting" }, h("label", { for: `desk-${key}` }, label),
    h("select", { id: `desk-${key}`, onchange: (event) => { desk[key] = event.target.value; remember(); drawDesk(); by(`desk-${key}`).focus(); } },
      values.map((value) => h("option", { value, selected: value === desk[key] }, words(value)))));
  const strength = DATA.readings.find((one) => one.name === "strength").values;
  const letters = own.prepared.map((_, place) => h("button", { type: "button", onclick: () => { Object.assign(desk, letterOf(desk, DESK_LETTERS[place])); openWar(); } }, t("desk_war_letter", { letter: DESK_LETTERS[place] })));
  return [h("p", {}, t("desk_intro", { since: desk.world === "desk" ? t("desk_since") : "" })), h("p", {}, t("desk_whose", { day })), h("p", {}, t("desk_some_planted", { rate: number(DATA.desk.rate, 2) })),
    h("h3", {}, t("desk_two_questions")), meanings(),
    h("p", { class: "bears" }, t("desk_bears")),
    chooser("world", t("desk_choose_world"), deskWorlds(), (name) => (name === "desk" ? t("desk_own_world", { day: inWords(DATA.desk.branch) }) : inOwnWords(DATA.scenarios.find((one) => one.name === name).titles))),
    chooser("strength", t("desk_choose_strength"), deskStrengths(), (name) => { const found = strength.find((one) => one.value === name).text; return inOwnWords(found); }), h("p", { class: "small" }, t("desk_other_readings")), h("p", { class: "small" }, t("desk_numbers")),
    desk.world === "desk" && h("fieldset", {}, h("legend", {}, t("desk_choose_war")), h("p", { class: "letters" }, letters), h("p", { class: "small" }, t("desk_prepared_note"))),
    h("form", { class: "setting", onsubmit: (event) => {
      event.preventDefault();
      const typed = by("desk-number").value.trim(), found = wholeWithin(typed, 0, HIGHEST_SEED);
      const right = !Number.isNaN(found) && found === Number(typed);
      by("desk-wrong").textContent = right ? "" : t("desk_war_wrong", { high: number(HIGHEST_SEED) });
      if (right) { Object.assign(desk, { number: found, letter: null }); openWar(); }
    } }, h("label", { for: "desk-number" }, t("desk_any_war")), h("input", { id: "desk-number", inputmode: "numeric", maxlength: "10", autocomplete: "off" }), h("button", { type: "submit" }, t("desk_open_war"))),
    h("p", { id: "desk-wrong", class: "wrong", role: "alert" }),
    h("p", {}, h("button", { type: "button", onclick: leaveDesk }, t("desk_back")))];
};

// One date: what is new, what came before, where the front stands, and two probabilities.
const deskDate = (place) => {
  const { file, said } = desk, branch = deskBranch(), date = file.dates[place], before = place ? file.dates[place - 1].day : -1;
  const now = file.items.filter((item) => item.day >= before && item.day < date.day), feelers = now.filter(aboutFeelers);
  const earlier = file.items.filter((item) => item.day < before && aboutFeelers(item));
  const inputs = DESK_ASKED.map((asked) => h("div", { class: "guess" }, h("label", { for: `desk-say-${asked}` }, `${t(`desk_ask_${asked}`)} (%)`),
    h("input", { id: `desk-say-${asked}`, inputmode: "numeric", maxlength: "3", autocomplete: "off", "aria-describedby": "desk-wrong" })));
  return [h("h3", { id: "desk-now", tabindex: "-1" }, t("desk_on", { day: inWords(date.date), k: number(place + 1), n: number(DATA.desk.dates.filter((one) => dayOf(one) > branch).length) })),
    place > 0 && h("p", { class: "small" }, t("desk_before", { day: inWords(file.dates[place - 1].date), signed: `${said[place - 1].signed} %`, serious: `${said[place - 1].serious} %` })), place > 0 && baseRate(desk),
    h("h4", {}, t("desk_new_feelers")), feelers.length ? itemList(feelers) : h("p", {}, t("desk_nothing_new")),
    earlier.length > 0 && h("details", {}, h("summary", {}, t("desk_earlier", { n: number(earlier.length) })), itemList(earlier)),
    h("h4", {}, t("desk_new_war")), h("p", {}, frontText(date.front)), itemList(now.filter((item) => !aboutFeelers(item))),
    h("form", { onsubmit: (event) => { event.preventDefault(); keepForecast(); } }, h("h4", {}, t("desk_give")), inputs,
      h("p", { id: "desk-wrong", class: "wrong", role: "alert" }), h("details", {}, h("summary", {}, t("desk_two_questions")), meanings()), h("p", { class: "small bears" }, t("desk_bears")),
      h("p", {}, h("button", { type: "submit", class: "main" }, t("desk_keep"))))];
};

const keepForecast = () => {
  const given = DESK_ASKED.map((asked) => by(`desk-say-${asked}`).value.trim()), wrong = given.findIndex((one) => !/^\d{1,3}$/.test(one) || Number(one) > 100);
  if (wrong >= 0) { by("desk-wrong").textContent = t("desk_both_needed"); by(`desk-say-${DESK_ASKED[wrong]}`).focus(); return; }
  desk.said.push({ signed: Number(given[0]), serious: Number(given[1]) });
  drawDesk();
  by("desk-now").focus();
  announce(by("desk-now").textContent);
};
