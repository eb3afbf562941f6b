// How the predictions of a class lie: bars for each step, before and after, and what the model says once it is revealed.
const titleOf = (name) => { const found = DATA.scenarios.find((one) => one.name === name); return found ? inOwnWords(found.titles) : name; };
const changeText = ([name, value]) => {
  const reading = DATA.readings.find((one) => one.name === name);
  if (reading) return `${inOwnWords(reading.title)} ${inOwnWords(reading.values.find((one) => one.value === value).text)}`;
  if (name === "off") return t("class_without", { term: inOwnWords(DATA.switches.find((one) => one.name === value).text) });
  const key = name.slice(name.indexOf(".") + 1), dial = DATA.parameters.find((one) => one.key === key);
  return `${name.startsWith("score.") && key in DATA.operations ? battle(key) : dial ? inOwnWords(dial.text) : key}: ${value}`;
};
const askedText = (one) => `${titleOf(one.scenario)}: ${one.changed.length ? one.changed.map(changeText).join("; ") : t("class_as_shipped")}`;

const rounded = (value) => (value === null ? "–" : number(value, value % 1 ? 1 : 0));
const middleHalf = (row) => (row.low === null ? "–" : t("class_to", { low: rounded(row.low), high: rounded(row.high) }));
const countsText = (row, width, last) => row.counts.map((count, place) => [count, place]).filter(([count]) => count > 0)
  .map(([count, place]) => t("class_bin", { low: place * width, high: place === row.counts.length - 1 ? last : (place + 1) * width - 1, n: count })).join("; ") || "–";

const sumsText = (row) => row.counts.map((count, place) => [count, 50 * place]).filter(([count]) => count > 0).map(([count, sum]) => t("ways_bin", { sum, n: count })).join("; ") || "–";

// Bars of one row of numbers between two places.
const bars = (row, left, right, foot, high, most, colour) => {
  const wide = (right - left) / row.counts.length;
  return [s("line", { x1: left, x2: right, y1: foot, y2: foot, stroke: "#767676" }),
    ...row.counts.map((count, place) => s("rect", { x: (left + place * wide + 1).toFixed(1), y: (foot - high * count / most).toFixed(1), width: (wide - 2).toFixed(1), height: (high * count / most).toFixed(1), fill: colour }))];
};

const classFigure = (view, model) => {
  const shown = [[view.first, "class_first"], [view.then, "class_then"]].filter(([one]) => one !== null);
  const high = 64, top = 40, left = 330, gap = 44, wide = (WIDE - 40 - left - (shown.length - 1) * gap) / shown.length;
  const drawing = s("svg", { viewBox: `0 0 ${WIDE} ${top + DATA.rungs.length * high + 26}`, class: "chart fixed" });
  const most = Math.max(1, ...shown.flatMap(([one]) => DATA.rungs.flatMap((rung) => one.rungs[rung.name].counts)));
  shown.forEach(([one, name], column) => {
    const from = left + column * (wide + gap), x = scale(0, 100, from, from + wide), says = model.get(one.number);
    drawing.append(s("text", { x: from, y: 16, class: "name" }, t(name, { n: number(one.n) })));
    DATA.rungs.forEach((rung, place) => {
      const row = one.rungs[rung.name], foot = top + place * high + 44;
      if (column === 0) drawing.append(s("text", { x: left - 12, y: foot - 14, "text-anchor": "end", class: "name" }, inOwnWords(rung.drawn)));
      drawing.append(...bars(row, from, from + wide, foot, 36, most, column ? "#767676" : "#0b3c6f"));
      if (row.median !== null) {
        drawing.append(s("line", { x1: x(row.low), x2: x(row.high), y1: foot + 5, y2: foot + 5, stroke: "#111", "stroke-width": 3 }),
          s("circle", { cx: x(row.median), cy: foot + 5, r: 5, fill: "#fff", stroke: "#111", "stroke-width": 2 }));
      }
      if (says) {
        const at = x(says[rung.name]).toFixed(1);
        drawing.append(s("line", { x1: at, x2: at, y1: foot - 40, y2: foot, stroke: "#c46200", "stroke-width": 3, "stroke-dasharray": "5 3" }),
          s("path", { d: `M${at},${foot - 38}l6,-8h-12z`, fill: "#c46200" }));
      }
    });
    for (const mark of [0, 50, 100]) drawing.append(s("text", { x: x(mark), y: top + DATA.rungs.length * high + 12, "text-anchor": "middle", class: "mark" }, String(mark)));
  });
  const heads = [t("step")], says = shown.some(([one]) => model.has(one.number));
  for (const [, name] of shown) {
    const which = t(`${name}_short`);
    heads.push(`${which}: ${t("class_n")}`, `${which}: ${t("class_middle")}`, `${which}: ${t("class_half")}`, `${which}: ${t("class_counts")}`);
    if (says) heads.push(`${which}: ${t("class_model")}`);
  }
  const rows = DATA.rungs.map((rung) => [inOwnWords(rung.text), ...shown.flatMap(([one]) => {
    const row = one.rungs[rung.name], cells = [number(row.n), rounded(row.median), middleHalf(row), countsText(row, 10, 100)];
    return says ? [...cells, model.has(one.number) ? number(model.get(one.number)[rung.name], 1) : "–"] : cells;
  })]);
  const alternative = DATA.rungs.map((rung) => t("class_alt", { step: inOwnWords(rung.drawn),
    said: shown.map(([one, name]) => t("class_alt_one", { which: t(`${name}_short`), n: one.rungs[rung.name].n, middle: rounded(one.rungs[rung.name].median) })).join(", ") })).join(" ");
  return figure("class-figure", t("class_figure"), alternative, drawing, says ? `${t("class_caption")} ${t("class_caption_model")}` : t("class_caption"), table(t("class_figure"), heads, rows));
};

// Predictions that do not agree with themselves: the class sees how many, and nobody sees whose.
const partsList = (one) => h("ul", {}, one.parts.map((part) => h("li", {}, t(`part_${part.name}`, { broken: number(part.broken), n: number(part.n) }),
  part.part === null ? null : ` ${t(part.part > part.whole ? "part_mean_broken" : "part_mean_fits", { part: number(part.part, 1), whole: number(part.whole, 1) })}`)));

const movedTable = (view) => table(t("moved_title"), [t("step"), t("moved_both"), t("moved_up"), t("moved_down"), t("moved_same")],
  view.moved.map((row) => [inOwnWords(DATA.rungs.find((rung) => rung.name === row.rung).text), number(row.n), number(row.up), number(row.down), number(row.same)]));

const reasonsTable = (view) => {
  const shown = [view.first, view.then].filter((one) => one !== null);
  return table(t("reasons_title"), [t("barrier"), ...shown.map((_, place) => t(place ? "class_then_short" : "class_first_short"))],
    DATA.barriers.map((one) => [inOwnWords(one.text), ...shown.map((told) => number(told.reasons[one.name] || 0))]));
};

// What all ways to a peace, and none, came to: more than 100 of 100 cannot be.
const waysFigure = (ways) => {
  const shown = [[ways.first, "ways_first"], [ways.mended, "ways_mended"]].filter(([one]) => one.n > 0);
  const high = 120, left = 20, drawing = s("svg", { viewBox: `0 0 ${WIDE} ${shown.length * high + 10}`, class: "chart fixed" });
  const most = Math.max(1, ...shown.flatMap(([one]) => one.counts));
  shown.forEach(([one, name], place) => {
    const foot = place * high + 92, x = scale(-25, 425, left, WIDE - 20);
    drawing.append(s("text", { x: left, y: foot - 74, class: "name" }, t(name, { n: number(one.n) })), ...bars(one, left, WIDE - 20, foot, 60, most, place ? "#767676" : "#0b3c6f"),
      s("line", { x1: x(100), x2: x(100), y1: foot - 66, y2: foot, stroke: "#c46200", "stroke-width": 3 }));
    for (const mark of [0, 100, 200, 300, 400]) drawing.append(s("text", { x: x(mark), y: foot + 16, "text-anchor": "middle", class: "mark" }, mark === 400 ? t("ways_open_end", { sum: mark }) : String(mark)));
  });
  const numbers = [table(t("ways_table"), [t("ways_which"), t("class_n"), t("class_middle"), t("ways_above"), t("ways_below"), t("class_counts")],
    shown.map(([one, name]) => [t(name, { n: number(one.n) }), number(one.n), rounded(one.median), number(one.above), number(one.below), sumsText(one)]))];
  const last = ways.mended.means ? ways.mended : ways.first;
  const names = [...DATA.scenarios.map((one) => [one.name, inOwnWords(one.titles)]), ["other_way", t("ways_other")], ["no_way", t("ways_none")]];
  if (last.means && last.fitted) numbers.push(table(t("ways_means"), [t("ways_way"), t("ways_mean"), t("ways_fitted")], names.map(([name, title]) => [title, number(last.means[name], 1), number(last.fitted[name], 1)])));
  const told = shown.map(([one, name]) => t("ways_told", { which: t(name, { n: number(one.n) }), above: number(one.above), n: number(one.n), middle: rounded(one.median) })).join(" ");
  return [h("p", {}, told), figure("ways-figure", t("ways_figure"), told, drawing, t("ways_caption"), numbers)];
};

// A QR code out of rows of 0 and 1.
const qrPicture = (rows, alternative) => {
  const d = rows.flatMap((row, y) => [...row].map((one, x) => (one === "1" ? `M${x},${y}h1v1h-1z` : ""))).join("");
  return s("svg", { viewBox: `0 0 ${rows[0].length} ${rows.length}`, class: "qr", role: "img", "aria-label": alternative, "shape-rendering": "crispEdges" },
    s("rect", { width: rows[0].length, height: rows.length, fill: "#fff" }), s("path", { d, fill: "#000" }));
};
