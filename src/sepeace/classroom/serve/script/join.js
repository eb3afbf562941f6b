// A pupil's page comes into a room by its code, and each prediction that is kept goes there: numbers and a reason, no words, no name.
const inside = { code: null, pupil: null, said: () => "", unsent: null, ways: 0, waysSaid: () => "" };

const saidInRoom = (said) => { inside.said = said; if (by("room-said")) by("room-said").textContent = said(); };

const cameIn = (told) => {
  Object.assign(inside, { code: told.code, pupil: told.pupil, ways: 0, waysSaid: () => "" });
  rememberHere("pupil", JSON.stringify({ code: told.code, pupil: told.pupil }));
  rememberHere(`pupil-${told.code}`, told.pupil);
};
// Who leaves and comes in again is the same pupil; of a room that has ended nothing is kept.
const goOut = (ended) => {
  if (ended) rememberHere(`pupil-${inside.code}`, null);
  Object.assign(inside, { code: null, pupil: null, unsent: null });
  rememberHere("pupil", null);
};

// What this tab has predicted, by question: the first prediction, and the room that it was made in, if any. It was made
// before the page's answer; any later one was not.
const firstSaid = (() => {
  let kept = null;
  try { kept = JSON.parse(remembered("said")); } catch { kept = null; }
  return new Map(Array.isArray(kept) ? kept : []);
})();
const sorted = (given) => Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1));
const questionKey = ({ scenario, readings, off, scores, numbers }) => JSON.stringify([scenario, sorted(readings), [...off].sort(), sorted(scores), sorted(numbers)]);
const predictionMade = (body) => {
  const key = questionKey(body.asked);
  if (!firstSaid.has(key)) {
    firstSaid.set(key, { code: inside.code, body });
    rememberHere("said", JSON.stringify([...firstSaid]));
  }
  if (inside.pupil === null) return;
  const first = firstSaid.get(key);
  if (first.code === inside.code) sendPrediction(first.body);
  else saidInRoom(() => t("room_answer_seen"));
};

const joinRoom = async (code) => {
  const before = remembered(`pupil-${plainCode(code)}`);
  if (before !== null) {
    cameIn({ code: plainCode(code), pupil: before });
    saidInRoom(() => t("room_back"));
    pupilSection();
    by("room-title").focus();
    return;
  }
  const told = await askJson("POST", "/api/join", { code });
  cameIn(told);
  saidInRoom(() => t("room_waits"));
  pupilSection();
  by("room-title").focus();
  await modelReady();
  if (!told.settings) return;
  const given = readSettings(told.settings).settings;
  settings = { ...given, language };
  start();
};

// Before that the page takes no other settings: its model is held against those that it began with.
const modelReady = async () => { while (document.body.dataset.ready !== "yes") await new Promise((go) => { setTimeout(go, 150); }); };

// The same page, loaded anew in the same tab, is the same pupil.
const comeBack = async () => {
  const code = new URLSearchParams(location.search).get("room");
  let kept = null;
  try { kept = JSON.parse(remembered("pupil")); } catch { kept = null; }
  if (kept && typeof kept.code === "string" && typeof kept.pupil === "string" && (code === null || plainCode(code) === kept.code)) {
    Object.assign(inside, { code: kept.code, pupil: kept.pupil });
    saidInRoom(() => t("room_back"));
    pupilSection();
  } else if (code !== null) {
    try { await joinRoom(code.slice(0, 40)); } catch (error) { wrongCode(error, code.slice(0, 40)); }
  }
};
const plainCode = (typed) => typed.toUpperCase().replace(/[\s-]/g, "");
const wrongCode = (error, typed) => { by("room-code").value = typed; by("room-wrong").textContent = refusalText(error); };

const sendPrediction = async (body) => {
  inside.unsent = null;
  try {
    const told = await askJson("POST", "/api/predictions", { ...body, pupil: inside.pupil });
    saidInRoom(() => (told.counted ? t("room_kept", { n: number(told.said) }) : t("room_first_counts")));
  } catch (error) {
    if (error.word === "room_ended") goOut(true);
    else if (error.word === "unreachable" || error.word === "too_often") inside.unsent = body;
    saidInRoom(() => refusalText(error));
    pupilSection();
  }
};

const predictionBody = (made) => ({
  asked: structuredClone({ scenario: settings.scenario, readings: settings.readings, off: settings.off, scores: settings.scores, numbers: settings.numbers }),
  said: Object.fromEntries(DATA.rungs.map((rung) => [rung.name, made[rung.name] ?? null])),
  reason: made.reason,
});

// How likely a separate peace was by each way, in the war as it was: the sum is seen only when it has been said.
const waysForm = () => {
  const names = [...DATA.scenarios.map((one) => [one.name, inOwnWords(one.titles)]), ["other_way", t("ways_other")], ["no_way", t("ways_none")]];
  return h("form", { novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    const ways = {}, wrong = [];
    for (const [name] of names) {
      const field = by(`way-${name}`), given = field.value.trim(), found = given === "" ? NaN : Number(given);
      field.removeAttribute("aria-invalid");
      if (found >= 0 && found <= 100) ways[name] = found;
      else { wrong.push(field); field.setAttribute("aria-invalid", "true"); }
    }
    if (wrong.length) { by("ways-said").textContent = t("ways_all"); wrong[0].focus(); return; }
    try {
      const told = await askJson("POST", "/api/ways", { pupil: inside.pupil, ways });
      inside.ways = told.time;
      const sum = Math.round(10 * told.sum) / 10;
      inside.waysSaid = () => (Math.abs(sum - 100) <= 0.5 ? t("ways_fit") : t("ways_sum", { sum: number(sum, sum % 1 ? 1 : 0) }));
    } catch (error) { inside.waysSaid = () => refusalText(error); }
    by("ways-said").textContent = inside.waysSaid();
  } },
  h("p", { id: "ways-help" }, t("ways_help")),
  names.map(([name, title]) => h("div", { class: "guess" }, h("label", { for: `way-${name}` }, title),
    h("input", { id: `way-${name}`, type: "number", min: "0", max: "100", step: "any", inputmode: "decimal", "aria-describedby": "ways-help" }), h("span", { class: "of" }, t("ways_of_100")))),
  h("p", {}, h("button", { type: "submit" }, t("ways_send"))));
};

const pupilSection = () => {
  if (inside.pupil === null) {
    roomSection(t("room_title"), h("p", {}, t("room_help")),
      h("form", { class: "setting", onsubmit: async (event) => {
        event.preventDefault();
        const typed = by("room-code").value;
        if (typed.trim() === "") { by("room-wrong").textContent = t("room_code_wanted"); by("room-code").focus(); return; }
        try { await joinRoom(typed.slice(0, 40)); } catch (error) { if (!(error instanceof Refusal)) throw error; wrongCode(error, typed); by("room-code").focus(); }
      } }, h("label", { for: "room-code" }, t("room_code")),
      h("input", { id: "room-code", class: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "20", "aria-describedby": "room-wrong" }),
      h("button", { type: "submit" }, t("room_join"))),
      h("p", { id: "room-wrong", class: "wrong", role: "alert" }, inside.said()));
    return;
  }
  // What was typed of the ways stays, in whatever language it is asked.
  const typed = [...document.querySelectorAll("#room input")].filter((one) => one.id.startsWith("way-")).map((one) => [one.id, one.value]);
  const open = by("ways")?.open;
  roomSection(t("room_title"), h("p", {}, t("room_inside"), " ", h("strong", { class: "code" }, codeText(inside.code))), h("p", { class: "small" }, t("room_what_goes")),
    h("p", { id: "room-said", role: "status" }, inside.said()),
    inside.unsent && h("p", {}, h("button", { type: "button", onclick: () => sendPrediction(inside.unsent) }, t("room_send_again"))),
    h("details", { id: "ways" }, h("summary", {}, t("ways_title")), waysForm(), h("p", { id: "ways-said", role: "status" }, inside.waysSaid())),
    h("p", {}, h("button", { type: "button", onclick: () => { goOut(false); inside.said = () => ""; pupilSection(); by("room-code").focus(); } }, t("room_leave"))));
  if (open) by("ways").open = true;
  for (const [id, value] of typed) by(id).value = value;
};
