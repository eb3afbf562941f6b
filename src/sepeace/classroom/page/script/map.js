// The map: coast and rivers, the recorded front and that of the war told, named lines, and sites of crimes by date.
const interpolate = (xs, ys, x) => {
  if (x <= xs[0]) return ys[0];
  for (let k = 1; k < xs.length; k += 1) if (x <= xs[k]) return ys[k - 1] + (ys[k] - ys[k - 1]) * (x - xs[k - 1]) / (xs[k] - xs[k - 1]);
  return ys[ys.length - 1];
};
const placeOn = (track, km) => [interpolate(track.km, track.x, km), interpolate(track.km, track.y, km)];

// The front of three sectors as a line: between the marks it has the shape of recorded fronts, the nearer the more.
const frontLine = (km) => {
  const { tracks, ends, shapes } = DATA.map, marks = tracks.map((track, sector) => placeOn(track, km[sector]));
  const away = shapes.map((shape) => Math.hypot(...shape.km.map((one, sector) => one - km[sector])));
  const near = away.some((one) => one < DATA.map.nearKm);
  const raw = away.map((one) => (near ? (one < DATA.map.nearKm ? 1 : 0) : 1 / (one * one))), total = raw.reduce((a, b) => a + b, 0);
  const stops = [...marks, placeOn(ends[1], km[2])], points = [placeOn(ends[0], km[0])];
  for (let piece = 0; piece < 3; piece += 1) {
    const [[ax, ay], [bx, by2]] = [stops[piece], stops[piece + 1]], [dx, dy] = [bx - ax, by2 - ay];
    for (let step = 0; step < shapes[0].stretches[piece].length; step += 1) {
      let re = 0, im = 0;
      shapes.forEach((shape, one) => { re += raw[one] / total * shape.stretches[piece][step][0]; im += raw[one] / total * shape.stretches[piece][step][1]; });
      points.push([ax + dx * re - dy * im, ay + dx * im + dy * re]);
    }
  }
  return { points, marks };
};
const onSheet = ([x, y]) => [x - DATA.map.view[0], DATA.map.view[3] - y];
const sheetPath = (points) => path(points.map(onSheet));
// Coordinates are kept as steps from one point to the next.
const stepsPath = (steps, close) => {
  let x = 0, y = 0, text = "";
  for (let k = 0; k < steps.length; k += 2) {
    x += steps[k]; y += steps[k + 1];
    const [across, down] = onSheet([x, y]);
    text += `${k ? "L" : "M"}${across},${down}`;
  }
  return close ? `${text}Z` : text;
};

// Letters and lines are drawn larger for a wall, and larger still where the sheet is small.
const mapForm = () => (isNarrow() ? ["slim", 132, 2] : settings.projector ? ["big", 86, 1.3] : ["", 66, 1]);
// Letters beside a mark: to its right, to its left, above or below, wherever they lie on nothing and within the sheet.
const spots = (width, height, lettersHigh) => {
  const taken = [];
  const free = ([x, y, w, h]) => x >= 0 && y >= 0 && x + w <= width && y + h <= height
    && taken.every(([a, b, c, d]) => x + w <= a || a + c <= x || y + h <= b || b + d <= y);
  const keep = ([x, y]) => { taken.push([x - 14, y - 14, 28, 28]); };
  // What must stand does so anywhere; a town for which there is no room goes without its name.
  const put = ([x, y], text, must, gap = 16) => {
    const w = 0.58 * lettersHigh * text.length, h = 0.9 * lettersHigh, right = x + gap, left = x - gap - w, above = y - gap - h, below = y + gap;
    const tried = [[right, y - h / 2], [left, y - h / 2], [x - w / 2, above], [x - w / 2, below], [right, above], [right, below], [left, above], [left, below]];
    const found = tried.map((at) => [...at, w, h]).find(free) || (must ? [Math.min(right, width - w), y - h / 2, w, h] : null);
    if (found === null) return null;
    taken.push(found);
    return { x: found[0], y: found[1] + 0.78 * h };
  };
  return { keep, put };
};
const LINE_DASHES = ["none", "24 12", "6 8", "24 8 4 8", "14 10", "2 10"];
const lineKey = () => h("ul", { class: "key" }, DATA.map.lines.map((line, place) => h("li", {},
  s("svg", { viewBox: "0 0 150 16", class: "sample", "aria-hidden": "true" }, s("line", { x1: 0, x2: 150, y1: 8, y2: 8, stroke: "#9a4a00", "stroke-width": 8, "stroke-dasharray": LINE_DASHES[place % 6] })), " ", line.title)));

let mapCount = 0;
const mapFigure = (fronts, day, slide) => {
  const [west, south, east, north] = DATA.map.view, clip = `sheet-${mapCount += 1}`;
  const [form, lettersHigh, thick] = mapForm();
  const drawing = s("svg", { viewBox: `0 0 ${east - west} ${north - south}`, class: `chart map ${form}` },
    s("defs", {}, s("clipPath", { id: clip }, s("rect", { width: east - west, height: north - south }))),
    s("rect", { width: east - west, height: north - south, fill: "#dbe7ee" }));
  const inside = s("g", { "clip-path": `url(#${clip})` });
  inside.append(s("path", { d: DATA.map.land.map((one) => stepsPath(one, true)).join(""), fill: "#fbfaf6", stroke: "#8a9aa3", "stroke-width": 3, "fill-rule": "evenodd" }),
    s("path", { d: DATA.map.lakes.map((one) => stepsPath(one, true)).join(""), fill: "#dbe7ee", stroke: "#8a9aa3", "stroke-width": 2, "fill-rule": "evenodd" }),
    s("path", { d: DATA.map.rivers.map((one) => stepsPath(one, false)).join(""), fill: "none", stroke: "#9db8c9", "stroke-width": 3 }));
  DATA.map.lines.forEach((line, place) => inside.append(s("path", { d: sheetPath(line.points), fill: "none", stroke: "#9a4a00", "stroke-width": 6 * thick, "stroke-dasharray": LINE_DASHES[place % 6] })));
  // All sites have their place from the first day on, so that no name moves with the date.
  const letters = spots(east - west, north - south, lettersHigh), marked = [...DATA.map.sites, ...DATA.map.towns].map((one) => onSheet(one.at));
  marked.forEach(letters.keep);
  const numbered = DATA.map.sites.map((site) => letters.put(onSheet(site.at), String(site.number), true));
  const named = DATA.map.towns.map((town) => [town, letters.put(onSheet(town.at), town.name, form !== "slim")]).filter(([, place]) => place)
    .map(([town, place]) => s("text", { ...place, class: "town" }, town.name));
  for (const town of DATA.map.towns) {
    const [x, y] = onSheet(town.at);
    inside.append(s("circle", { cx: x, cy: y, r: 9, fill: "#fff", stroke: "#555", "stroke-width": 4 }));
  }
  for (const { km, colour, dash, mark } of fronts) {
    const { points, marks } = frontLine(km);
    inside.append(s("path", { d: sheetPath(points), fill: "none", stroke: "#fff", "stroke-width": 20 * thick, "stroke-opacity": 0.8 }),
      s("path", { d: sheetPath(points), fill: "none", stroke: colour, "stroke-width": 11 * thick, "stroke-dasharray": dash }));
    for (const one of marks) {
      const [x, y] = onSheet(one);
      inside.append(mark === "square" ? s("rect", { x: x - 15 * thick, y: y - 15 * thick, width: 30 * thick, height: 30 * thick, fill: "#fff", stroke: colour, "stroke-width": 7 * thick })
        : s("circle", { cx: x, cy: y, r: 17 * thick, fill: colour, stroke: "#fff", "stroke-width": 4 }));
    }
  }
  const shown = DATA.map.sites.filter((site) => dayOf(site.date) <= day);
  shown.forEach((site) => {
    const [x, y] = onSheet(site.at);
    inside.append(s("rect", { x: x - 12 * thick, y: y - 12 * thick, width: 24 * thick, height: 24 * thick, fill: "#111", stroke: "#fff", "stroke-width": 4 }), s("text", { ...numbered[DATA.map.sites.indexOf(site)], class: "site" }, String(site.number)));
  });
  inside.append(...named);
  drawing.append(inside);
  const told = fronts.map((front) => front.name).join("; ");
  const made = figure("map", t("map_title", { day: inWords(isoOf(day)) }), t("map_alt", { fronts: told, sites: shown.length }), drawing, t("map_caption"),
    shown.length ? h("ol", { class: "sites" }, shown.map((site) => h("li", { value: site.number }, `${inWords(site.date)}: `, site.what))) : null);
  const crimes = made.querySelector("details");
  if (crimes) { crimes.open = true; crimes.querySelector("summary").textContent = t("crimes_on_map", { n: shown.length }); }
  made.querySelector("figcaption").before(bearsShort(), lineKey());
  made.querySelector("h3").after(slide, h("p", { class: "small fronts" }, fronts.map((front, place) => [place ? " · " : "", `${front.mark === "square" ? "□" : "●"} ${front.name}`])));
  return made;
};
