// Lines and areas over time, drawn so that they can be told apart in grey: by dash, by hatch, and by words beside them.
const COLOURS = { germany: "#c46200", soviet: "#0b3c6f", front: "#111", open: "#2f7d5f", without: "#767676" };
const WIDE = 920;

const hatch = (id, colour, lines) => s("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: lines ? "rotate(45)" : null },
  s("rect", { width: 7, height: 7, fill: colour, "fill-opacity": 0.22 }),
  lines ? s("line", { x1: 0, y1: 0, x2: 0, y2: 7, stroke: colour, "stroke-width": 1.4, "stroke-opacity": 0.7 })
    : s("circle", { cx: 2, cy: 2, r: 1, fill: colour, "fill-opacity": 0.8 }));

// A name at the left of its row, on two lines where one would be cut off.
const NAMES_WIDE = 250;
const rowName = (y, text, longest = 28) => {
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
  // On a narrow screen a drawing keeps its size and is moved aside, by keyboard too.
  const frame = h("div", { class: "drawing", role: "group", "aria-label": title, tabindex: matchMedia("(max-width: 46rem)").matches ? "0" : null }, drawing);
  return h("figure", { id }, h("h3", {}, title), frame, h("figcaption", {}, caption),
    numbers && h("details", {}, h("summary", {}, t("numbers_of_figure")), numbers));
};

// The years along the foot of a chart.
const yearMarks = (x, top, foot) => [1942, 1943, 1944, 1945, 1946].map((year) => [year, dayOf(`${year}-01-01`)]).filter(([, day]) => day < x.last).flatMap(([year, day]) => [
  s("line", { x1: x(day), x2: x(day), y1: top, y2: foot, stroke: "#ddd" }),
  s("text", { x: x(day), y: foot + 16, "text-anchor": "middle", class: "mark" }, String(year)),
]);
const timeScale = (last, left, right) => Object.assign(scale(0, last, left, right), { last });
