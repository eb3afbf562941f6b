// What a worker runs: blocks of pairs, of which it hands back the final states.
const workerBody = () => {
  let exports, layout, asked;
  const say = (message, moved = []) => postMessage({ ...message, asked }, moved);
  const fieldAt = (record, name) => layout.records[record].fields[name][0];
  const tallyOf = (side) => {
    const start = layout.sides[side] + fieldAt("Side", "tally");
    return exports.memory.buffer.slice(start, start + layout.records.Tally.size);
  };
  const run = ({ tables, seed, first, count, rows }) => {
    const memory = new Uint8Array(exports.memory.buffer);
    const weeks = layout.records.Log.fields.weeks[2][0], room = layout.records.Log.fields.rows[2][0];
    tables.forEach((one, side) => {
      memory.set(one, layout.sides[side]);
      exports.prepare(layout.sides[side], BigInt(rows ? room : 0), BigInt(weeks), 0n);
    });
    const block = Math.min(layout.block, 50);
    for (let done = 0; done < count; done += block) {
      const now = Math.min(block, count - done), [states, others] = layout.states;
      exports.run_pairs(states, now, others, now, layout.links, 0, BigInt(first + done), BigInt(seed),
        layout.sides[0], layout.sides[1], 1.0);
      const size = layout.records.State.size * now;
      const found = [states, others].map((address) => exports.memory.buffer.slice(address, address + size));
      say({ done: now, first: first + done, states: found }, found);
    }
    const tallies = [0, 1].map(tallyOf);
    say({ finished: true, tallies }, tallies);
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
      } else if (data.run) run(data.run);
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
