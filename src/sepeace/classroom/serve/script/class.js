// The teacher's part: a room is opened and closed, what the class says is seen as it comes, and the model's answer when it is wanted.
const teacherKey = (() => {
  const found = /(?:^#|&)teacher=([\w-]{20,80})/.exec(location.hash);
  if (!found) return remembered("teacher");
  rememberHere("teacher", found[1]);
  // Out of the address: it may be projected, or sent to the class.
  history.replaceState(null, "", `${location.pathname}#${location.hash.slice(1).replace(/(?:^|&)teacher=[\w-]+/, "")}`);
  return found[1];
})();
const board = { rooms: [], room: null, view: null, first: null, then: null, model: new Map(), revealed: false, drawn: "", closing: false, told: () => "", reached: true, card: true, running: false, locked: false };

const askBoard = (method, path, body = null) => askJson(method, path, body, teacherKey);
const tellBoard = (said) => { board.told = said; if (by("board-said")) by("board-said").textContent = said(); };
const boardTry = async (work) => { try { await work(); } catch (error) { if (!(error instanceof Refusal)) throw error; tellBoard(() => refusalText(error)); } };

const takeRoom = (room) => { Object.assign(board, { room, view: null, first: null, then: null, model: new Map(), revealed: false, drawn: "", closing: false }); };

// Pages of pupils start with the teacher's settings, but for what belongs to the teacher's screen.
const startSettings = () => {
  const text = settingsText({ ...settings, projector: false });
  return text.length <= 2000 ? text : "";
};
const openRoom = () => boardTry(async () => {
  const room = await askBoard("POST", "/api/rooms", { settings: startSettings() });
  board.rooms.push(room);
  takeRoom(room);
  tellBoard(() => "");
  boardSection();
  by("room-title").focus();
});

const closeRoom = () => boardTry(async () => {
  await askBoard("DELETE", `/api/rooms/${board.room.code}`);
  board.rooms = board.rooms.filter((one) => one.code !== board.room.code);
  takeRoom(board.rooms[0] || null);
  tellBoard(() => t("board_closed"));
  boardSection();
  by("room-title").focus();
});

const saveTable = () => boardTry(async () => save("class.csv", await (await askServer("GET", `/api/rooms/${board.room.code}/table`, null, teacherKey)).text(), "text/csv"));

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
  if (board.revealed) { board.revealed = false; tellBoard(() => ""); drawView(true); return; }
  if (board.running) return;
  board.running = true;
  tellBoard(() => t("board_runs", { n: number(settings.pairs) }));
  try {
    const { code } = board.room;
    for (const one of [board.view.first, board.view.then]) {
      if (one === null || board.model.has(one.number)) continue;
      const says = await modelSays(one);
      if (board.room?.code !== code) return;
      board.model.set(one.number, says);
    }
    board.revealed = true;
    tellBoard(() => t("board_ran"));
  } catch (error) { tellBoard(() => t("run_failed", { error: String(error.message || error) })); } finally { board.running = false; }
  drawView(true);
};

// Which questions are looked at. Who is choosing is left alone until they are done.
const drawPicks = (anew) => {
  const { view } = board, place = by("board-picks");
  if (!anew && place.contains(document.activeElement)) return;
  const held = place.contains(document.activeElement) ? document.activeElement.id : null;
  const pick = (id, title, chosen, set, none) => h("div", { class: "setting" }, h("label", { for: id }, title), h("select", { id, onchange: (event) => { set(Number(event.target.value)); look(true); } },
    none && h("option", { value: "0", selected: chosen === null }, none),
    view.questions.map((one) => h("option", { value: String(one.number), selected: chosen?.number === one.number }, `${askedText(one)} (${number(one.n)})`))));
  fill(place, view.first && [
    pick("board-first", t("board_first"), view.first, (value) => { board.first = value; board.then = null; board.revealed = false; }),
    view.questions.length > 1 && pick("board-then", t("board_then"), view.then, (value) => { board.then = value; board.revealed = false; }, t("board_nothing_beside"))]);
  if (held && by(held)) by(held).focus();
};

// What the class has said, drawn anew only when there is something new; who is at a place of it stays there.
const drawView = (anew = false) => {
  const { view } = board, mark = JSON.stringify([view.changes, view.first?.number, view.then?.number, language]);
  by("board-count").textContent = t("board_count", { n: number(view.pupils), said: number(view.first ? view.first.n : 0) });
  if (!anew && mark === board.drawn) return;
  board.drawn = mark;
  drawPicks(anew);
  const stops = () => [...by("board-view").querySelectorAll("button, summary, [tabindex]")];
  const held = stops().indexOf(document.activeElement), opened = [...by("board-view").querySelectorAll("details")].map((one) => one.open);
  if (view.first === null && view.ways.first.n === 0) { fill(by("board-view"), h("p", {}, t("board_nothing"))); return; }
  const few = [view.first, view.then].some((one) => one && one.n < view.few);
  fill(by("board-view"), view.first && [
    h("p", {}, h("button", { type: "button", id: "board-reveal", "aria-pressed": String(board.revealed), onclick: turnModel }, t(board.revealed ? "board_hide" : "board_reveal"))),
    few && h("p", { class: "small" }, t("class_few", { few: number(view.few) })),
    classFigure(view, board.revealed ? board.model : new Map()),
    board.revealed && h("p", {}, t("class_no_score")), board.revealed && h("p", { class: "small bears" }, inOwnWords(DATA.bears.short)),
    h("h3", {}, t("parts_title")), h("p", {}, t("parts_help")),
    [view.first, view.then].filter((one) => one !== null).map((one) => [view.then && h("h4", {}, askedText(one)), partsList(one)]),
    view.then && movedTable(view), reasonsTable(view)],
  view.ways.first.n > 0 && [h("h3", {}, t("ways_title")), waysFigure(view.ways)]);
  [...by("board-view").querySelectorAll("details")].forEach((one, place) => { one.open = Boolean(opened[place]); });
  if (held >= 0) stops()[held]?.focus();
};

let looked = 0;
const look = async (anew = false) => {
  if (board.room === null) return;
  const { code } = board.room, mine = (looked += 1);
  try {
    const chosen = [["first", board.first], ["then", board.then]].filter(([, value]) => value !== null).map(([name, value]) => `${name}=${value}`).join("&");
    const view = await askBoard("GET", `/api/rooms/${code}${chosen ? `?${chosen}` : ""}`);
    if (mine !== looked || board.room?.code !== code) return;
    board.view = view;
    if (!board.reached) tellBoard(() => "");
    board.reached = true;
    if (board.revealed && [view.first, view.then].some((one) => one && !board.model.has(one.number))) board.revealed = false;
    drawView(anew);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    board.reached = false;
    tellBoard(() => refusalText(error));
    if (error.word === "no_key") { board.locked = true; rememberHere("teacher", null); }
    if (error.word === "no_room") { board.rooms = board.rooms.filter((one) => one.code !== code); takeRoom(board.rooms[0] || null); boardSection(); }
  }
};
// A key that is refused is asked with no more: each time would count as a guess.
const poll = async () => { if (!document.hidden) await look(); if (!board.locked) setTimeout(poll, POLLED); };

const boardSection = () => {
  const { room } = board;
  roomSection(t("board_title"), h("p", {}, t("board_help")),
    board.rooms.length > 1 && h("div", { class: "setting" }, h("label", { for: "board-room" }, t("board_which")), h("select", { id: "board-room", onchange: (event) => {
      takeRoom(board.rooms.find((one) => one.code === event.target.value));
      boardSection();
      by("board-room").focus();
    } }, board.rooms.map((one) => h("option", { value: one.code, selected: one.code === room.code }, codeText(one.code))))),
    room && h("details", { open: board.card, ontoggle: (event) => { board.card = event.target.open; } }, h("summary", {}, t("board_address")), h("div", { class: "roomcard" }, qrPicture(room.qr, t("board_qr", { link: room.link })),
      h("div", {}, h("p", {}, t("board_go_to"), h("br"), h("strong", { class: "code" }, room.link.split("?")[0])), h("p", {}, t("board_type"), h("br"), h("strong", { class: "roomcode" }, codeText(room.code))),
        h("p", { class: "small" }, t("board_or_link"), " ", h("a", { href: room.link, target: "_blank", rel: "noopener" }, room.link))))),
    room && h("p", { id: "board-count", role: "status" }),
    h("p", { id: "board-said", role: "status" }, board.told()),
    h("p", {}, h("button", { type: "button", onclick: openRoom }, t(room ? "board_open_another" : "board_open")), " ",
      room && [h("button", { type: "button", onclick: saveTable }, t("board_save")), " ",
        board.closing
          ? [h("button", { type: "button", id: "board-close", onclick: closeRoom }, t("board_close_now")), " ", h("button", { type: "button", onclick: () => { board.closing = false; boardSection(); by("board-close").focus(); } }, t("board_keep_open"))]
          : h("button", { type: "button", id: "board-close", onclick: () => { board.closing = true; boardSection(); by("board-close").focus(); } }, t("board_close"))]),
    board.closing && h("p", { class: "warning" }, t("board_close_warns")),
    room && h("div", { id: "board-picks", onfocusout: () => { if (board.view) setTimeout(() => { if (by("board-picks") && board.view) drawPicks(false); }, 0); } }), room && h("div", { id: "board-view" }));
  if (room && board.view) drawView(true);
  else look(true);
};

const openBoard = async () => {
  try {
    const told = await askBoard("GET", "/api/rooms");
    board.rooms = told.rooms;
    takeRoom(told.rooms[0] || null);
    boardSection();
    poll();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.word === "no_key") rememberHere("teacher", null);
    roomSection(t("board_title"), h("p", { class: "wrong", role: "alert" }, refusalText(error)));
  }
};

if (SERVED) {
  let first = true;
  document.addEventListener("page-started", () => {
    if (teacherKey !== null) { if (!first && board.rooms) boardSection(); else if (first) openBoard(); }
    else { pupilSection(); if (first) comeBack(); }
    first = false;
  });
  document.addEventListener("page-predicted", ({ detail }) => { if (teacherKey === null) predictionMade(predictionBody(detail)); });
  // The teacher's address, opened in a tab that has the page already.
  addEventListener("hashchange", (event) => { if (/teacher=/.test(location.hash)) { event.stopImmediatePropagation(); location.reload(); } });
}
