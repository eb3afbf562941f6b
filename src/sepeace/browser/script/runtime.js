"use strict";
// What Python means by an operation, where JavaScript means something else. Loaded before translated code.
// No regular expressions stand here as literals, so that blanks and comments can be taken out safely.
const $ = (() => {
  const fail = (kind, ...said) => {
    const error = new Error(said.map(String).join(" "));
    error.name = kind;
    return error;
  };

  // Whole numbers, where nothing else says whether they are floats or ints.
  class Float {
    constructor(value) { this.value = value; }
    valueOf() { return this.value; }
  }
  class Int extends Float {}

  // --- days: numbered as Python's ordinals, day 1 is 1 January of year 1

  const before = (year) => 365 * (year - 1) + Math.floor((year - 1) / 4)
    - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);
  const leap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = (year) => [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];

  class Span {
    constructor(days) { this.days = days; }
    valueOf() { return this.days; }
  }

  class Day {
    constructor(ordinal) {
      if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal > 3652059) throw fail("OverflowError", "no date");
      this.ordinal = ordinal;
      let year = Math.floor((ordinal - 1) / 365.2425) + 1;
      while (before(year + 1) < ordinal) year += 1;
      while (before(year) >= ordinal) year -= 1;
      let day = ordinal - before(year), month = 1;
      for (const length of lengths(year)) {
        if (day <= length) break;
        day -= length;
        month += 1;
      }
      this.year = year;
      this.month = month;
      this.day = day;
    }
    valueOf() { return this.ordinal; }
    toordinal() { return this.ordinal; }
    isoformat() {
      return [String(this.year).padStart(4, "0"), String(this.month).padStart(2, "0"),
        String(this.day).padStart(2, "0")].join("-");
    }
    toJSON() { return this.isoformat(); }
    toString() { return this.isoformat(); }
  }

  const month = (value) => MONTHS[value.month - 1];
  const day = (year, month, at) => {
    if (month < 1 || month > 12 || at < 1 || at > lengths(year)[month - 1]) throw fail("ValueError", "no date");
    return new Day(before(year) + lengths(year).slice(0, month - 1).reduce((a, b) => a + b, 0) + at);
  };

  // --- tables and sets: keys are equal where Python's are

  const written = (value) => {
    if (typeof value === "string") return JSON.stringify(value);
    if (Array.isArray(value)) return "(" + value.map(written).join(",") + ")";
    if (typeof value === "boolean") return value ? "1" : "0";
    if (typeof value === "number" || typeof value === "bigint" || value instanceof Float) {
      return String(Number(value));
    }
    if (value === null) return "None";
    if (value instanceof Day) return "day" + value.ordinal;
    throw fail("TypeError", "no key of a table");
  };
  const key = (value) => {
    if (typeof value === "string" || typeof value === "number" || value === null) return value;
    if (typeof value === "boolean") return value ? 1 : 0;
    if (value instanceof Float) return value.value;
    return "\u0001" + written(value);
  };

  class Dict {
    constructor(pairs) {
      this.rows = new Map();
      for (const [name, value] of pairs) this.put(name, value);
    }
    put(name, value) {
      const place = key(name), row = this.rows.get(place);
      if (row === undefined) this.rows.set(place, [name, value]);
      else row[1] = value;
    }
    has(name) { return this.rows.has(key(name)); }
    take(name) {
      const row = this.rows.get(key(name));
      return row === undefined ? undefined : row[1];
    }
    get size() { return this.rows.size; }
    names() { return Array.from(this.rows.values(), (row) => row[0]); }
    values() { return Array.from(this.rows.values(), (row) => row[1]); }
    pairs() { return Array.from(this.rows.values(), (row) => [row[0], row[1]]); }
  }

  class Bag {
    constructor(values) {
      this.rows = new Map();
      for (const value of values) if (!this.has(value)) this.rows.set(key(value), value);
    }
    has(value) { return this.rows.has(key(value)); }
    get size() { return this.rows.size; }
    values() { return Array.from(this.rows.values()); }
  }

  // An object with names for keys; the order is the one in which they stand.
  const table = (named) => new Dict(Object.entries(named));
  const dict = (pairs) => new Dict(iter(pairs));
  const merged = (...parts) => new Dict(parts.flatMap((part) => part.pairs()));
  const bag = (values) => new Bag(iter(values));

  // --- what every value can be asked

  const iter = (value) => {
    if (Array.isArray(value) || typeof value === "string" || ArrayBuffer.isView(value)) return value;
    if (value instanceof Dict) return value.names();
    if (value instanceof Bag) return value.values();
    if (value !== null && typeof value === "object" && typeof value.next === "function") return value;
    throw fail("TypeError", "cannot be gone through");
  };
  const list = (value) => Array.from(iter(value));
  const len = (value) => {
    if (Array.isArray(value) || typeof value === "string" || ArrayBuffer.isView(value)) return value.length;
    if (value instanceof Dict || value instanceof Bag) return value.size;
    throw fail("TypeError", "has no length");
  };
  const truth = (value) => {
    if (value === undefined) throw fail("TypeError", "there is no value");
    if (Array.isArray(value)) return value.length > 0;
    if (value instanceof Dict || value instanceof Bag) return value.size > 0;
    if (value instanceof Float) return value.value !== 0;
    return typeof value === "number" ? value !== 0 : Boolean(value);
  };
  const and = (value, rest) => (truth(value) ? rest() : value);
  const or = (value, rest) => (truth(value) ? value : rest());
  const number = (value) => typeof value === "number" || typeof value === "bigint"
    || typeof value === "boolean" || value instanceof Float;
  const eq = (one, two) => {
    if (one === two) return true;
    if (number(one) && number(two)) return Number(one) === Number(two);
    if (one === null || two === null || typeof one !== "object" || typeof two !== "object") return false;
    if (Array.isArray(one)) {
      return Array.isArray(two) && one.length === two.length && one.every((part, at) => eq(part, two[at]));
    }
    if (one instanceof Day) return two instanceof Day && one.ordinal === two.ordinal;
    if (one instanceof Bag) {
      return two instanceof Bag && one.size === two.size && one.values().every((part) => two.has(part));
    }
    if (one instanceof Dict) {
      return two instanceof Dict && one.size === two.size
        && one.pairs().every(([name, value]) => two.has(name) && eq(value, two.take(name)));
    }
    if (!(one instanceof Row) || one.constructor !== two.constructor) return false;
    // Of what came without some of its fields nobody can say whether it is equal to another.
    if (one.constructor.fields === undefined) throw fail("TypeError", "cannot be compared");
    return one.constructor.fields.every((name) => eq(one[name], two[name]));
  };
  const order = (one, two) => {
    if (number(one) && number(two)) {
      const a = Number(one), b = Number(two);
      return a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN;
    }
    if (typeof one === "string" && typeof two === "string") return one < two ? -1 : one > two ? 1 : 0;
    if (one instanceof Day && two instanceof Day) return one.ordinal - two.ordinal;
    if (one instanceof Span && two instanceof Span) return one.days - two.days;
    if (Array.isArray(one) && Array.isArray(two)) {
      for (let at = 0; at < one.length && at < two.length; at += 1) {
        if (!eq(one[at], two[at])) return order(one[at], two[at]);
      }
      return one.length - two.length;
    }
    throw fail("TypeError", "these have no order");
  };
  const lt = (one, two) => order(one, two) < 0;
  const le = (one, two) => order(one, two) <= 0;
  const has = (value, where) => {
    if (typeof where === "string") return where.includes(string(value));
    if (where instanceof Dict || where instanceof Bag) return where.has(value);
    for (const one of iter(where)) if (eq(one, value)) return true;
    return false;
  };
  const at = (where, place) => {
    if (where instanceof Dict) {
      const found = where.take(place);
      if (found === undefined) throw fail("KeyError", written(place));
      return found;
    }
    const index = Number(place) < 0 ? len(where) + Number(place) : Number(place);
    const found = where[index];
    if (found === undefined || !Number.isInteger(index)) throw fail("IndexError", "out of range:", place);
    return found;
  };
  const slice = (where, start, stop, step) => {
    const n = len(where), by = step === null ? 1 : step;
    if (by === 0) throw fail("ValueError", "a step of nothing");
    const put = (given, none, low, high) => {
      if (given === null) return none;
      return Math.max(low, Math.min(high, given < 0 ? given + n : given));
    };
    const from = by > 0 ? put(start, 0, 0, n) : put(start, n - 1, -1, n - 1);
    const to = by > 0 ? put(stop, n, 0, n) : put(stop, -1, -1, n - 1);
    const found = [];
    for (let i = from; by > 0 ? i < to : i > to; i += by) found.push(where[i]);
    return typeof where === "string" ? found.join("") : found;
  };
  const put = (where, place, value) => {
    if (where instanceof Dict) where.put(place, value);
    else if (Array.isArray(where) && at(where, place) !== undefined) {
      where[place < 0 ? where.length + place : place] = value;
    } else throw fail("TypeError", "nothing can be put there");
  };
  const unpack = (value, shape) => {
    const found = list(value);
    if (found.length !== shape.length) throw fail("ValueError", "needs", shape.length, "values");
    return found.map((part, index) => (shape[index] === 0 ? part : unpack(part, shape[index])));
  };
  const numbers = new WeakMap();
  let last = 0;
  const id = (value) => {
    if (!numbers.has(value)) numbers.set(value, last += 1);
    return numbers.get(value);
  };
  const isa = (value, kind) => {
    const kinds = {
      str: () => typeof value === "string",
      bool: () => typeof value === "boolean",
      date: () => value instanceof Day,
      list: () => Array.isArray(value),
    };
    return kinds[kind]();
  };

  // --- numbers

  const div = (a, b) => {
    if (Number(b) === 0) throw fail("ZeroDivisionError", "division by zero");
    return Number(a) / Number(b);
  };
  const floordiv = (a, b) => {
    const quotient = div(Number(a) - mod(a, b), b);
    if (quotient === 0) return negative(div(a, b)) ? -0 : 0;
    const low = Math.floor(quotient);
    return quotient - low > 0.5 ? low + 1 : low;
  };
  const mod = (a, b) => {
    if (Number(b) === 0) throw fail("ZeroDivisionError", "modulo by zero");
    const rest = Number(a) % Number(b);
    if (rest === 0) return Number(b) < 0 ? -0 : 0;
    return (rest < 0) === (Number(b) < 0) ? rest : rest + Number(b);
  };
  const safe = (value) => (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value);
  // Of whole numbers: exact whatever their size.
  const times = (a, b) => {
    const product = Number(a) * Number(b);
    return Number.isSafeInteger(product) ? product : safe(BigInt(a) * BigInt(b));
  };
  const power = (a, b) => {
    if (!Number.isInteger(a) || !Number.isInteger(b) || b < 0) throw fail("TypeError", "whole numbers alone");
    return safe(BigInt(a) ** BigInt(b));
  };
  const bits = (sign, a, b) => {
    if ((a | 0) !== a || (b | 0) !== b) throw fail("OverflowError", "bits of a number that is too large");
    if (sign === "&") return a & b;
    if (sign === "|") return a | b;
    if (sign === "^") return a ^ b;
    if (b < 0 || b > 30) throw fail("OverflowError", "too many bits");
    return sign === ">>" ? a >> b : times(a, 2 ** b);
  };
  const add = (a, b) => {
    if (typeof a === "string" && typeof b === "string") return a + b;
    if (Array.isArray(a) && Array.isArray(b)) return a.concat(b);
    if (a instanceof Day && b instanceof Span) return new Day(a.ordinal + b.days);
    if (number(a) && number(b)) return Number(a) + Number(b);
    throw fail("TypeError", "cannot be added");
  };
  const sub = (a, b) => {
    if (a instanceof Day) return b instanceof Day ? new Span(a.ordinal - b.ordinal) : new Day(a.ordinal - b.days);
    if (a instanceof Bag && b instanceof Bag) return new Bag(a.values().filter((one) => !b.has(one)));
    if (number(a) && number(b)) return Number(a) - Number(b);
    throw fail("TypeError", "cannot be taken away");
  };
  const mul = (a, b) => {
    if (Array.isArray(a) && Number.isInteger(b)) return Array.from({ length: b }, () => a).flat();
    if (number(a) && number(b)) return Number(a) * Number(b);
    throw fail("TypeError", "cannot be multiplied");
  };
  const whole = (value, how) => {
    if (!Number.isFinite(Number(value))) throw fail("ValueError", "no whole number is near", value);
    return how(Number(value)) + 0;
  };
  const even = (value) => {
    const low = Math.floor(value), part = value - low;
    return part < 0.5 || (part === 0.5 && low % 2 === 0) ? low : low + 1;
  };
  const round = (value) => whole(value, even);
  const int = (value) => {
    if (typeof value !== "string") return whole(value, Math.trunc);
    const text = strip(value), plain = text.startsWith("-") || text.startsWith("+") ? text.slice(1) : text;
    if (plain === "" || [...plain].some((sign) => sign < "0" || sign > "9")) throw fail("ValueError", "no int", value);
    return Number(text);
  };
  const float = (value) => {
    if (typeof value !== "string") return Number(value);
    const found = Number(strip(value));
    if (strip(value) === "" || Number.isNaN(found)) throw fail("ValueError", "no number", value);
    return found;
  };
  const root = (value) => {
    if (Number(value) < 0) throw fail("ValueError", "root of a number below 0");
    return Math.sqrt(Number(value));
  };
  const best = (better, values, by, none) => {
    let found, mark;
    for (const value of iter(values)) {
      const own = by === null ? value : by(value);
      if (mark === undefined || better(own, mark)) { found = value; mark = own; }
    }
    if (mark !== undefined) return found;
    if (none === undefined) throw fail("ValueError", "nothing to choose from");
    return none;
  };
  const max = (values, by = null, none = undefined) => best((a, b) => lt(b, a), values, by, none);
  const min = (values, by = null, none = undefined) => best(lt, values, by, none);
  // Whole numbers alone: how floats are added up is not the same in all Pythons.
  const sum = (values) => {
    let found = 0;
    for (const value of iter(values)) {
      if (typeof value !== "boolean" && !Number.isSafeInteger(value)) throw fail("TypeError", "whole numbers alone");
      found += Number(value);
    }
    return found;
  };
  const any = (values) => { for (const value of iter(values)) if (truth(value)) return true; return false; };
  const all = (values) => { for (const value of iter(values)) if (!truth(value)) return false; return true; };
  const sorted = (values, by = null, down = false) => {
    const rows = list(values).map((value) => [by === null ? value : by(value), value]);
    rows.sort((one, two) => (down ? order(two[0], one[0]) : order(one[0], two[0])));
    return rows.map((row) => row[1]);
  };
  const sort = (values, by = null, down = false) => { values.splice(0, values.length, ...sorted(values, by, down)); };
  const range = (start, stop, step) => {
    const found = [];
    if (step === 0) throw fail("ValueError", "a step of nothing");
    for (let i = start; step > 0 ? i < stop : i > stop; i += step) found.push(i);
    return found;
  };
  const zip = (strict, ...parts) => {
    const rows = parts.map(list), least = Math.min(...rows.map((row) => row.length));
    if (strict && rows.some((row) => row.length !== least)) throw fail("ValueError", "not of one length");
    return Array.from({ length: least }, (_, index) => rows.map((row) => row[index]));
  };
  const enumerate = (values, start) => list(values).map((value, index) => [start + index, value]);
  const next = (values, ...none) => {
    const source = typeof values.next === "function" ? values : iter(values)[Symbol.iterator]();
    const found = source.next();
    if (!found.done) return found.value;
    if (none.length === 0) throw fail("StopIteration", "nothing is left");
    return none[0];
  };
  const bisect = (rows, value) => {
    let low = 0, high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value < rows[middle]) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const bind = (names, places, named) => {
    const found = [...places], rest = { ...named };
    for (const name of names.slice(places.length)) {
      found.push(rest[name]);
      delete rest[name];
    }
    if (places.length > names.length || Object.keys(rest).length > 0) throw fail("TypeError", "arguments do not fit");
    return found;
  };
  const changed = (value, fields) => new value.constructor({ ...value, ...fields });

  // --- text

  const string = (value) => {
    if (typeof value !== "string") throw fail("TypeError", "no text");
    return value;
  };
  const BLANKS = "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    + "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
  const lstrip = (value, signs = BLANKS) => {
    let from = 0;
    while (from < string(value).length && signs.includes(value[from])) from += 1;
    return value.slice(from);
  };
  const rstrip = (value, signs = BLANKS) => {
    let to = string(value).length;
    while (to > 0 && signs.includes(value[to - 1])) to -= 1;
    return value.slice(0, to);
  };
  const strip = (value, signs = BLANKS) => lstrip(rstrip(value, signs), signs);
  const split = (value, mark = null, most = -1) => {
    const parts = mark === null
      ? [...string(value)].map((sign) => (BLANKS.includes(sign) ? " " : sign)).join("").split(" ").filter((one) => one !== "")
      : string(value).split(mark);
    if (most < 0 || parts.length <= most + 1) return parts;
    if (mark === null) throw fail("TypeError", "needs a mark");
    return [...parts.slice(0, most), parts.slice(most).join(mark)];
  };
  const rsplit = (value, mark, most) => {
    const parts = string(value).split(mark);
    if (most < 0 || parts.length <= most + 1) return parts;
    return [parts.slice(0, parts.length - most).join(mark), ...parts.slice(parts.length - most)];
  };
  // The digits of a number above 0, exactly: rounded half to even after so many places.
  const buffer = new DataView(new ArrayBuffer(8));
  const exact = (value) => {
    buffer.setFloat64(0, value);
    const word = buffer.getBigUint64(0), exponent = Number((word >> 52n) & 2047n);
    const mantissa = exponent === 0 ? word & 0xfffffffffffffn : (word & 0xfffffffffffffn) | 0x10000000000000n;
    return [mantissa, Math.max(exponent, 1) - 1075];
  };
  const scaled = (value, places) => {
    const [mantissa, exponent] = exact(value);
    let top = mantissa, bottom = 1n;
    if (exponent >= 0) top <<= BigInt(exponent); else bottom <<= BigInt(-exponent);
    if (places >= 0) top *= 10n ** BigInt(places); else bottom *= 10n ** BigInt(-places);
    const whole_ = top / bottom, rest = 2n * (top % bottom);
    return rest > bottom || (rest === bottom && whole_ % 2n === 1n) ? whole_ + 1n : whole_;
  };
  const special = (value) => (Number.isNaN(value) ? "nan" : Number.isFinite(value) ? null : "inf");
  const point = (digits, places) => {
    if (places === 0) return digits;
    const long = digits.padStart(places + 1, "0");
    return long.slice(0, long.length - places) + "." + long.slice(long.length - places);
  };
  const negative = (value) => value < 0 || Object.is(value, -0);
  const fixed = (value, places) => special(value) || point(String(scaled(Math.abs(value), places)), places);
  const general = (value, figures) => {
    const size = Math.abs(value);
    if (special(value)) return special(value);
    if (size === 0) return "0";
    let exponent = Number(size.toExponential(20).split("e")[1]);
    let digits = String(scaled(size, figures - 1 - exponent));
    if (digits.length > figures) { exponent += 1; digits = String(scaled(size, figures - 1 - exponent)); }
    const least = (text) => (text.includes(".") ? rstrip(rstrip(text, "0"), ".") : text);
    if (exponent >= -4 && exponent < figures) return least(point(digits, figures - 1 - exponent));
    return least(point(digits, figures - 1)) + power10(exponent);
  };
  const power10 = (exponent) => "e" + (exponent < 0 ? "-" : "+") + String(Math.abs(exponent)).padStart(2, "0");
  const thousands = (text) => {
    const [whole_, ...rest] = text.split(".");
    const parts = [];
    for (let end = whole_.length; end > 0; end -= 3) parts.unshift(whole_.slice(Math.max(0, end - 3), end));
    return [parts.join(","), ...rest].join(".");
  };
  // Of a number; what a format says is read when the code is translated.
  const format = (value, sign, comma, places, kind) => {
    if (!number(value)) throw fail("TypeError", "no number");
    const given = Number(value);
    const size = kind === "%" ? given * 100 : given;
    let text;
    if (kind === "d") {
      if (!Number.isSafeInteger(given)) throw fail("ValueError", "no whole number");
      text = String(Math.abs(given));
    } else text = kind === "g" ? general(size, places === 0 ? 1 : places) : fixed(size, places);
    if (comma) text = thousands(text);
    const minus = kind === "d" ? given < 0 : negative(size) && !Number.isNaN(size);
    return (minus ? "-" : sign) + text + (kind === "%" ? "%" : "");
  };
  const repr = (value) => {
    if (special(value)) return (value < 0 ? "-" : "") + special(value);
    const [digits, exponent] = Math.abs(value).toExponential().split("e");
    const e = Number(exponent), sign = negative(value) ? "-" : "", plain = digits.replace(".", "");
    if (e < -4 || e >= 16) return sign + digits + power10(e);
    if (e < 0) return sign + "0." + "0".repeat(-e - 1) + plain;
    if (plain.length <= e + 1) return sign + plain.padEnd(e + 1, "0") + ".0";
    return sign + plain.slice(0, e + 1) + "." + plain.slice(e + 1);
  };
  // What stands in a text for a value. A number that is whole may be an int or a float: that must be known.
  const text = (value) => {
    if (typeof value === "string") return value;
    if (value === null) return "None";
    if (typeof value === "boolean") return value ? "True" : "False";
    if (value instanceof Int) return String(value.value);
    if (value instanceof Float) return repr(value.value);
    if (typeof value === "number" && !Number.isInteger(value)) return repr(value);
    if (value instanceof Day) return value.isoformat();
    if (Array.isArray(value) && value.every((one) => typeof one === "string" && !one.includes("'") && !one.includes("\\"))) {
      return "(" + value.map((one) => "'" + one + "'").join(", ") + (value.length === 1 ? ",)" : ")");
    }
    throw fail("TypeError", "cannot be put into words as it is");
  };
  const fill = (template, facts) => {
    let made = "", from = 0;
    while (from < template.length) {
      const sign = template[from];
      if ((sign === "{" || sign === "}") && template[from + 1] === sign) { made += sign; from += 2; continue; }
      if (sign === "}") throw fail("ValueError", "a single brace");
      if (sign !== "{") { made += sign; from += 1; continue; }
      const end = template.indexOf("}", from);
      if (end < 0) throw fail("ValueError", "a brace is not shut");
      made += string(at(facts, template.slice(from + 1, end)));
      from = end + 1;
    }
    return made;
  };

  // --- methods of texts, sequences and tables, by their names

  const methods = {
    append: (own, value) => { own.push(value); return null; },
    extend: (own, values) => { own.push(...iter(values)); return null; },
    pop: (own) => {
      if (own instanceof Bag) {
        const [first, ...rest] = own.values();
        if (first === undefined) throw fail("KeyError", "nothing is left");
        own.rows = new Bag(rest).rows;
        return first;
      }
      if (own.length === 0) throw fail("IndexError", "nothing is left");
      return own.pop();
    },
    index: (own, value) => {
      const place = typeof own === "string" ? own.indexOf(value) : own.findIndex((one) => eq(one, value));
      if (place < 0) throw fail("ValueError", "is not there");
      return place;
    },
    count: (own, value) => own.filter((one) => eq(one, value)).length,
    sort: (own, by, down) => { sort(own, by, down); return null; },
    get: (own, name, none = null) => (own.has(name) ? own.take(name) : none),
    setdefault: (own, name, value = null) => { if (!own.has(name)) own.put(name, value); return own.take(name); },
    items: (own) => own.pairs(),
    keys: (own) => own.names(),
    values: (own) => own.values(),
    add: (own, value) => { if (!own.has(value)) own.rows.set(key(value), value); return null; },
    lower: (own) => own.toLowerCase(),
    upper: (own) => own.toUpperCase(),
    strip, lstrip, rstrip, split, rsplit,
    startswith: (own, part) => own.startsWith(part),
    endswith: (own, part) => own.endsWith(part),
    removeprefix: (own, part) => (own.startsWith(part) ? own.slice(part.length) : own),
    removesuffix: (own, part) => (part !== "" && own.endsWith(part) ? own.slice(0, -part.length) : own),
    replace: (own, one, two) => own.split(string(one)).join(two),
    find: (own, part) => own.indexOf(part),
    join: (own, parts) => list(parts).map(string).join(own),
    format_map: (own, facts) => fill(own, facts),
    splitlines: (own) => { const rows = own.split("\n"); if (rows[rows.length - 1] === "") rows.pop(); return rows; },
    isoformat: (own) => own.isoformat(),
    toordinal: (own) => own.toordinal(),
  };
  // A name that translated classes have too: which is meant is seen when it is called.
  const call = (own, name, ...given) => (
    typeof own === "string" || Array.isArray(own) || own instanceof Dict || own instanceof Bag || own instanceof Day
      ? methods[name](own, ...given) : own[name](...given));
  const member = (names, value) => {
    if (!names.includes(value)) throw fail("ValueError", "no name of this list:", value);
    return value;
  };
  // What a dataclass has: fields by name, those that are not given as their defaults have them.
  class Row {
    constructor(fields) {
      const given = { ...new.target.none(), ...fields };
      for (const name of Object.keys(given)) {
        const value = given[name];
        if (name in this) Object.defineProperty(this, name, { value, enumerable: true, writable: true });
        else this[name] = value;
      }
    }
    static none() { return {}; }
  }
  // A function that was worked out beforehand for all that it is asked here.
  const tabled = (rows) => (value) => at(rows, value);
  // A value worked out once for an object and kept beside it.
  const kept = (own, name, make) => {
    Object.defineProperty(own, name, { value: make(), enumerable: false });
    return own[name];
  };

  return {
    fail, Float, Int, Day, Span, day, month, Dict, Bag, table, dict, merged, bag, iter, list, len, truth, and, or, eq, lt, le,
    has, at, slice, put, unpack, id, isa, div, floordiv, mod, times, power, bits, add, sub, mul, whole, round, int,
    float, root, max, min, sum, any, all, sorted, range, zip, enumerate, next, bisect, bind, changed, format, repr,
    text, fill, call, kept, member, tabled, Row, ...Object.fromEntries(Object.entries(methods).map(([name, one]) => ["_" + name, one])),
  };
})();
