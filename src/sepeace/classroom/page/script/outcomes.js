// Outcomes beside history, and what stopped the attempt that got furthest: bars of both worlds.
const barsFigure = (id, title, caption, heads, rows) => {
  const { width, left, right, high, top, under } = rowsOf(40, 80, 2), drawing = s("svg", { viewBox: `0 0 ${width} ${top + rows.length * high + 10}`, class: "chart" },
    s("defs", {}, hatch(`${id}-bar`, "#111", true)));
  const most = Math.max(0.01, ...rows.flatMap((row) => row.shares)), x = scale(0, most, left, right - (under ? 0 : 60)), fillOf = (world) => (world ? "#333" : `url(#${id}-bar)`);
  rows.forEach((row, place) => {
    const y = top + place * high + under;
    drawing.append(rowName(y + (under ? 14 : 17), row.name));
    row.shares.forEach((share, world) => drawing.append(
      s("rect", { x: left, y: y + 4 + 15 * world, width: Math.max(0, x(share) - left), height: 13, fill: fillOf(world), stroke: "#111" }),
      s("text", { x: x(share) + 6, y: y + 15 + 15 * world, class: "mark" }, percent(share))));
  });
  drawing.append(...worldsKey(fillOf, left));
  const alternative = rows.map((row) => `${row.name}: ${row.shares.map((share) => percent(share)).join(", ")}.`).join(" ");
  return figure(id, title, alternative, drawing, caption, table(title, heads, rows.map((row) => [row.name, ...row.shares.map((share) => percent(share)), ...(row.more || [])])));
};

// Which bars are of which world.
const worldsKey = (fillOf, left) => keyOf([0, 1].map((world) => [(x, y) => s("rect", { x, y, width: 22, height: 11, fill: fillOf(world), stroke: "#111" }), t(world ? "with_change" : "without_change")]), left, [0, 200]);

const outcomesFigure = (sums) => barsFigure("outcomes", t("outcomes_title"), t("outcomes_caption"),
  [t("outcome"), t("without_change"), t("with_change"), t("what_happened")],
  DATA.endings.map((ending, place) => ({ name: inOwnWords(ending.text),
    shares: [0, 1].map((world) => worldOf(sums, world).endings[place] / Math.max(1, worldOf(sums, world).ladder.n)), more: [ending.recorded ? t("so_it_was", { day: inWords(DATA.warEnded) }) : "–"] })));

const barriersFigure = (sums) => barsFigure("barriers", t("barriers_title"), t("barriers_caption"), [t("barrier"), t("without_change"), t("with_change")],
  DATA.barriers.map((barrier, place) => ({ name: inOwnWords(barrier.text),
    shares: [0, 1].map((world) => worldOf(sums, world).barriers[place] / Math.max(1, worldOf(sums, world).barriers.reduce((a, b) => a + b, 0))) })));

// The anatomy of the gap: what lay between the two lines on one day, term by term, in both worlds.
const anatomyFigure = (worlds, week, choose) => {
  const rows = DATA.terms.map((term, place) => ({ term, values: worlds.map((world) => world.terms[week][place]) }))
    .filter((row) => row.values.some((value) => Math.abs(value) >= 0.0005));
  const { width, left, right, high, top, under } = rowsOf(38, 30, 3), most = Math.max(0.05, ...rows.flatMap((row) => row.values.map(Math.abs)));
  const x = scale(-most, most, left, right), drawing = s("svg", { viewBox: `0 0 ${width} ${top + rows.length * high + 30}`, class: "chart" }, s("defs", {}, hatch("anatomy-bar", "#111", true)));
  const fillOf = (world) => (world ? "#333" : "url(#anatomy-bar)");
  rows.forEach(({ term, values }, place) => {
    const y = top + place * high + under;
    drawing.append(rowName(y + 15, inOwnWords(term.label)));
    values.forEach((value, world) => drawing.append(s("rect", { x: Math.min(x(0), x(value)), y: y + 3 + 13 * world, width: Math.abs(x(value) - x(0)), height: 11, fill: fillOf(world), stroke: "#111" })));
  });
  drawing.append(s("line", { x1: x(0), x2: x(0), y1: top, y2: top + rows.length * high, stroke: "#111" }),
    s("text", { x: x(0) - 8, y: top - 12, "text-anchor": "end", class: "mark" }, t("brings_nearer")), s("text", { x: x(0) + 8, y: top - 12, class: "mark" }, t("keeps_apart")));
  if (under) drawing.append(...worldsKey(fillOf, left));
  const totals = worlds.map((world) => world.gaps[week]);
  const numbers = table(t("anatomy_title", { day: inWords(isoOf(7 * week)) }), [t("term"), t("without_change"), t("with_change")],
    [...rows.map(({ term, values }) => [inOwnWords(term.label), ...values.map((value) => signedShare(value))]), [t("gap_in_all"), ...totals.map(signedShare)]]);
  const alternative = rows.map(({ term, values }) => `${inOwnWords(term.label)}: ${values.map(signedShare).join(", ")}.`).join(" ");
  const made = figure("anatomy", t("anatomy_title", { day: inWords(isoOf(7 * week)) }), alternative, drawing, t("anatomy_caption"), numbers);
  made.querySelector("h3").after(choose);
  return made;
};
const signedShare = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${number(Math.abs(value), 3)}`;
