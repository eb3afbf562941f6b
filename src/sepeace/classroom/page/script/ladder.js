// The ladder: from a wish to a signature, in how many of 100 wars, with the change and without it, and what was predicted.
const ladderFigure = (found, predicted, before = null) => {
  const rows = DATA.rungs, high = 46, top = 30, left = NAMES_WIDE, right = WIDE - 70;
  const x = scale(0, 100, left, right), drawing = s("svg", { viewBox: `0 0 ${WIDE} ${top + rows.length * high + 34}`, class: "chart" });
  for (let mark = 0; mark <= 100; mark += 20) {
    drawing.append(s("line", { x1: x(mark), x2: x(mark), y1: top - 8, y2: top + rows.length * high, stroke: "#ddd" }),
      s("text", { x: x(mark), y: top + rows.length * high + 18, "text-anchor": "middle", class: "mark" }, String(mark)));
  }
  rows.forEach((rung, place) => {
    const y = top + place * high + 16, row = found.rows[place], [without, withIt] = [100 * row.baseline, 100 * row.counterfactual];
    const [low, up] = row.ci95.map((end) => Math.min(100, Math.max(0, 100 * (row.baseline + end))));
    drawing.append(
      rowName(y, inOwnWords(rung.drawn)),
      s("line", { x1: x(without), x2: x(withIt), y1: y, y2: y, stroke: "#767676", "stroke-width": 2 }),
      s("line", { x1: x(low), x2: x(up), y1: y + 9, y2: y + 9, stroke: "#111", "stroke-width": 2 }),
      s("circle", { cx: x(without), cy: y, r: 7, fill: "#fff", stroke: "#111", "stroke-width": 2.5 }),
      s("rect", { x: x(withIt) - 6, y: y - 6, width: 12, height: 12, fill: "#111" }));
    const guess = predicted && predicted[rung.name];
    if (guess !== undefined && guess !== null) {
      drawing.append(s("path", { d: `M${x(guess)},${y - 15}l6,-8h-12z`, fill: "#fff", stroke: "#0b3c6f", "stroke-width": 2 }));
    }
  });
  drawing.append(
    s("circle", { cx: left + 6, cy: 9, r: 6, fill: "#fff", stroke: "#111", "stroke-width": 2.5 }), s("text", { x: left + 18, y: 14, class: "mark" }, t("without_change")),
    s("rect", { x: left + 200, y: 3, width: 12, height: 12, fill: "#111" }), s("text", { x: left + 220, y: 14, class: "mark" }, t("with_change")),
    s("path", { d: `M${left + 406},14l6,-8h-12z`, fill: "#fff", stroke: "#0b3c6f", "stroke-width": 2 }), s("text", { x: left + 420, y: 14, class: "mark" }, t("your_prediction")));
  const numbers = table(t("ladder_title"), [t("step"), t("without_change"), t("with_change"), t("difference_points"), t("interval_points"), t("you_predicted"), ...(before ? [t("before_change")] : [])],
    rows.map((rung, place) => {
      const row = found.rows[place], guess = predicted && predicted[rung.name];
      return [inOwnWords(rung.text), percent(row.baseline), percent(row.counterfactual), signedPoints(row.difference),
        `${signedPoints(row.ci95[0])} … ${signedPoints(row.ci95[1])}`, guess === undefined || guess === null ? "–" : number(guess), ...(before ? [percent(before.rows[place].counterfactual)] : [])];
    }), "ladder-numbers");
  const alternative = rows.map((rung, place) => t("ladder_alt", {
    step: inOwnWords(rung.drawn), without: number(100 * found.rows[place].baseline, 1), with: number(100 * found.rows[place].counterfactual, 1) })).join(" ");
  return figure("ladder", t("ladder_title"), alternative, drawing, t("ladder_caption"), numbers);
};
// The answer before an assumption was changed, to look back at while predicting again.
const beforeTable = (before) => table(t("answer_before"), [t("step"), t("without_change"), t("with_change")],
  DATA.rungs.map((rung, place) => [inOwnWords(rung.text), percent(before.rows[place].baseline), percent(before.rows[place].counterfactual)]));
const signedPoints = (share) => `${share > 0 ? "+" : share < 0 ? "−" : ""}${number(Math.abs(100 * share), 1)}`;
