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
      const states = [without, withIt].map((bytes) => sepeaceScript.state(STORY(), bytes, place));
      const told = this.count.add(states[0], states[1]);
      this.pairs += 1;
      if (told !== null) this.campaigns.push({ campaign: first + place, reached: told });
    }
  }

  // Weekly histograms and sums of one worker, world by world.
  addTallies(parts) {
    parts.forEach((part, world) => {
      if (this.tallies[world] === null) { this.tallies[world] = part; return; }
      const { counts, ...sums } = part, own = this.tallies[world];
      for (const variable of Object.keys(counts)) addedUp(own.counts[variable], counts[variable]);
      for (const name of Object.keys(sums)) addedUp(own[name], sums[name]);
    });
  }
}
const addedUp = (own, more) => { for (let place = 0; place < own.length; place += 1) own[place] += more[place]; };
// Histograms that are drawn, by their places among all.
const DRAWN = [...DATA.banded, "mean_front"].map((name) => DATA.variables.indexOf(name));
