// What is asked, as it stands in the address: clamped to what the package allows, with a sentence for all that is not.
const PLAIN = () => ({ scenario: DATA.scenarios[0].name, pairs: DATA.pairs, seed: 1, readings: {}, off: [], scores: {}, numbers: {},
  hide: [], language: DATA.languages[0], projector: false });
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
  const say = (key, given, allowed, near = null) => wrong.push(
    t("setting_wrong", { key, given: given.slice(0, 60), allowed }) + (near ? ` ${t("did_you_mean", { near })}` : ""));
  const pairs = text.replace(/^#/, "").split("&").filter((one) => one !== "").slice(0, 200).map((one) => {
    const cut = one.indexOf("=");
    const plain = (part) => { try { return decodeURIComponent(part); } catch { return part; } };
    return cut < 0 ? [plain(one), ""] : [plain(one.slice(0, cut)), plain(one.slice(cut + 1))];
  });
  const first = pairs.find(([key]) => key === "s");
  const names = DATA.scenarios.map((one) => one.name);
  if (first) {
    if (names.includes(first[1])) made.scenario = first[1];
    else say("s", first[1], t("a_scenario_of_this_page"), nearest(first[1], names));
  }
  const own = DATA.scenarios.find((one) => one.name === made.scenario);
  const readings = new Map(DATA.readings.map((one) => [one.name, one.values.map((value) => value.value)]));
  const clamped = (key, given, found, low, high) => {
    if (Number.isNaN(found)) { say(key, given, t("from_to", { low: number(low, low % 1 ? 3 : 0), high: number(high, high % 1 ? 3 : 0) })); return null; }
    if (found !== Number(given)) say(key, given, t("from_to", { low: number(low, low % 1 ? 3 : 0), high: number(high, high % 1 ? 3 : 0) }));
    return found;
  };
  for (const [key, value] of pairs) {
    const [head, tail] = [key.split(".")[0], key.slice(key.indexOf(".") + 1)];
    if (key === "s") continue;
    if (key === "n") made.pairs = clamped(key, value, wholeWithin(value, 100, 20000), 100, 20000) ?? made.pairs;
    else if (key === "seed") made.seed = clamped(key, value, wholeWithin(value, 0, HIGHEST_SEED), 0, HIGHEST_SEED) ?? made.seed;
    else if (key === "lang") {
      if (DATA.languages.includes(value)) made.language = value;
      else say(key, value, DATA.languages.join(", "));
    } else if (key === "projector") made.projector = value === "1";
    else if (key === "off") {
      for (const one of value.split(",").filter((name) => name !== "")) {
        if (!DATA.switches.some((row) => row.name === one)) say(key, one, t("a_term_of_the_model"), nearest(one, DATA.switches.map((row) => row.name)));
        else if (!own.choices.includes(`switches_off=${one}`)) say(key, one, t("out_already"));
        else if (!made.off.includes(one)) made.off.push(one);
      }
    } else if (key === "hide") {
      for (const one of value.split(",").filter((name) => name !== "")) {
        if (HIDDEN.includes(one)) made.hide.push(one);
        else say(key, one, HIDDEN.join(", "), nearest(one, HIDDEN));
      }
    } else if (head === "score" && key !== head) {
      const dial = own.dials.find((one) => one.operation === tail);
      if (!dial) { say(key, value, t("an_operation_of_this_scenario"), nearest(tail, own.dials.map((one) => one.operation))); continue; }
      const found = clamped(key, value, within(value, dial.low, dial.high), dial.low, dial.high);
      if (found === null) continue;
      if (dial.outcomes.length && !Object.values(DATA.outcomes).includes(found)) say(key, value, Object.values(DATA.outcomes).join(", "));
      else made.scores[tail] = found;
    } else if (head === "set" && key !== head) {
      const dial = DATA.parameters.find((one) => one.key === tail);
      if (!dial) { say(key, value, t("a_number_of_the_model"), nearest(tail, DATA.parameters.map((one) => one.key))); continue; }
      const found = clamped(key, value, within(value, dial.low, dial.high), dial.low, dial.high);
      if (found !== null) made.numbers[tail] = found;
    } else if (readings.has(key)) {
      if (!readings.get(key).includes(value)) say(key, value, readings.get(key).join(", "), nearest(value, readings.get(key)));
      else if (value !== own.assumed[key]) made.readings[key] = value;
    } else say(key, value, t("a_setting_of_this_page"), nearest(key, ["s", "n", "seed", "lang", "off", "hide", ...readings.keys()]));
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
