// The page from first to last: choose, predict, run, see, change an assumption, predict again.
let settings = null, kernel = null, engine = null, sums = null, predictions = [], asked = 0;
const noOthers = () => ({ numbers: [], readings: [], profiles: [] });
let others = noOthers();
// The ladder of the last whole answer, and of the one before an assumption was changed.
let last = null, before = null;
// What is drawn otherwise on a narrow screen or a wall, and how: it is drawn anew when the screen changes. What was opened stays so.
const redraw = {};
const drawAgain = () => {
  if (by("found").hidden) return;
  const folds = () => [...by("found").querySelectorAll("details")], opened = folds().map((one) => one.open);
  for (const name of ["ladder", "rest", "map"]) redraw[name]?.();
  folds().forEach((one, place) => { one.open = opened[place]; });
};
const scenarioOf = () => DATA.scenarios.find((one) => one.name === settings.scenario);
const tablesNow = () => kernel.tables(settings.scenario, choicesOf(settings), settings.scores, settings.numbers);
const predicted = () => (predictions.length ? predictions[predictions.length - 1] : null);

const remember = () => { history.replaceState(null, "", `#${desk === null ? settingsText(settings) : deskText()}`); };
const applyHidden = () => { for (const name of HIDDEN) for (const place of document.querySelectorAll(`[data-part=${name}]`)) place.hidden = settings.hide.includes(name); };
const show = (id, shown = true) => { by(id).hidden = !shown; };

const messages = (wrong) => { fill(by("messages"), wrong.map((one) => h("p", { class: "wrong" }, one))); show("messages", wrong.length > 0); };

// The words that stand on the page whatever is asked.
const label = () => {
  document.documentElement.lang = language;
  document.title = t("page_title");
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = t(place.dataset.text);
  for (const place of document.querySelectorAll("[data-label]")) place.setAttribute("aria-label", t(place.dataset.label));
  document.body.classList.toggle("projector", settings.projector);
  by("projector").setAttribute("aria-pressed", String(settings.projector));
};

const question = () => {
  const own = scenarioOf();
  fill(by("scenario"), DATA.scenarios.map((one) => h("option", { value: one.name, selected: one.name === own.name }, inOwnWords(one.titles))));
  fill(by("question-body"),
    own.banner && h("p", { class: "banner" }, own.banner),
    h("p", { class: "question" }, own.question), h("p", {}, own.antecedent),
    h("p", {}, t("branch_is", { day: inWords(own.branch) })),
    folded(t("card"), () => own.card.map(([title, lines]) => [h("h3", {}, title), h("ul", {}, lines.map((line) => h("li", {}, withKeys(line))))])),
    folded(t("sources_of_question"), () => h("ul", {}, own.sources.map((one) => h("li", {}, one)))),
    folded(t("words_explained"), () => h("dl", {}, DATA.words.map((one) => [h("dt", {}, one.word), h("dd", {}, one.meaning)]))));
  fill(by("bears-body"), bearsSection(own));
};

const assumptions = () => fill(by("assume-body"), assumeForm(scenarioOf(), (anew) => {
  remember();
  if (last !== null) before = last;
  predictAgain(t("changed_predict_again"));
  fill(by("assume-said"), h("p", {}, t("changed_predict_again"), " ", h("button", { type: "button", id: "predict-again", onclick: () => { by("predict").scrollIntoView(); by("predict-title").focus({ preventScroll: true }); } }, t("predict_again"))));
  if (anew === true) { assumptions(); by("as-shipped").focus(); }
  fill(by("share-body"), shareSection());
}));

// A new prediction before anything is shown: the numbers of the question before stay in the list of predictions.
const predictAgain = (said) => {
  asked += 1;
  for (const id of ["running", "found"]) show(id, false);
  show("predict", true);
  fill(by("predict-said"), said ? h("p", {}, said) : null, before !== null && h("details", {}, h("summary", {}, t("answer_before")), beforeTable(before)));
  fill(by("predict-body"), predictionForm((made) => { predictions.push({ ...made, asked: settingsText(settings) }); happened("predicted", made); run(); }));
};

const run = async (more = 0) => {
  const mine = (asked += 1), count = more || settings.pairs;
  if (!more) sums = new Sums();
  others = noOthers();
  // A first answer after few wars, then the others.
  let first = !more && count > DATA.firstPairs ? DATA.firstPairs : 0, done = 0;
  const read = first > 0, later = [];
  show("predict", false);
  fill(by("assume-said"));
  show("running", true);
  show("stop", true);
  if (!more) by("running-title").focus();
  const bar = by("progress"), began = performance.now();
  bar.max = count;
  bar.value = 0;
  announce(t("running_said", { n: number(count) }));
  try {
    const tallies = await engine.run(tablesNow(), settings.seed, sums.pairs, count, (block) => {
      if (mine !== asked) return;
      done += block.count;
      bar.value = done;
      by("progress-said").textContent = t("progress_said", { done: number(done), n: number(count) });
      // What belongs to no first answer waits for it.
      if (first > 0 && block.first >= first) { later.push(block); return; }
      sums.add(block.first, block.states);
      if (first === 0 || sums.pairs < first) return;
      first = 0;
      firstAnswer(count);
      for (const one of later.splice(0)) sums.add(one.first, one.states);
    }, DRAWN);
    if (mine !== asked) return;
    for (const one of tallies) sums.addTallies(one);
    by("progress-said").textContent = t("done_said", { n: number(sums.pairs), seconds: number((performance.now() - began) / 1000, 1) });
    await reveal(read);
    await askOthers(mine, sums.pairs);
    if (mine === asked) show("stop", false);
  } catch (error) {
    if (mine === asked) { messages([t("run_failed", { error: String(error.message || error) })]); predictAgain(null); }
  }
};

// The same wars under other numbers, readings and leaders: what the answer hangs on. The first answer does not wait for them.
const askOthers = async (mine, count) => {
  const own = scenarioOf(), strength = settings.readings.strength ?? own.assumed.strength, drawn = (choices) => kernel.drawn(own.name, choices);
  const counted = async (choices, many, profile = null) => {
    const found = new Sums();
    await engine.run(kernel.tables(own.name, choices, settings.scores, settings.numbers, profile), settings.seed, 0, many, ({ first, states }) => found.add(first, states));
    return found.count;
  };
  const under = (name, value) => {
    const rest = choicesOf(settings).filter((one) => !one.startsWith(`${name}=`));
    return value === own.assumed[name] ? rest : [...rest, `${name}=${value}`];
  };
  const { share, least, most } = DATA.others, made = noOthers(), few = Math.min(count, Math.max(least, Math.ceil(count / share)), most);
  for (const value of DATA.readings.find((one) => one.name === "numbers").values.map((one) => one.value)) {
    const choices = under("numbers", value);
    if (value !== drawn(choicesOf(settings)) && value === drawn(choices)) made.numbers.push([value, await counted(choices, few)]);
    if (mine !== asked) return;
  }
  for (const value of DATA.readings.find((one) => one.name === "strength").values.map((one) => one.value)) {
    made.readings.push([value, value === strength ? sums.count : await counted(under("strength", value), count)]);
    if (mine !== asked) return;
  }
  for (const one of profilesAsked(own)) {
    made.profiles.push([one.profile, one.premium, one.own ? sums.count : await counted([...choicesOf(settings), one.choice], few, one.profile)]);
    if (mine !== asked) return;
  }
  others = made;
  answer(statistics(sums, own, others, false).plain);
  fill(by("profiles-place"), numbersSection(own, sums, others), profilesSection(own, sums, others));
};

const answer = (plain) => fill(by("answer"), plain.map((one) => h("p", {}, one)));

const stop = async () => {
  asked += 1;
  await engine.stop();
  predictAgain(t("stopped"));
};

// The answer with its ladder, while the other wars are still run; it says of how many it is.
const firstAnswer = (count) => {
  const own = scenarioOf(), found = statistics(sums, own, others, false);
  show("found", true);
  for (const id of ["found-rest", "more", "again"]) show(id, false);
  answerAndLadder(own, found);
  by("answer").prepend(h("p", { class: "first" }, t("first_answer", { done: number(sums.pairs), n: number(count) })));
  by("found-title").focus();
  announce(found.plain[0]);
};

const answerAndLadder = (own, found) => {
  answer(found.plain.slice(0, 2));
  const byHand = scoresSet(own);
  fill(by("answer-notes"), byHand && h("p", { class: "small" }, byHand), own.notes.map((one) => h("p", { class: "small" }, one)), guessesOf(own, sums.pairs), bearsShort());
  fill(by("profiles-place"), profilesSection(own, sums, others));
  redraw.ladder = () => fill(by("ladder-place"), ladderFigure(found.ladder, predicted(), before));
  redraw.ladder();
  fill(by("compare-prediction"), predictionTable(found));
};

// All that is found. Who has read a first answer stays where he reads.
const reveal = async (read) => {
  const own = scenarioOf(), found = statistics(sums, own, others);
  for (const id of ["found", "found-rest", "more", "again"]) show(id, true);
  answerAndLadder(own, found);
  last = { scenario: own.name, rows: found.ladder.rows };
  redraw.rest = () => {
    fill(by("windows-place"), windowsFigure(found.worlds[1], sums, own, "with"), folded(t("windows_without"), () => windowsFigure(found.worlds[0], sums, own, "without")));
    fill(by("outcomes-place"), outcomesFigure(sums), barriersFigure(sums));
    redraw.anatomy();
  };
  anatomy(found, own);
  redraw.rest();
  await storyAndMap(own);
  applyHidden();
  if (!read) by("found-title").focus();
  announce(found.plain[0]);
};

const predictionTable = (found) => {
  const made = predicted();
  if (!made) return null;
  const reason = DATA.barriers.find((one) => one.name === made.reason);
  return [h("p", {}, t("prediction_is_no_test")), reason && h("p", {}, t("you_gave_reason", { reason: inOwnWords(reason.text) })), made.words && h("p", {}, t("you_wrote", { words: made.words }))];
};

const anatomy = (found, own) => {
  const weeks = Math.min(...found.worlds.map((world) => world.weeks)), first = Math.ceil(Math.max(0, own.branchDay ?? 0) / 7);
  const open = found.worlds[1].open;
  let week = Math.min(weeks - 1, open.reduce((best, value, at) => (at >= first && value > open[best] ? at : best), Math.min(first, weeks - 1)));
  const draw = () => {
    const slide = h("div", { class: "setting" }, h("label", { for: "anatomy-week" }, t("choose_day")), h("input", { id: "anatomy-week", type: "range", min: "0", max: String(weeks - 1), value: String(week), "aria-valuetext": inWords(isoOf(7 * week)),
      oninput: (event) => { week = Number(event.target.value); draw(); by("anatomy-week").focus(); } }));
    fill(by("anatomy-place"), anatomyFigure(found.worlds, week, slide));
  };
  redraw.anatomy = draw;
};

// One war told, and the map of its front: both from one run with its whole log.
const storyAndMap = async (own) => {
  const picks = storyPicks(sums);
  let campaign = picks.length ? picks[0].campaign : 0;
  const draw = async () => {
    const bytes = await engine.trace(tablesNow(), settings.seed, campaign);
    const told = bytes.map((one, world) => sepeaceScript.tell(STORY(), own.name, world ? WITH : WITHOUT, one));
    const since = own.branchDay ?? 0;
    fill(by("story-place"),
      h("div", { class: "setting" }, h("label", { for: "pick" }, t("which_war")), h("select", { id: "pick", onchange: (event) => { campaign = Number(event.target.value); draw().then(() => by("pick").focus()); } },
        picks.map((one) => h("option", { value: String(one.campaign), selected: one.campaign === campaign }, `${t(`war_${one.key}`)} (${t("war_number", { n: number(one.campaign) })})`)),
        picks.some((one) => one.campaign === campaign) ? null : h("option", { value: String(campaign), selected: true }, t("war_number", { n: number(campaign) })))),
      h("form", { class: "setting", onsubmit: (event) => {
        event.preventDefault();
        const found = wholeWithin(by("any-war").value.trim(), 0, HIGHEST_SEED);
        if (!Number.isNaN(found)) { campaign = found; draw().then(() => by("any-war").focus()); }
      } }, h("label", { for: "any-war" }, t("any_war")), h("input", { id: "any-war", type: "number", min: "0", step: "1", value: String(campaign) }), h("button", { type: "submit" }, t("tell_it"))),
      h("p", { class: "small" }, t("one_of_many")),
      h("div", { class: "two" }, h("section", {}, h("h3", {}, t("told_with")), storyList(told[1], since)), h("section", {}, h("h3", {}, t("told_without")), storyList(told[0], since))));
    drawMap(own, bytes);
  };
  await draw();
};

const drawMap = (own, bytes) => {
  const weeksOf = (one) => {
    const view = new DataView(one.weeks.buffer), columns = DATA.weekColumns, rows = [];
    for (let week = 0; 8 * columns * week < one.weeks.byteLength; week += 1) {
      const km = [0, 1, 2].map((sector) => view.getFloat64(8 * (columns * week + sector), true));
      if (km.some(Number.isNaN)) break;
      rows.push(km);
    }
    return rows;
  };
  const told = bytes.map(weeksOf), last = told[1].length - 1;
  let week = Math.min(last, Math.ceil((own.branchDay ?? 0) / 7) + 8);
  const draw = () => {
    const fronts = [{ name: t("front_with"), km: told[1][Math.min(week, last)], colour: "#111", dash: null, mark: "circle" }];
    if (week < told[0].length) fronts.unshift({ name: t("front_without"), km: told[0][week], colour: "#767676", dash: "30 16", mark: "square" });
    const slide = h("div", { class: "setting" }, h("label", { for: "map-week" }, t("choose_day")), h("input", { id: "map-week", type: "range", min: "0", max: String(last), value: String(week), "aria-valuetext": inWords(isoOf(7 * week)),
      oninput: (event) => { week = Number(event.target.value); draw(); by("map-week").focus(); } }));
    fill(by("map-place"), mapFigure(fronts, 7 * week, slide));
  };
  draw();
  redraw.map = draw;
};

const start = () => {
  settings.language = language;
  if (last !== null && last.scenario !== settings.scenario) last = before = null;
  fill(by("assume-said"));
  remember();
  label();
  question();
  assumptions();
  fill(by("contacts-place"), folded(h("span", { id: "contacts-title" }, t("part_contacts")), contactsSection));
  fill(by("share-body"), shareSection());
  applyHidden();
  predictAgain(null);
  if (desk !== null) drawDesk();
  happened("started");
};
// An address may ask for the desk: then only language and projector are settings of the page as well.
const readAddress = (hash) => {
  if (!atDesk(hash)) return { ...readSettings(hash), desk: null };
  const { made, rest, wrong } = readDesk(hash), read = readSettings(rest);
  return { settings: read.settings, wrong: [...read.wrong, ...wrong], desk: made };
};

// Whether this browser has the bits that the page was written with.
const tried = async () => {
  await engine.open();
  const { seed, campaigns, worlds } = kernel.scenarios[settings.scenario].digests;
  return (await engine.check(kernel.tables(settings.scenario), seed, campaigns)).join() === worlds.join();
};
const open = async () => {
  const lacks = [["WebAssembly", typeof WebAssembly], ["DecompressionStream", typeof DecompressionStream], ["Worker", typeof Worker]].filter(([, kind]) => kind === "undefined");
  if (lacks.length) { messages([t("too_old", { lacks: lacks.map(([name]) => name).join(", ") })]); return; }
  const asked0 = location.hash.length > 1 ? location.hash : keptSettings();
  const read = readAddress(asked0);
  if (elsewhere(read.settings.language, asked0)) return;
  settings = read.settings;
  // Workers start, and the module is compiled, while the page is drawn.
  kernel = Kernel.open(DATA.kernel, BLOBS);
  engine = new Engine(kernel);
  const checked = tried();
  start();
  if (read.desk !== null) openDesk({ ...read.desk, number: null, letter: null });
  messages(read.wrong);
  for (const button of document.querySelectorAll("button.main")) button.disabled = true;
  try {
    if (!await checked) { messages([t("other_bits")]); return; }
  } catch (error) { messages([t("cannot_run", { error: String(error.message || error) })]); return; }
  for (const button of document.querySelectorAll("button.main")) button.disabled = false;
  document.body.dataset.ready = "yes";
  if (read.desk !== null && read.desk.number !== null) openDesk(read.desk);
};

by("scenario").addEventListener("change", (event) => { settings = { ...PLAIN(), scenario: event.target.value, language: settings.language, hide: settings.hide, projector: settings.projector, pairs: settings.pairs, seed: settings.seed }; messages([]); start(); });
// A copy that was saved lies by itself.
const otherLanguage = keptSettings() ? null : DATA.languages.find((one) => one !== language && DATA.pages[one]);
if (otherLanguage) by("language").addEventListener("click", () => elsewhere(otherLanguage, location.hash));
else by("language").remove();
by("projector").addEventListener("click", () => { settings.projector = !settings.projector; label(); remember(); fill(by("share-body"), shareSection()); drawAgain(); });
matchMedia(NARROW).addEventListener("change", drawAgain);
by("stop").addEventListener("click", stop);
by("more").addEventListener("click", () => run(settings.pairs));
by("again").addEventListener("click", () => { predictAgain(t("predict_again_said")); by("assume").scrollIntoView(); });
addEventListener("hashchange", () => {
  const read = readAddress(location.hash);
  if (elsewhere(read.settings.language, location.hash)) return;
  if (read.desk !== null) { settings = { ...settings, projector: read.settings.projector }; openDesk(read.desk); messages(read.wrong); by("desk-title").focus(); return; }
  if (desk !== null) leaveDesk();
  if (settingsText(read.settings) !== settingsText(settings)) { settings = read.settings; start(); messages(read.wrong); }
});
open();
