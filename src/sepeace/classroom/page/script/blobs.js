// Plans put together from patches.
// A patch: the number of words, how far each lies beyond the one before, then the words.
const patched = (tables, patch) => {
  const view = new DataView(patch.buffer, patch.byteOffset, patch.byteLength);
  const count = Number(view.getBigInt64(0, true)), words = new DataView(tables.buffer, tables.byteOffset);
  const start = 8 + 4 * (count + count % 2);
  let place = 0;
  for (let one = 0; one < count; one += 1) {
    place += view.getUint32(8 + 4 * one, true);
    words.setBigInt64(8 * place, view.getBigInt64(start + 8 * one, true), true);
  }
};

class Kernel {
  // What the page has of the kernel, and the bytes that it carries: the module, the first world, all patches.
  static open(data, [module, first, pool]) {
    const made = new Kernel();
    made.layout = data.layout;
    made.scenarios = Object.fromEntries(data.scenarios.map((one) => [one.name, one]));
    made.numbers = data.numbers;
    made.scenarios.desk = data.desk;
    // It is compiled beside all else: who needs it waits for it.
    made.module = WebAssembly.compile(module);
    made.first = first;
    made.patches = data.patches.ends.map((end, place) => pool.subarray(place ? data.patches.ends[place - 1] : 0, end));
    return made;
  }

  // The tables of both worlds of a scenario under what is chosen: names of choices, scores, numbers by hand, who leads Germany.
  tables(name, choices = [], scores = {}, byHand = {}, profile = null) {
    const asked = new Set(choices), own = this.scenarios[name], led = profile === null ? undefined : own.profiles[profile];
    return (led ? [own.worlds[0], led] : own.worlds).map((world, place) => {
      const tables = this.first.slice();
      patched(tables, this.patches[world.tables]);
      for (const [choice, patch] of Object.entries(world.choices)) if (asked.has(choice)) patched(tables, this.patches[patch]);
      for (const [one, other, patch] of world.pairs) {
        if (asked.has(one) && asked.has(other)) patched(tables, this.patches[patch]);
      }
      const view = new DataView(tables.buffer);
      if (place === 1) for (const dial of own.dials) if (dial.operation in scores) this.score(tables, view, dial, scores[dial.operation]);
      for (const dial of this.numbers) if (dial.key in byHand) this.dial(tables, view, dial, byHand[dial.key]);
      return tables;
    });
  }

  dial(tables, view, dial, value) {
    patched(tables, this.patches[dial.fixed]);
    for (const [word, count, factor] of dial.words) {
      for (let one = 0; one < count; one += 1) view.setFloat64(8 * (word + one), factor * value, true);
    }
  }

  score(tables, view, dial, value) {
    this.dial(tables, view, dial, value);
    for (const [name, patch] of Object.entries(dial.outcomes)) if (DATA.outcomes[name] === value) patched(tables, this.patches[patch]);
  }
}
