// The teacher's part: a room is opened and closed, what the class says is seen as it comes, and the model's answer when it is wanted.
const teacherKey = (() => {
  const found = /(?:^#|&)teacher=([\w-]{20,80})/.exec(location.hash);
  if (!found) return remembered("teacher");
  rememberHere("teacher", found[1]);
  // Out of the address: it may be projected, or sent to the class.
  history.replaceState(null, "", `${location.pathname}#${location.hash.slice(1).replace(/(?:^|&)teacher=[\w-]+/, "")}`);
  return found[1];
})();
const desk = { rooms: [], room: null, view: null, first: null, then: null, model: new Map(), revealed: false, drawn: "", closing: false, told: () => "", reached: true, card: true, running: false };

const askDesk = (method, path, body = null) => askJson(method, path, body, teacherKey);
const tellDesk = (said) => { desk.told = said; if (by("desk-said")) by("desk-said").textContent = said(); };
const deskTry = async (work) => { try { await work(); } catch (error) { if (!(error instanceof Refusal)) throw error; tellDesk(() => refusalText(error)); } };

const takeRoom = (room) => { Object.assign(desk, { room, view: null, first: null, then: null, model: new Map(), revealed: false, drawn: "", closing: false }); };

// Pages of pupils start with the teacher's settings, but for what belongs to the teacher's screen.
const startSettings = () => {
  const text = settingsText({ ...settings, projector: false });
  return text.length <= 2000 ? text : "";
};
const openRoom = () => deskTry(async () => {
  const room = await askDesk("POST", "/api/rooms", { settings: startSettings() });
  desk.rooms.push(room);
  takeRoom(room);
  tellDesk(() => "");
  deskSection();
  by("room-title").focus();
});

const closeRoom = () => deskTry(async () => {
  await askDesk("DELETE", `/api/rooms/${desk.room.code}`);
  desk.rooms = desk.rooms.filter((one) => one.code !== desk.room.code);
  takeRoom(desk.rooms[0] || null);
  tellDesk(() => t("desk_closed"));
  deskSection();
  by("room-title").focus();
});

const saveTable = () => deskTry(async () => save("class.csv", await (await askServer("GET", `/api/rooms/${desk.room.code}/table`, null, teacherKey)).text(), "text/csv"));

// What the model says of a question that the class was asked, run here as the page runs it.
const modelSays = async (one) => {
  const readings = {}, off = [], scores = {}, numbers = {}, found = new Sums(), own = await new Engine(kernel).open();
  for (const [name, value] of one.changed) {
    if (name === "off") off.push(value);
    else if (name.startsWith("score.")) scores[name.slice(6)] = Number(value);
    else if (name.startsWith("set.")) numbers[name.slice(4)] = Number(value);
    else readings[name] = value;
  }
  try {
    await own.run(kernel.tables(one.scenario, choicesOf({ readings, off }), scores, numbers), settings.seed, 0, settings.pairs, ({ first, states }) => found.add(first, states));
  } finally { for (const worker of own.workers) worker.terminate(); }
  const rows = sepeaceScript.ladderRows(found.count);
  return Object.fromEntries(DATA.rungs.map((rung, place) => [rung.name, 100 * rows[place].counterfactual]));
};
const turnModel = async () => {
  if (desk.revealed) { desk.revealed = false; tellDesk(() => ""); drawView(true); return; }
  if (desk.running) return;
  desk.running = true;
  tellDesk(() => t("desk_runs", { n: number(settings.pairs) }));
  try {
    const { code } = desk.room;
    for (const one of [desk.view.first, desk.view.then]) {
      if (one === null || desk.model.has(one.number)) continue;
      const says = await modelSays(one);
      if (desk.room?.code !== code) return;
      desk.model.set(one.number, says);
    }
    desk.revealed = true;
    tellDesk(() => t("desk_ran"));
  } catch (error) { tellDesk(() => t("run_failed", { error: String(error.message || error) })); } finally { desk.running = false; }
  drawView(true);
};

// Which questions are looked at. Who is choosing is left alone until they are done.
const drawPicks = (anew) => {
  const { view } = desk, place = by("desk-picks");
  if (!anew && place.contains(document.activeElement)) return;
  const held = place.contains(document.activeElement) ? document.activeElement.id : null;
  const pick = (id, title, chosen, set, none) => h("div", { class: "setting" }, h("label", { for: id }, title), h("select", { id, onchange: (event) => { set(Number(event.target.value)); look(true); } },
    none && h("option", { value: "0", selected: chosen === null }, none),
    view.questions.map((one) => h("option", { value: String(one.number), selected: chosen?.number === one.number }, `${askedText(one)} (${number(one.n)})`))));
  fill(place, view.first && [
    pick("desk-first", t("desk_first"), view.first, (value) => { desk.first = value; desk.then = null; desk.revealed = false; }),
    view.questions.length > 1 && pick("desk-then", t("desk_then"), view.then, (value) => { desk.then = value; desk.revealed = false; }, t("desk_nothing_beside"))]);
  if (held && by(held)) by(held).focus();
};

// What the class has said, drawn anew only when there is something new; who is at a place of it stays there.
const drawView = (anew = false) => {
  const { view } = desk, mark = JSON.stringify([view.changes, view.first?.number, view.then?.number, language]);
  by("desk-count").textContent = t("desk_count", { n: number(view.pupils), said: number(view.first ? view.first.n : 0) });
  if (!anew && mark === desk.drawn) return;
  desk.drawn = mark;
  drawPicks(anew);
  const stops = () => [...by("desk-view").querySelectorAll("button, summary, [tabindex]")];
  const held = stops().indexOf(document.activeElement), opened = [...by("desk-view").querySelectorAll("details")].map((one) => one.open);
  if (view.first === null && view.ways.first.n === 0) { fill(by("desk-view"), h("p", {}, t("desk_nothing"))); return; }
  const few = [view.first, view.then].some((one) => one && one.n < view.few);
  fill(by("desk-view"), view.first && [
    h("p", {}, h("button", { type: "button", id: "desk-reveal", "aria-pressed": String(desk.revealed), onclick: turnModel }, t(desk.revealed ? "desk_hide" : "desk_reveal"))),
    few && h("p", { class: "small" }, t("class_few", { few: number(view.few) })),
    classFigure(view, desk.revealed ? desk.model : new Map()),
    desk.revealed && h("p", {}, t("class_no_score")), desk.revealed && h("p", { class: "small bears" }, inLanguage(DATA.bears.short)),
    h("h3", {}, t("parts_title")), h("p", {}, t("parts_help")),
    [view.first, view.then].filter((one) => one !== null).map((one) => [view.then && h("h4", {}, askedText(one)), partsList(one)]),
    view.then && movedTable(view), reasonsTable(view)],
  view.ways.first.n > 0 && [h("h3", {}, t("ways_title")), waysFigure(view.ways)]);
  [...by("desk-view").querySelectorAll("details")].forEach((one, place) => { one.open = Boolean(opened[place]); });
  if (held >= 0) stops()[held]?.focus();
};

let looked = 0;
const look = async (anew = false) => {
  if (desk.room === null) return;
  const { code } = desk.room, mine = (looked += 1);
  try {
    const chosen = [["first", desk.first], ["then", desk.then]].filter(([, value]) => value !== null).map(([name, value]) => `${name}=${value}`).join("&");
    const view = await askDesk("GET", `/api/rooms/${code}${chosen ? `?${chosen}` : ""}`);
    if (mine !== looked || desk.room?.code !== code) return;
    desk.view = view;
    if (!desk.reached) tellDesk(() => "");
    desk.reached = true;
    if (desk.revealed && [view.first, view.then].some((one) => one && !desk.model.has(one.number))) desk.revealed = false;
    drawView(anew);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    desk.reached = false;
    tellDesk(() => refusalText(error));
    if (error.word === "no_room") { desk.rooms = desk.rooms.filter((one) => one.code !== code); takeRoom(desk.rooms[0] || null); deskSection(); }
  }
};
const poll = async () => { if (!document.hidden) await look(); setTimeout(poll, POLLED); };

const deskSection = () => {
  const { room } = desk;
  roomSection(t("desk_title"), h("p", {}, t("desk_help")),
    desk.rooms.length > 1 && h("div", { class: "setting" }, h("label", { for: "desk-room" }, t("desk_which")), h("select", { id: "desk-room", onchange: (event) => {
      takeRoom(desk.rooms.find((one) => one.code === event.target.value));
      deskSection();
      by("desk-room").focus();
    } }, desk.rooms.map((one) => h("option", { value: one.code, selected: one.code === room.code }, codeText(one.code))))),
    room && h("details", { open: desk.card, ontoggle: (event) => { desk.card = event.target.open; } }, h("summary", {}, t("desk_address")), h("div", { class: "roomcard" }, qrPicture(room.qr, t("desk_qr", { link: room.link })),
      h("div", {}, h("p", {}, t("desk_go_to"), h("br"), h("strong", { class: "code" }, room.link.split("?")[0])), h("p", {}, t("desk_type"), h("br"), h("strong", { class: "roomcode" }, codeText(room.code))),
        h("p", { class: "small" }, t("desk_or_link"), " ", h("a", { href: room.link, target: "_blank", rel: "noopener" }, room.link))))),
    room && h("p", { id: "desk-count", role: "status" }),
    h("p", { id: "desk-said", role: "status" }, desk.told()),
    h("p", {}, h("button", { type: "button", onclick: openRoom }, t(room ? "desk_open_another" : "desk_open")), " ",
      room && [h("button", { type: "button", onclick: saveTable }, t("desk_save")), " ",
        desk.closing
          ? [h("button", { type: "button", id: "desk-close", onclick: closeRoom }, t("desk_close_now")), " ", h("button", { type: "button", onclick: () => { desk.closing = false; deskSection(); by("desk-close").focus(); } }, t("desk_keep_open"))]
          : h("button", { type: "button", id: "desk-close", onclick: () => { desk.closing = true; deskSection(); by("desk-close").focus(); } }, t("desk_close"))]),
    desk.closing && h("p", { class: "warning" }, t("desk_close_warns")),
    room && h("div", { id: "desk-picks", onfocusout: () => { if (desk.view) setTimeout(() => { if (by("desk-picks") && desk.view) drawPicks(false); }, 0); } }), room && h("div", { id: "desk-view" }));
  if (room && desk.view) drawView(true);
  else look(true);
};

const openDesk = async () => {
  try {
    const told = await askDesk("GET", "/api/rooms");
    desk.rooms = told.rooms;
    takeRoom(told.rooms[0] || null);
    deskSection();
    poll();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.word === "no_key") rememberHere("teacher", null);
    roomSection(t("desk_title"), h("p", { class: "wrong", role: "alert" }, refusalText(error)));
  }
};

if (SERVED) {
  let first = true;
  document.addEventListener("page-started", () => {
    if (teacherKey !== null) { if (!first && desk.rooms) deskSection(); else if (first) openDesk(); }
    else { pupilSection(); if (first) comeBack(); }
    first = false;
  });
  document.addEventListener("page-predicted", ({ detail }) => { if (inside.pupil !== null) sendPrediction(predictionBody(detail)); });
  // The teacher's address, opened in a tab that has the page already.
  addEventListener("hashchange", (event) => { if (/teacher=/.test(location.hash)) { event.stopImmediatePropagation(); location.reload(); } });
}
