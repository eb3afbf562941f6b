// Elements of the page, made without a line of HTML text: nothing that is typed or linked is ever read as markup.
const make = (space) => (name, attributes = {}, ...children) => {
  const made = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child);
  }
  return made;
};
const h = make(null);
const s = make("http://www.w3.org/2000/svg");
const by = (id) => document.getElementById(id);
const fill = (place, ...children) => { place.replaceChildren(...children.flat(3).filter((one) => one)); return place; };

// A table with a caption, for eyes and for screen readers. Cells of the first column are heads of their rows.
const table = (caption, heads, rows, id = null) => h("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption },
  h("table", { id },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, heads.map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, place) =>
      place === 0 ? h("th", { scope: "row" }, cell) : h("td", {}, cell)))))));

// A line in which keys stand between backquotes.
const withKeys = (line) => line.split("`").map((part, place) => (place % 2 ? h("code", {}, part) : part));

// What is folded is made when it is opened: most of it is never looked at.
const folded = (summary, make, id = null) => {
  const place = h("div", { id });
  return h("details", { ontoggle: () => { if (!place.hasChildNodes()) fill(place, make()); } }, h("summary", {}, summary), place);
};

// What a reader of the screen hears when something has changed.
const announce = (text) => { by("status").replaceChildren(text); };

// What has happened, for scripts that a page has only where a server hands it out.
const happened = (name, detail = null) => { document.dispatchEvent(new CustomEvent(`page-${name}`, { detail })); };
