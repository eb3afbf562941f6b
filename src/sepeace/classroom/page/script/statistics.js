// Shares, intervals, bands and sentences of the counts, by the package's own functions.
const LEAST_AT_WAR = 0.05;

// Bands and means of one world, week by week, as long as enough wars go on.
const weeklyOf = (tally, n) => {
  const { Tally } = DATA.kernel.layout.records, [rows, variables, bins] = Tally.fields.counts[2], sums = Tally.fields.terms[2][1];
  let weeks = 0;
  for (let week = 0; week < rows; week += 1) if (tally.at_war[week] >= LEAST_AT_WAR * n && tally.at_war[week] > 0) weeks = week + 1;
  const bands = Object.fromEntries(DATA.banded.map((name) => [name, [[], [], [], [], []]]));
  const terms = [], gaps = [], open = [];
  for (let week = 0; week < weeks; week += 1) {
    for (const name of DATA.banded) {
      const variable = DATA.variables.indexOf(name), start = (week * variables + variable) * bins;
      sepeaceScript.band(Array.from(tally.counts.subarray(start, start + bins)), variable).forEach((value, level) => bands[name][level].push(value));
    }
    const at = tally.at_war[week];
    terms.push(Array.from({ length: sums - 1 }, (_, term) => tally.terms[week * sums + term] / DATA.unit / at));
    gaps.push(tally.terms[week * sums + sums - 1] / DATA.unit / at);
    open.push(tally.open[week] / at);
  }
  return { weeks, bands, terms, gaps, open };
};

// All that the page shows of a question. `others` are the counts under other numbers and readings, once they are there.
const statistics = (sums, own, others) => {
  const scenario = sepeaceScript.supposing(STORY.worlds[own.name].with.scenario, assumedNow(own));
  const numbers = [[settings.readings.numbers ?? own.assumed.numbers, sums.count], ...others.numbers];
  return {
    plain: sepeaceScript.pairedAnswer(scenario, numbers, others.readings, [], 1),
    complete: others.complete,
    ladder: { rows: sepeaceScript.ladderRows(sums.count) },
    worlds: sums.tallies.map((tally, world) => weeklyOf(tally, (world ? sums.count.with_change : sums.count.without).ladder.n)),
  };
};
