// Workers that share the campaigns of a question among them; what they count adds up whatever the order.
class Engine {
  constructor(kernel) {
    this.kernel = kernel;
    this.address = URL.createObjectURL(new Blob([`"use strict";(${workerBody})()`], { type: "text/javascript" }));
    this.workers = [];
    this.stopped = false;
  }

  // Two workers at least where the machine has two cores; more of them would hardly help a short question.
  async open(count = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2))) {
    while (this.workers.length < count) {
      const worker = new Worker(this.address);
      this.workers.push(worker);
      await this.ask(worker, { open: { module: this.kernel.module, layout: this.kernel.layout } }, "opened");
    }
    return this;
  }

  ask(worker, message, last, each = () => {}) {
    return new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || "worker"));
      worker.onmessage = ({ data }) => {
        if (data.error) reject(new Error(data.error));
        else if (data[last] !== undefined) resolve(data);
        else each(data);
      };
      worker.postMessage(message);
    });
  }

  // Run pairs of campaigns from number `first` on; `each` is told of every block.
  async run(tables, seed, first, count, each) {
    this.stopped = false;
    const share = Math.ceil(count / this.workers.length);
    const tallies = await Promise.all(this.workers.map(async (worker, place) => {
      const from = first + place * share, many = Math.min(share, first + count - from);
      if (many <= 0) return null;
      return (await this.ask(worker, { run: { tables, seed, first: from, count: many } }, "finished", each)).tallies;
    }));
    return tallies.filter((one) => one !== null);
  }

  trace(tables, seed, campaign) {
    return this.ask(this.workers[0], { trace: { tables, seed, campaign } }, "traced").then((found) => found.worlds);
  }

  check(tables, seed, campaigns) {
    return this.ask(this.workers[0], { check: { tables, seed, campaigns } }, "checked").then((found) => found.checked);
  }

  // End what is under way: a worker has no ear while it runs, so new ones take over.
  async stop() {
    const count = this.workers.length;
    for (const worker of this.workers) worker.terminate();
    this.workers = [];
    this.stopped = true;
    await this.open(count);
  }
}
