// What a worker runs: blocks of pairs, of which it hands back the final states; each message has one answer.
const workerBody = () => {
  let exports, layout, asked, seed;
  const say = (message, moved = []) => postMessage({ ...message, asked }, moved);
  const fieldAt = (record, name) => layout.records[record].fields[name][0];
  const begin = ({ tables, seed: asked }) => {
    const memory = new Uint8Array(exports.memory.buffer);
    seed = BigInt(asked);
    tables.forEach((one, side) => {
      memory.set(one, layout.sides[side]);
      exports.prepare(layout.sides[side], 0n, BigInt(layout.records.Log.fields.weeks[2][0]), 0n);
    });
    say({ begun: true });
  };
  const run = ({ first, count }) => {
    const [states, others] = layout.states, size = layout.records.State.size * count;
    exports.run_pairs(states, count, others, count, layout.links, 0, BigInt(first), seed, layout.sides[0], layout.sides[1], 1.0);
    const found = [states, others].map((address) => exports.memory.buffer.slice(address, address + size));
    say({ first, count, states: found }, found);
  };
  // What was counted week by week: of the histograms those that are drawn, by their places.
  const end = (drawn) => {
    const { fields } = layout.records.Tally, [offset, , [weeks, variables, bins]] = fields.counts;
    const tallies = layout.sides.map((side) => {
      const start = side + fieldAt("Side", "tally"), counts = new Int32Array(exports.memory.buffer, start + offset, weeks * variables * bins);
      const found = { counts: Object.fromEntries(drawn.map((variable) => [variable, new Int32Array(weeks * bins)])) };
      for (const variable of drawn) for (let week = 0; week < weeks; week += 1) {
        const from = (week * variables + variable) * bins;
        found.counts[variable].set(counts.subarray(from, from + bins), week * bins);
      }
      for (const [name, [place, kind, shape]] of Object.entries(fields)) {
        if (kind === "i64") found[name] = Float64Array.from(new BigInt64Array(exports.memory.buffer, start + place, shape.reduce((a, b) => a * b, 1)), Number);
      }
      return found;
    });
    say({ tallies });
  };
  // One campaign in both worlds, with all that is told of it.
  const trace = ({ tables, seed, campaign }) => {
    const memory = new Uint8Array(exports.memory.buffer), log = layout.records.Log.fields;
    tables.forEach((one, side) => {
      memory.set(one, layout.sides[side]);
      exports.prepare(layout.sides[side], BigInt(log.rows[2][0]), BigInt(log.weeks[2][0]), 0n);
    });
    const [states, others] = layout.states;
    exports.run_pairs(states, 1, others, 1, layout.links, 0, BigInt(campaign), BigInt(seed), layout.sides[0], layout.sides[1], 1.0);
    const cut = (start, size) => new Uint8Array(exports.memory.buffer.slice(start, start + size));
    const worlds = [states, others].map((address, side) => {
      const at = layout.sides[side], own = at + fieldAt("Side", "log");
      const size = (shape, each) => shape.reduce((a, b) => a * b, each);
      return {
        state: cut(address, layout.records.State.size),
        rows: cut(own + log.rows[0], size(log.rows[2], layout.records.Entry.size)),
        weeks: cut(own + log.weeks[0], size(log.weeks[2], 8)),
        parameters: cut(at + fieldAt("Side", "parameters"),
          size(layout.records.Side.fields.parameters[2], layout.records.Parameters.size)),
        world: cut(at + fieldAt("Side", "tables") + fieldAt("WorldTables", "world"), layout.records.World.size),
      };
    });
    say({ traced: true, worlds });
  };
  const digests = (campaigns) => {
    const [states, others] = layout.states;
    return [states, others].map((address) => BigInt.asUintN(64, exports.digest(address, campaigns)).toString(16).padStart(16, "0"));
  };
  onmessage = async ({ data }) => {
    // Between two answers nothing else is heard, but for the first, which waits for the module.
    asked = data.asked;
    try {
      if (data.open) {
        ({ layout } = data.open);
        exports = (await WebAssembly.instantiate(data.open.module, {})).exports;
        say({ opened: true });
      } else if (data.begin) begin(data.begin);
      else if (data.run) run(data.run);
      else if (data.end) end(data.end);
      else if (data.trace) trace(data.trace);
      else if (data.check) {
        const { tables, seed, campaigns } = data.check, memory = new Uint8Array(exports.memory.buffer);
        tables.forEach((one, side) => { memory.set(one, layout.sides[side]); exports.prepare(layout.sides[side], 0n, 0n, 0n); });
        const [states, others] = layout.states;
        exports.run_alone(states, campaigns, 0n, BigInt(seed), layout.sides[0]);
        exports.run_alone(others, campaigns, 0n, BigInt(seed), layout.sides[1]);
        say({ checked: digests(campaigns) });
      }
    } catch (error) {
      say({ error: String(error) });
    }
  };
};
