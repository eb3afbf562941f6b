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
  // What the page has of the kernel, and the bytes that it carries: the module, the first world, all patches, sets of numbers.
  static open(data, [module, first, pool, sets]) {
    const made = new Kernel();
    made.layout = data.layout;
    made.scenarios = Object.fromEntries(data.scenarios.map((one) => [one.name, one]));
    made.numbers = data.numbers;
    made.scenarios.desk = data.desk;
    // It is compiled beside all else: who needs it waits for it.
    made.module = WebAssembly.compile(module);
    made.first = first;
    made.sets = { ...data.sets, bytes: sets };
    made.patches = data.patches.ends.map((end, place) => pool.subarray(place ? data.patches.ends[place - 1] : 0, end));
    return made;
  }

  // The tables of both worlds of a scenario under what is chosen: names of choices, scores, numbers by hand, who leads Germany.
  tables(name, choices = [], scores = {}, byHand = {}, profile = null) {
    const weighed = this.drawn(name, choices) === "posterior" ? this.weighed(this.inForce(name, choices)) : null;
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
      if (weighed) this.have(view, weighed);
      return tables;
    });
  }

  // Readings and forms in force: what a question assumes, and what is chosen on top.
  inForce(name, choices) {
    const { assumed } = this.scenarios[name];
    return { ...assumed, ...Object.fromEntries(choices.map((one) => one.split("=")).filter(([one]) => one in assumed)) };
  }

  // Which numbers campaigns have: where the record has weighed none for the readings in force, they draw from the prior.
  drawn(name, choices) {
    const readings = this.inForce(name, choices);
    return readings.numbers === "posterior" && this.weighed(readings) === null ? "prior" : readings.numbers;
  }

  // The sets that the record has weighed for some readings: the batch that they come from, and its campaigns in the order
  // in which they are had. They lie there in ascending order, as steps; each belongs to the place that comes next when
  // the bits of all places are turned round.
  weighed(readings) {
    const { names, usual, count, bytes, seeds } = this.sets, which = names.indexOf(this.sets.readings.map((one) => readings[one]).join("-"));
    if (which < 0 || Object.keys(usual).some((one) => readings[one] !== usual[one])) return null;
    const turned = (place) => { let found = 0; for (let bit = 1; bit < this.sets.all; bit *= 2) { found = 2 * found + (place & bit ? 1 : 0); } return found; };
    const places = Array.from({ length: count }, (_, place) => place).sort((a, b) => turned(a) - turned(b)), campaigns = [];
    let campaign = 0;
    places.forEach((place, k) => {
      const at = which * count + k;
      campaign += bytes[at] + 256 * bytes[names.length * count + at];
      campaigns[place] = campaign;
    });
    return { seed: seeds[which], campaigns };
  }

  // Let the campaigns of a world have sets in turn.
  have(view, { seed, campaigns }) {
    const { WorldTables, World } = this.layout.records, at = (name) => WorldTables.fields.world[0] + World.fields[name][0];
    view.setBigInt64(at("sets"), BigInt(campaigns.length), true);
    view.setBigInt64(at("set_seed"), BigInt(seed), true);
    campaigns.forEach((one, place) => view.setBigInt64(at("set_campaign") + 8 * place, BigInt(one), true));
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
