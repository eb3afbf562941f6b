// What the campaigns of a question add up to: whole numbers, so that blocks may come in any order.
// Which steps a campaign reached, and how it ended, is decided by the package's own rules, translated.
class Sums {
  constructor() {
    this.count = sepeaceScript.counter();
    this.pairs = 0;
    this.campaigns = [];
    this.tallies = [null, null];
  }

  // A block of both worlds as the workers hand it over.
  add(first, buffers) {
    const [without, withIt] = buffers.map((one) => new Uint8Array(one)), many = without.length / DATA.kernel.layout.records.State.size;
    for (let place = 0; place < many; place += 1) {
      const states = [without, withIt].map((bytes) => sepeaceScript.state(STORY, bytes, place));
      const told = this.count.add(states[0], states[1]);
      this.pairs += 1;
      if (told !== null) this.campaigns.push({ campaign: first + place, reached: told });
    }
  }

  // Weekly histograms and sums of one worker.
  addTallies(buffers) {
    buffers.forEach((buffer, world) => {
      const part = tallyOf(buffer);
      if (this.tallies[world] === null) this.tallies[world] = part;
      else for (const [name, values] of Object.entries(part)) values.forEach((value, place) => { this.tallies[world][name][place] += value; });
    });
  }
}

// A tally as rows of numbers, by name.
const tallyOf = (buffer) => Object.fromEntries(Object.entries(DATA.kernel.layout.records.Tally.fields).map(([name, [offset, kind, shape]]) => {
  const length = shape.reduce((a, b) => a * b, 1);
  if (kind === "i32") return [name, Float64Array.from(new Int32Array(buffer, offset, length))];
  return [name, Float64Array.from(new BigInt64Array(buffer.slice(offset, offset + 8 * length)), Number)];
}));
