// The ladder: from a wish to a signature, in how many of 100 wars, with the change and without it, and what was predicted.
const ladderFigure = (found, predicted, before = null) => {
  const rows = DATA.rungs, { width, left, right, high, top, under } = rowsOf(46, 70, 3), foot = top + rows.length * high;
  const x = scale(0, 100, left, right), drawing = s("svg", { viewBox: `0 0 ${width} ${foot + 34}`, class: "chart" });
  for (let mark = 0; mark <= 100; mark += 20) {
    drawing.append(s("line", { x1: x(mark), x2: x(mark), y1: top - 8, y2: foot, stroke: "#ddd" }),
      s("text", { x: x(mark), y: foot + 18, "text-anchor": "middle", class: "mark" }, String(mark)));
  }
  const circle = (cx, cy) => s("circle", { cx, cy, r: 7, fill: "#fff", stroke: "#111", "stroke-width": 2.5 });
  const square = (cx, cy) => s("rect", { x: cx - 6, y: cy - 6, width: 12, height: 12, fill: "#111" });
  const triangle = (cx, cy) => s("path", { d: `M${cx},${cy}l6,-8h-12z`, fill: "#fff", stroke: "#0b3c6f", "stroke-width": 2 });
  rows.forEach((rung, place) => {
    const y = top + place * high + 16 + under, row = found.rows[place], [without, withIt] = [100 * row.baseline, 100 * row.counterfactual];
    const [low, up] = row.ci95.map((end) => Math.min(100, Math.max(0, 100 * (row.baseline + end))));
    drawing.append(
      rowName(y, inOwnWords(rung.drawn)),
      s("line", { x1: x(without), x2: x(withIt), y1: y, y2: y, stroke: "#767676", "stroke-width": 2 }),
      s("line", { x1: x(low), x2: x(up), y1: y + 9, y2: y + 9, stroke: "#111", "stroke-width": 2 }),
      circle(x(without), y), square(x(withIt), y));
    const guess = predicted && predicted[rung.name];
    if (guess !== undefined && guess !== null) drawing.append(triangle(x(guess), y - (under ? 8 : 15)));
  });
  drawing.append(...keyOf([[(at, y) => circle(at + 14, y + 5), t("without_change")], [(at, y) => square(at + 14, y + 5), t("with_change")], [(at, y) => triangle(at + 14, y + 10), t("your_prediction")]], left, [0, 200, 400]));
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
