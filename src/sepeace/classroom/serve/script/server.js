// Asking the page's own server, where it came from one that may be asked: a page in a file asks nobody.
const SERVED = (document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content || "").includes("connect-src 'self'");
const POLLED = 2000;

class Refusal extends Error {
  constructor(word) { super(word); this.word = word; }
}

const askServer = async (method, path, body = null, key = null) => {
  const headers = {};
  if (body !== null) headers["Content-Type"] = "application/json";
  if (key !== null) headers.Authorization = `Bearer ${key}`;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === null ? undefined : JSON.stringify(body), credentials: "omit", cache: "no-store", redirect: "error" });
  } catch { throw new Refusal("unreachable"); }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Refusal(typeof told.error === "string" ? told.error : "other");
  }
  return answer;
};
const askJson = async (...given) => (await askServer(...given)).json();

// What a refusal is in words of the page.
const REFUSALS = { unreachable: "no_answer", no_room: "no_such_room", room_ended: "room_ended", room_full: "room_full", address_full: "room_address_full", enough: "room_enough", enough_asked: "room_enough_asked",
  too_many_rooms: "rooms_enough", too_many_guesses: "too_many_codes", too_often: "too_often", no_key: "no_key" };
const refusalText = (error) => t(REFUSALS[error.word] || "server_refused");

// A word that this tab remembers until it is closed, so that a page loaded anew is the same one.
const remembered = (name) => { try { return sessionStorage.getItem(`sepeace-${name}`); } catch { return null; } };
const rememberHere = (name, value) => {
  try { if (value === null) sessionStorage.removeItem(`sepeace-${name}`); else sessionStorage.setItem(`sepeace-${name}`, value); } catch { /* then it is forgotten */ }
};

// The part of the page that only a page from a server has, above all others.
const roomSection = (title, ...children) => {
  const made = h("section", { id: "room", "aria-labelledby": "room-title" }, h("h2", { id: "room-title", tabindex: "-1" }, title), ...children);
  if (by("room")) by("room").replaceWith(made);
  else by("question").before(made);
  return made;
};
const codeText = (code) => code.replace(/^(.{4})/, "$1-");
