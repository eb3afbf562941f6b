// Lines and areas over time, drawn so that they can be told apart in grey: by dash, by hatch, and by words beside them.
const COLOURS = { germany: "#c46200", soviet: "#0b3c6f", front: "#111", open: "#2f7d5f", without: "#767676" };
const WIDE = 920;

const hatch = (id, colour, lines) => s("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: lines ? "rotate(45)" : null },
  s("rect", { width: 7, height: 7, fill: colour, "fill-opacity": 0.22 }),
  lines ? s("line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke: colour, "stroke-width": 1.4, "stroke-opacity": 0.7 })
    : s("circle", { cx: 2, cy: 2, r: 1, fill: colour, "fill-opacity": 0.8 }));

// On a narrow screen a chart is drawn anew: as wide as the screen, with names above their rows and the key line by line.
const NARROW = "screen and (max-width: 46rem)";
const isNarrow = () => matchMedia(NARROW).matches;
const NARROW_WIDE = 380, NAME_HIGH = 22, KEY_HIGH = 20;
const NAMES_WIDE = 250;
// Where the rows of a chart lie. `right` is what stays free beside them; a key of so many entries stands above.
const rowsOf = (high, right, entries) => {
  const narrow = isNarrow(), width = narrow ? NARROW_WIDE : WIDE;
  return { narrow, width, left: narrow ? 10 : NAMES_WIDE, right: width - (narrow ? Math.min(right, 60) : right), high: high + (narrow ? NAME_HIGH : 0),
    top: narrow ? entries * KEY_HIGH + 14 : 30, under: narrow ? NAME_HIGH : 0 };
};
// The key of a chart: a sign at a place, and its words; `apart` is how far from each other on a wide screen.
const keyOf = (entries, left, apart) => entries.flatMap(([sign, words], place) => {
  const [x, y] = isNarrow() ? [0, KEY_HIGH * place + 4] : [left + apart[place], 4];
  return [sign(x, y), s("text", { x: x + 34, y: y + 10, class: "mark" }, words)];
});

// A name at the left of its row, on two lines where one would be cut off; or above it.
const rowName = (y, text, longest = settings.projector ? 24 : 27) => {
  if (isNarrow()) return s("text", { x: 0, y: y - 17, class: "name" }, text);
  const cut = text.length <= longest ? -1 : text.lastIndexOf(" ", Math.ceil(text.length / 2) + 4), x = NAMES_WIDE - 12;
  return s("text", { x, y: cut < 0 ? y + 5 : y - 4, "text-anchor": "end", class: "name" }, cut < 0 ? text
    : [s("tspan", {}, text.slice(0, cut)), s("tspan", { x, dy: 17 }, text.slice(cut + 1))]);
};

const scale = (from, to, low, high) => (value) => low + (value - from) / (to - from) * (high - low);
const path = (points) => points.map(([x, y], place) => `${place ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`).join("");
const area = (points, upper, lower) => `${path(points.map((x, k) => [x, upper[k]]))}${path(points.map((x, k) => [x, lower[k]]).reverse()).replace("M", "L")}Z`;

// A figure with its title, what it shows in words for those who do not see it, and its numbers in a table.
const figure = (id, title, alternative, drawing, caption, numbers = null) => {
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-labelledby", `${id}-title ${id}-alt`);
  drawing.prepend(s("title", { id: `${id}-title` }, title), s("desc", { id: `${id}-alt` }, alternative));
  // What keeps its size on a narrow screen is moved aside, by keyboard too.
  const frame = h("div", { class: "drawing", role: "group", "aria-label": title, tabindex: drawing.classList.contains("fixed") && isNarrow() ? "0" : null }, drawing);
  return h("figure", { id }, h("h3", {}, title), frame, h("figcaption", {}, caption),
    numbers && h("details", {}, h("summary", {}, t("numbers_of_figure")), numbers));
};

// The years along the foot of a chart.
const yearMarks = (x, top, foot) => [1942, 1943, 1944, 1945, 1946].map((year) => [year, dayOf(`${year}-01-01`)]).filter(([, day]) => day < x.last).flatMap(([year, day]) => [
  s("line", { x1: x(day), x2: x(day), y1: top, y2: foot, stroke: "#ddd" }),
  s("text", { x: x(day), y: foot + 16, "text-anchor": "middle", class: "mark" }, String(year)),
]);
const timeScale = (last, left, right) => Object.assign(scale(0, last, left, right), { last });
