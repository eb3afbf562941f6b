// Forecasts of one reader for one war as a short code without a name, and back; a table of them as CSV.
const deskWorlds = () => ["desk", ...DATA.scenarios.map((one) => one.name)];
const deskStrengths = () => Object.keys(DATA.desk.readings);
const DESK_HEAD = () => [deskWorlds().length, deskStrengths().length, HIGHEST_SEED + 1, HIGHEST_SEED + 1, DATA.desk.dates.length + 1];

const forecastCode = (war, said) => {
  const digits = [deskWorlds().indexOf(war.world), deskStrengths().indexOf(war.strength), war.seed, war.number, said.length], bases = DESK_HEAD();
  let value = 0n, unit = 1n;
  for (const [digit, base] of [...digits.map((digit, place) => [digit, bases[place]]), ...said.flatMap((one) => [[one.signed, 101], [one.serious, 101]])]) {
    value += unit * BigInt(digit);
    unit *= BigInt(base);
  }
  let text = "";
  do { text += LETTERS[Number(value % 32n)]; value /= 32n; } while (value > 0n);
  return `${text}${checkLetter(text)}`.replace(/(.{4})(?=.)/g, "$1-");
};

const fromForecastCode = (typed) => {
  const text = typed.toUpperCase().replace(/[^A-Z0-9]/g, ""), body = text.slice(0, -1);
  if (body === "" || text.length > 60 || [...text].some((one) => !LETTERS.includes(one)) || checkLetter(body) !== text.slice(-1)) return null;
  let value = [...body].reduceRight((sum, one) => sum * 32n + BigInt(LETTERS.indexOf(one)), 0n);
  const next = (base) => { const found = Number(value % BigInt(base)); value /= BigInt(base); return found; };
  const [world, strength, seed, war, dates] = DESK_HEAD().map(next);
  const said = Array.from({ length: dates }, () => ({ signed: next(101), serious: next(101) }));
  return value === 0n && dates > 0 ? { world: deskWorlds()[world], strength: deskStrengths()[strength], seed, number: war, said } : null;
};

// One row a date and question of every war of the session.
const forecastTable = (sessions) => [
  "world,strength,seed,war,date,question,said,true,model_reading,west_in_model,base_rate",
  ...sessions.flatMap((one) => one.file.dates.flatMap((date, place) => DESK_ASKED.map((asked) => {
    const told = modelSays(one, asked, place), short = (value) => (value === null ? "" : String(Number(value.toFixed(4))));
    return [one.world, one.strength, one.seed, one.number, date.date, asked, one.said[place][asked], date[asked] ? 1 : 0,
      short(told.reading), short(told.west), short(told.base)].join(",");
  }))),
].join("\n");
