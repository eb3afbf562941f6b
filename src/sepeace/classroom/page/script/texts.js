// Words of the page, which has one language; the same page in another one is another file.
const language = DATA.language;
const words = () => DATA.texts[language];
const t = (key, values = {}) => {
  const found = words()[key];
  if (found === undefined) throw new Error(`no text ${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
};
// A text around something that is no plain text: what stands in English, say.
const around = (key, name, inner, values = {}) => {
  const [before, after] = t(key, { ...values, [name]: "\u0000" }).split("\u0000");
  return [before, inner, after];
};
// What the package says, as plain text.
const inOwnWords = (text) => text[language];
// Where another language is another page beside this one, it is opened at the same place of the address.
const elsewhere = (wanted, hash) => {
  if (wanted === language || !DATA.pages[wanted]) return false;
  location.href = `${DATA.pages[wanted]}#${hash.replace(/^#/, "").replace(/(^|&)lang=\w+/, "").replace(/^&/, "")}`;
  return true;
};
// By hand, since the browser's own formats take a tenth of a second to begin with on a slow machine.
const MARKS = { en: [",", "."], de: [".", ","] };
const written = (digits) => {
  const [thousands, decimal] = MARKS[language] || MARKS.en, [whole, part] = digits.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, thousands) + (part === undefined ? "" : decimal + part);
};
const number = (value, digits = 0) => {
  const found = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(found) !== 0 ? "-" : ""}${written(found)}`;
};
const percent = (share) => `${number(100 * share, 1)} %`;
const MONTHS = { en: "January February March April May June July August September October November December".split(" "),
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" ") };
const EPOCH = Date.UTC(1941, 5, 22), DAY = 86400000;
const dateOf = (day) => new Date(EPOCH + Math.floor(day) * DAY);
const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);
const dayOf = (iso) => (Date.parse(`${iso}T00:00:00Z`) - EPOCH) / DAY;
const inWords = (iso) => {
  const [year, month, day] = iso.split("-").map(Number), name = (MONTHS[language] || MONTHS.en)[month - 1];
  return language === "de" ? `${day}. ${name} ${year}` : `${day} ${name} ${year}`;
};
