// The least Germany would accept and the most the Soviet Union would cede, and when a window is open.
const windowsFigure = (world, sums, own, which) => {
  const { weeks, open } = world, bands = world.bands(), front = world.front(), narrow = isNarrow(), width = narrow ? NARROW_WIDE : WIDE;
  // On a narrow screen named lines have letters, and their names stand below; what has room beside the curves stands above them.
  const left = narrow ? 40 : 64, right = width - (narrow ? 22 : 206), top = narrow ? 3 * KEY_HIGH + 26 : 18, middle = top + 312, foot = middle + 100;
  const x = timeScale(7 * weeks, left, right), y = scale(-0.25, 1.3, middle, top);
  const drawing = s("svg", { viewBox: `0 0 ${width} ${foot + 34}`, class: "chart" }, s("defs", {}, hatch(`${which}-g`, COLOURS.germany, true), hatch(`${which}-s`, COLOURS.soviet, false)));
  const days = Array.from({ length: weeks }, (_, week) => x(7 * week));
  for (const mark of [0, 0.25, 0.5, 0.75, 1]) {
    drawing.append(s("text", { x: left - 8, y: y(mark) + 4, "text-anchor": "end", class: "mark" }, number(mark, 2)));
  }
  const names = spreadOut(DATA.lines.map((line) => ({ line, at: y(line.share) })), 15), letter = (place) => "abcdefghij"[place];
  for (const [place, { line, at, shown }] of names.entries()) {
    drawing.append(s("line", { x1: left, x2: right, y1: at, y2: at, stroke: "#bbb", "stroke-dasharray": "1 3" }),
      s("line", { x1: right, x2: right + 8, y1: at, y2: shown, stroke: "#bbb" }), s("text", { x: right + 11, y: shown + 4, class: "mark" }, narrow ? letter(place) : line.title));
  }
  drawing.append(...yearMarks(x, top, foot));
  if (own.branchDay !== null) {
    drawing.append(s("rect", { x: left, y: top, width: Math.max(0, x(own.branchDay) - left), height: foot - top, fill: "#111", "fill-opacity": 0.06 }),
      s("line", { x1: x(own.branchDay), x2: x(own.branchDay), y1: top, y2: foot, stroke: "#111", "stroke-dasharray": "7 3 1 3", "stroke-width": 1.5 }),
      !narrow && s("text", { x: x(own.branchDay) - 6, y: top + 12, "text-anchor": "end", class: "mark" }, t("both_worlds_share")),
      narrow ? s("text", { x: x(own.branchDay), y: top - 6, "text-anchor": 2 * x(own.branchDay) > width ? "end" : "start", class: "mark" }, t("worlds_part", { day: inWords(own.branch) }))
        : s("text", { x: x(own.branchDay) + 6, y: top + 12, class: "mark" }, t("worlds_part", { day: inWords(own.branch) })));
  }
  for (const [name, colour, pattern, dash] of [["least_germany", COLOURS.germany, "g", null], ["most_soviet", COLOURS.soviet, "s", "9 5"]]) {
    const found = bands[name].map((row) => row.map(y));
    drawing.append(s("path", { d: area(days, found[0], found[4]), fill: colour, "fill-opacity": 0.14 }), s("path", { d: area(days, found[1], found[3]), fill: `url(#${which}-${pattern})` }),
      s("path", { d: path(days.map((day, k) => [day, found[2][k]])), fill: "none", stroke: colour, "stroke-width": 3, "stroke-dasharray": dash }));
  }
  drawing.append(s("path", { d: path(front.map((share, k) => [days[k], y(share)])), fill: "none", stroke: "#fff", "stroke-width": 5 }),
    s("path", { d: path(front.map((share, k) => [days[k], y(share)])), fill: "none", stroke: COLOURS.front, "stroke-width": 2.2, "stroke-dasharray": "2 4" }));
  const highest = Math.max(0.01, ...open), bar = scale(0, highest * 1.15, foot, middle + 26);
  drawing.append(s("path", { d: area(days, open.map(bar), open.map(() => foot)), fill: COLOURS.open, "fill-opacity": 0.75, stroke: "#111", "stroke-width": 0.6 }),
    s("text", { x: left - 8, y: bar(highest) + 4, "text-anchor": "end", class: "mark" }, `${number(100 * highest, highest < 0.1 ? 1 : 0)} %`),
    ...(narrow ? [s("text", { x: left + 4, y: middle + 14, class: "mark" }, `${t("window_open_short")} ${t("of_wars_going_on")}`)]
      : [s("text", { x: right + 11, y: foot - 30, class: "mark" }, t("window_open_short")), s("text", { x: right + 11, y: foot - 14, class: "mark" }, t("of_wars_going_on"))]),
    ...keyOf([["germany", 3, null, "least_germany"], ["soviet", 3, "9 5", "most_soviet"], ["front", 2.2, "2 4", "front_of_day"]].map(([who, thick, dash, words]) => [
      (at, y0) => s("line", { x1: at, x2: at + 26, y1: y0 + 4, y2: y0 + 4, stroke: COLOURS[who], "stroke-width": thick, "stroke-dasharray": dash }), t(words)]), left, [0, 290, 630]));
  const quarter = Array.from({ length: weeks }, (_, week) => week).filter((week) => week % 13 === 0);
  const numbers = table(which === "with" ? t("windows_with") : t("windows_without"), [t("day"), t("least_germany"), t("most_soviet"), t("window_open")], quarter.map((week) => [
    inWords(isoOf(7 * week)), number(bands.least_germany[2][week], 2), number(bands.most_soviet[2][week], 2), percent(open[week])]));
  const best = open.reduce((found, value, week) => (value > open[found] && 7 * week >= (own.branchDay ?? 0) ? week : found), Math.ceil((own.branchDay ?? 0) / 7));
  const alternative = t("windows_alt", { day: inWords(isoOf(7 * best)), share: number(100 * (open[best] ?? 0), 1) });
  const made = figure(`windows-${which}`, which === "with" ? t("windows_with") : t("windows_without"), alternative, drawing, t("windows_caption"), numbers);
  if (narrow) made.querySelector("figcaption").before(h("ul", { class: "key" }, names.map(({ line }, place) => h("li", {}, `${letter(place)}: `, line.title))));
  return made;
};

// Names along an edge, moved apart where they would lie on each other.
const spreadOut = (rows, least) => {
  const found = rows.map((row) => ({ ...row, shown: row.at })).sort((a, b) => a.at - b.at);
  for (let turn = 0; turn < 60; turn += 1) {
    for (let k = 1; k < found.length; k += 1) {
      const near = least - (found[k].shown - found[k - 1].shown);
      if (near > 0) { found[k].shown += near / 2; found[k - 1].shown -= near / 2; }
    }
  }
  return found;
};
