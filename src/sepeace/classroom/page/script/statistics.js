// Shares, intervals, bands and sentences of the counts, by the package's own functions.
const [WITHOUT, WITH] = DATA.worlds;

// Bands and means of one world, week by week, as long as enough wars go on.
const weeklyOf = (tally, n) => {
  const { Tally } = DATA.kernel.layout.records, [rows, , bins] = Tally.fields.counts[2], sums = Tally.fields.terms[2][1];
  let weeks = 0;
  for (let week = 0; week < rows; week += 1) if (tally.at_war[week] >= DATA.leastAtWar * n && tally.at_war[week] > 0) weeks = week + 1;
  const terms = [], gaps = [], open = [];
  const bandOf = (name, week) => {
    const variable = DATA.variables.indexOf(name);
    return sepeaceScript.band(Array.from(tally.counts[variable].subarray(week * bins, (week + 1) * bins)), variable);
  };
  // Reckoned where they are drawn: the figure of one world stays folded for most readers.
  const bands = () => Object.fromEntries(DATA.banded.map((name) => {
    const found = [[], [], [], [], []];
    for (let week = 0; week < weeks; week += 1) bandOf(name, week).forEach((value, level) => found[level].push(value));
    return [name, found];
  }));
  // The front of the day while half of the wars go on: later it would be that of few.
  const front = () => {
    const found = [];
    for (let week = 0; week < weeks; week += 1) if (tally.at_war[week] >= DATA.enoughAtWar * n) found.push(sepeaceScript.shareOfFront(bandOf("mean_front", week)[2]));
    return found;
  };
  for (let week = 0; week < weeks; week += 1) {
    const at = tally.at_war[week];
    const found = sepeaceScript.anatomy(Array.from(tally.terms.subarray(week * sums, (week + 1) * sums)),
      [tally.open[week], tally.open_without_strength[week]], [at, tally.at_war[0]]);
    terms.push(DATA.terms.map((term) => found[term.name]));
    gaps.push(found.gap);
    open.push(found.open);
  }
  return { weeks, bands, terms, gaps, open, front };
};

// The scenario as it is asked now, for the sentences.
const supposedNow = (own) => {
  const scenario = STORY().worlds[own.name][WITH].scenario, { readings, off, numbers } = settings;
  const drawn = kernel.drawn(own.name, choicesOf(settings));
  const switches = [...new Set([...scenario.assumptions.switches, ...off])].sort();
  const parameters = Object.entries(numbers).map(([key, value]) => { const [name, side] = key.split("."); return [name, side ?? null, value]; });
  return sepeaceScript.supposing(scenario, { ...readings, numbers: drawn, switches, parameters: [...scenario.assumptions.parameters, ...parameters] });
};

// All that the page shows of a question. `others` are the counts under other numbers, readings and leaders, as far as they are there.
// Weekly numbers are reckoned where they are drawn.
const statistics = (sums, own, others, weekly = true) => {
  const numbers = [[kernel.drawn(own.name, choicesOf(settings)), sums.count], ...others.numbers];
  return {
    plain: sepeaceScript.pairedAnswer(supposedNow(own), numbers, others.readings, others.profiles, 1),
    ladder: { rows: sepeaceScript.ladderRows(sums.count) },
    worlds: !weekly ? null : sums.tallies.map((tally, world) => weeklyOf(tally, worldOf(sums, world).ladder.n)),
  };
};
const worldOf = (sums, world) => (world ? sums.count.with_change : sums.count.without);
