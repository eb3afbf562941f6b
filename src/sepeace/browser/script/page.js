// Four uniforms at an address, as ``kernel.draws.philox`` has them: Philox4x32-10 in whole numbers of any size.
const uniforms = (seed, campaign, stream, index) => {
  const whole = 0xffffffffn, low = (one) => BigInt(one) & whole, high = (one) => (BigInt(one) >> 32n) & whole;
  let [a, b, c, d, one, other] = [low(index), low(stream), low(campaign), high(campaign), low(seed), high(seed)];
  for (let round = 0; round < 10; round += 1) {
    const first = 0xd2511f53n * a, second = 0xcd9e8d57n * c;
    [a, b, c, d] = [(second >> 32n) ^ b ^ one, second & whole, (first >> 32n) ^ d ^ other, first & whole];
    [one, other] = [(one + 0x9e3779b9n) & whole, (other + 0xbb67ae85n) & whole];
  }
  return [a, b, c, d].map((word) => (Number(word) + 0.5) * 2.3283064365386963e-10);
};

// What the page has of its own: data and bytes become what translated code reads.
const host = (() => {
  let shown = null;
  return {
    record: () => {
      if (shown === null) throw $.fail("RuntimeError", "no data has been opened");
      return shown.record;
    },
    ruler: () => shown.ruler,
    count: (name, value) => {
      if (!Number.isSafeInteger(value) || value < 0) throw $.fail("BadValue", "not a count:", name, value);
      return value;
    },
    show: (data) => (shown = data),
    uniforms,
  };
})();

// A value as ``as_data`` wrote it.
const revived = (value) => {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== "object") return value;
  if ("$day" in value) return new $.Day(value.$day);
  if ("$float" in value) return new $.Float(value.$float);
  if ("$int" in value) return new $.Int(value.$int);
  if ("$big" in value) return BigInt(value.$big);
  if ("$dict" in value) return new $.Dict(value.$dict.map(revived));
  const made = (kind, row) => new classes[kind](
    Object.fromEntries(value.of.map((name, place) => [name, revived(row[place])])));
  if ("$rows" in value) return value.rows.map((row) => made(value.$rows, row));
  return made(value.$class, value.row);
};

// Data as ``story_data`` gives it, ready for ``tell`` and ``scenario``; what was opened last is what is looked up.
const opened = (data) => host.show({
  record: revived(data.record),
  ruler: revived(data.ruler),
  operations: revived(data.operations),
  layouts: data.layouts,
  bands: data.bands,
  levels: data.levels,
  worlds: Object.fromEntries(Object.entries(data.worlds).map(([name, worlds]) => [
    name,
    Object.fromEntries(Object.entries(worlds).map(([world, own]) => [
      world,
      { ...own, scenario: revived(own.scenario), operations: own.operations.slice() },
    ])),
  ])),
});

// One number of a record.
const readers = {
  f64: [8, (view, at) => view.getFloat64(at, true)],
  i64: [8, (view, at) => {
    const found = view.getBigInt64(at, true);
    return found >= -9007199254740991n && found <= 9007199254740991n ? Number(found) : found;
  }],
  i32: [4, (view, at) => view.getInt32(at, true)],
};
const shaped = (view, at, kind, shape) => {
  const [size, read] = readers[kind];
  if (shape.length === 0) return read(view, at);
  const [count, ...rest] = shape, step = rest.reduce((a, b) => a * b, size);
  const found = [];
  for (let index = 0; index < count; index += 1) found.push(shaped(view, at + index * step, kind, rest));
  return found;
};
const viewed = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// The fields of a record that stands in some bytes, by a layout; ``place`` counts records.
const record = (bytes, layout, place = 0) => {
  const view = viewed(bytes), start = place * layout.size, found = {};
  for (const [name, [offset, kind, shape]] of Object.entries(layout.fields)) {
    found[name] = shaped(view, start + offset, kind, shape);
  }
  return found;
};
const records = (bytes, layout, count) => Array.from({ length: count }, (_, place) => record(bytes, layout, place));

// Rows, weeks, state and parameters of one campaign, and its world, as objects.
const campaign = (data, bytes) => {
  const layouts = data.layouts, state = record(bytes.state, layouts.State);
  const rows = Math.min(state.events, Math.floor(bytes.rows.byteLength / layouts.Entry.size));
  const weeks = viewed(bytes.weeks), columns = layouts.columns;
  return {
    state,
    log: {
      rows: records(bytes.rows, layouts.Entry, rows),
      weeks: Array.from({ length: state.known }, (_, week) => shaped(weeks, 8 * week * columns, "f64", [columns])),
    },
    parameters: records(
      bytes.parameters, layouts.Parameters, Math.floor(bytes.parameters.byteLength / layouts.Parameters.size)),
    world: record(bytes.world, layouts.World),
  };
};

// Plan, log and state of one campaign, as the package's own functions take them.
const given = (data, name, world, bytes, scenario) => {
  const own = data.worlds[name][world], found = campaign(data, bytes);
  host.show(data);
  const plan = {
    scenario: scenario === null ? own.scenario : scenario,
    days: own.days,
    horizon: own.horizon,
    operations: own.operations.map((place) => data.operations[place]),
    world: found.world,
    parameters: () => found.parameters,
  };
  return [plan, found.log, found.state];
};

// What an analyst's desk has of one campaign.
const desk = (data, name, world, bytes) => {
  const found = python.deskWar(...given(data, name, world, bytes, null));
  return { ...found, dates: found.dates.map((one) => ({ ...one, date: one.date.isoformat() })) };
};

// The chronicle of one campaign.
const tell = (data, name, world, bytes, scenario = null) => {
  return python.read(...given(data, name, world, bytes, scenario)).map((event) => ({
    date: event.date.isoformat(),
    day: event.day,
    kind: event.kind,
    pair: event.pair,
    who: event.who,
    where: event.where,
    text: event.text,
    because: event.because,
    parent: event.parent,
    numbers: Object.fromEntries(event.numbers._items),
  }));
};

// A scenario under other assumptions, such as { strength: "rational", parameters: [["cost_oil", null, 0]] }.
const supposing = (scenario, fields) => $.changed(scenario, { assumptions: $.changed(scenario.assumptions, fields) });

// Rows and weeks of a log that stands whole in some bytes, for ``tell``.
const parts = (data, bytes) => Object.fromEntries(["rows", "weeks"].map((name) => {
  const [start, length] = data.layouts.Log[name];
  return [name, bytes.subarray(start, start + length)];
}));

// The final state of one campaign of a block, for ``PairCount.add``.
const state = (data, bytes, place = 0) => record(bytes, data.layouts.State, place);

// Nothing counted yet; ``add(without, withChange)`` and ``alone(state)`` count.
const counter = (days = 1) => new python.PairCount({ window_days: days });

// What the anatomy has of one week, as a plain object.
const anatomy = (...given) => Object.fromEntries(python.anatomy(...given).pairs());

return { ...python, opened, tell, desk, uniforms, parts, state, counter, supposing, anatomy };
