// What is asked, as it stands in the address: clamped to what the package allows, with a sentence for all that is not.
const PLAIN = () => ({ scenario: DATA.scenarios[0].name, pairs: DATA.pairs, seed: 1, readings: {}, off: [], scores: {}, numbers: {},
  hide: [], language, projector: false });
const HIDDEN = ["assume", "story", "map", "anatomy", "contacts", "method"];
const HIGHEST_SEED = 2 ** 31 - 1;

const wholeWithin = (text, low, high) => {
  const found = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(found) ? Math.min(high, Math.max(low, found)) : NaN;
};
const within = (text, low, high) => {
  const found = /^-?\d{1,6}(\.\d{1,12})?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(found) ? Math.min(high, Math.max(low, found)) : NaN;
};
const nearest = (text, known) => {
  const far = (a, b) => {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length];
  };
  const best = [...known].sort((a, b) => far(text, a) - far(text, b))[0];
  return best !== undefined && far(text, best) <= Math.max(2, text.length / 3) ? best : null;
};

// Settings out of a text such as `s=germany_wins_at_kursk&n=500&strength=prospect`, and what is wrong with it.
const readSettings = (text) => {
  const made = PLAIN(), wrong = [];
  // What is used instead, or that nothing is; near is what may have been meant: one of some names, said by its title.
  const say = (key, given, kept, near = null) => wrong.push(
    (kept === null ? t("setting_left_out", { key, given: given.slice(0, 60) }) : t("setting_wrong", { key, given: given.slice(0, 60), kept })) + (near ? ` ${t("did_you_mean", { near })}` : ""));
  const meant = (given, rows, name, title) => { const found = nearest(given, rows.map(name)); return found && title(rows.find((row) => name(row) === found)); };
  const pairs = text.replace(/^#/, "").split("&").filter((one) => one !== "").slice(0, 200).map((one) => {
    const cut = one.indexOf("=");
    const plain = (part) => { try { return decodeURIComponent(part); } catch { return part; } };
    return cut < 0 ? [plain(one), ""] : [plain(one.slice(0, cut)), plain(one.slice(cut + 1))];
  });
  const first = pairs.find(([key]) => key === "s");
  const names = DATA.scenarios.map((one) => one.name);
  if (first) {
    if (names.includes(first[1])) made.scenario = first[1];
    else say("s", first[1], inOwnWords(DATA.scenarios[0].titles), meant(first[1], DATA.scenarios, (one) => one.name, (one) => inOwnWords(one.titles)));
  }
  const own = DATA.scenarios.find((one) => one.name === made.scenario);
  const readings = new Set(DATA.readings.map((one) => one.name));
  const clamped = (key, given, found, low, high, plain) => {
    const said = (value) => number(value, value % 1 ? 3 : 0), kept = Number.isNaN(found) ? plain : found;
    if (kept !== Number(given)) say(key, given, t("kept_within", { kept: said(kept), range: t("from_to", { low: said(low), high: said(high) }) }));
    return Number.isNaN(found) ? null : found;
  };
  for (const [key, value] of pairs) {
    const [head, tail] = [key.split(".")[0], key.slice(key.indexOf(".") + 1)];
    if (key === "s") continue;
    if (key === "n") made.pairs = clamped(key, value, wholeWithin(value, 100, 20000), 100, 20000, made.pairs) ?? made.pairs;
    else if (key === "seed") made.seed = clamped(key, value, wholeWithin(value, 0, HIGHEST_SEED), 0, HIGHEST_SEED, made.seed) ?? made.seed;
    else if (key === "lang") {
      if (value === language || DATA.pages[value]) made.language = value;
      else say(key, value, DATA.languageName);
    } else if (key === "projector") made.projector = value === "1";
    else if (key === "off") {
      for (const one of value.split(",").filter((name) => name !== "")) {
        if (!DATA.switches.some((row) => row.name === one)) say(key, one, null, meant(one, DATA.switches, (row) => row.name, (row) => inOwnWords(row.text)));
        else if (!own.choices.includes(`switches_off=${one}`)) wrong.push(t("out_already", { term: inOwnWords(DATA.switches.find((row) => row.name === one).text) }));
        else if (!made.off.includes(one)) made.off.push(one);
      }
    } else if (key === "hide") {
      for (const one of value.split(",").filter((name) => name !== "")) {
        if (HIDDEN.includes(one)) made.hide.push(one);
        else say(key, one, null, meant(one, HIDDEN, (name) => name, (name) => t(`hide_${name}`)));
      }
    } else if (head === "score" && key !== head) {
      const dial = own.dials.find((one) => one.operation === tail);
      if (!dial) { say(key, value, null, meant(tail, own.dials, (one) => one.operation, (one) => inOwnWords(DATA.operations[one.operation]))); continue; }
      const found = clamped(key, value, within(value, dial.low, dial.high), dial.low, dial.high, dial.score);
      if (found === null) continue;
      if (dial.outcomes.length && !Object.values(DATA.outcomes).includes(found)) say(key, value, number(dial.score, 2));
      else made.scores[tail] = found;
    } else if (head === "set" && key !== head) {
      const dial = DATA.parameters.find((one) => one.key === tail);
      if (!dial) { say(key, value, null, meant(tail, DATA.parameters, (one) => one.key, (one) => inOwnWords(one.text))); continue; }
      const found = clamped(key, value, within(value, dial.low, dial.high), dial.low, dial.high, dial.value);
      if (found !== null) made.numbers[tail] = found;
    } else if (readings.has(key)) {
      // What is offered: weighed guesses only where the page has any.
      const rows = DATA.readings.find((one) => one.name === key).values.filter((row) => row.value === own.assumed[key] || own.choices.includes(`${key}=${row.value}`)), title = (row) => inOwnWords(row.text);
      if (!rows.some((row) => row.value === value)) say(key, value, title(rows.find((row) => row.value === own.assumed[key])), meant(value, rows, (row) => row.value, title));
      else if (value !== own.assumed[key]) made.readings[key] = value;
    } else say(key, value, null, nearest(key, ["s", "n", "seed", "lang", "off", "hide", ...readings.keys()]));
  }
  return { settings: made, wrong };
};

// The same settings as a text for the address.
const settingsText = (settings) => {
  const plain = PLAIN(), parts = [`s=${settings.scenario}`];
  if (settings.pairs !== plain.pairs) parts.push(`n=${settings.pairs}`);
  if (settings.seed !== plain.seed) parts.push(`seed=${settings.seed}`);
  for (const [name, value] of Object.entries(settings.readings)) parts.push(`${name}=${value}`);
  if (settings.off.length) parts.push(`off=${settings.off.join(",")}`);
  for (const [name, value] of Object.entries(settings.scores)) parts.push(`score.${name}=${value}`);
  for (const [name, value] of Object.entries(settings.numbers)) parts.push(`set.${name}=${value}`);
  if (settings.hide.length) parts.push(`hide=${settings.hide.join(",")}`);
  if (settings.language !== plain.language) parts.push(`lang=${settings.language}`);
  if (settings.projector) parts.push("projector=1");
  return parts.join("&");
};

// What of the settings the kernel's tables are made from.
const choicesOf = (settings) => [
  ...Object.entries(settings.readings).map(([name, value]) => `${name}=${value}`),
  ...settings.off.map((name) => `switches_off=${name}`),
];

// A short code to type: letters and digits that are not taken for each other, the last one a check of the others.
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const checkLetter = (text) => LETTERS[[...text].reduce((sum, one, place) => (sum + (place + 1) * LETTERS.indexOf(one)) % 31, 0)];
const digitsOf = (settings) => {
  const own = DATA.scenarios.find((one) => one.name === settings.scenario);
  // Each digit with its base, so that a code is as short as what it says.
  const digits = [[DATA.languages.indexOf(settings.language), DATA.languages.length],
    [DATA.scenarios.indexOf(own), DATA.scenarios.length], [settings.seed, 1000], [Math.floor(settings.pairs / 100), 201]];
  const chosen = choicesOf(settings).map((one) => own.choices.indexOf(one)).sort((a, b) => a - b);
  digits.push([chosen.length, 32], ...chosen.map((one) => [one, own.choices.length]));
  const scores = Object.entries(settings.scores);
  digits.push([scores.length, 8]);
  for (const [name, value] of scores) {
    digits.push([own.dials.findIndex((one) => one.operation === name), own.dials.length], [Math.round((value + 2.5) * 20), 128]);
  }
  return digits;
};
const codeOf = (settings) => {
  if (Object.keys(settings.numbers).length || settings.hide.length || settings.seed > 999 || settings.pairs % 100 || Object.keys(settings.scores).length > 7) return null;
  let value = 0n, unit = 1n;
  for (const [digit, base] of digitsOf(settings)) { value += unit * BigInt(digit); unit *= BigInt(base); }
  let text = "";
  do { text += LETTERS[Number(value % 32n)]; value /= 32n; } while (value > 0n);
  return `${text}${checkLetter(text)}`.replace(/(.{4})(?=.)/g, "$1-");
};
const fromCode = (typed) => {
  const text = typed.toUpperCase().replace(/[^A-Z0-9]/g, ""), body = text.slice(0, -1);
  if (body === "" || text.length > 80 || [...text].some((one) => !LETTERS.includes(one)) || checkLetter(body) !== text.slice(-1)) return null;
  let value = [...body].reduceRight((sum, one) => sum * 32n + BigInt(LETTERS.indexOf(one)), 0n);
  const next = (base) => { const found = Number(value % BigInt(base)); value /= BigInt(base); return found; };
  const made = PLAIN();
  made.language = DATA.languages[next(DATA.languages.length)];
  const own = DATA.scenarios[next(DATA.scenarios.length)];
  made.scenario = own.name;
  made.seed = next(1000);
  made.pairs = 100 * next(201);
  for (let left = next(32); left > 0; left -= 1) {
    const choice = own.choices[next(own.choices.length)], [name, one] = choice.split("=");
    if (name === "switches_off") made.off.push(one);
    else made.readings[name] = one;
  }
  for (let left = next(8); left > 0; left -= 1) {
    const dial = own.dials[next(own.dials.length)];
    if (dial === undefined) return null;
    made.scores[dial.operation] = Math.min(dial.high, Math.max(dial.low, next(128) / 20 - 2.5));
  }
  if (value !== 0n) return null;
  const read = readSettings(settingsText(made));
  return read.wrong.length === 0 && settingsText(read.settings) === settingsText(made) ? made : null;
};
