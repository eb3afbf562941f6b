// Workers that share the campaigns of a question among them; what they count adds up whatever the order.
class Engine {
  constructor(kernel) {
    this.kernel = kernel;
    this.address = URL.createObjectURL(new Blob([`"use strict";(${workerBody})()`], { type: "text/javascript" }));
    this.workers = [];
    this.stopped = false;
    this.running = 0;
    this.asked = 0;
  }

  // Two workers at least where the machine has two cores; more of them would hardly help a short question.
  async open(count = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2))) {
    this.workers = Array.from({ length: count }, () => this.hired());
    await Promise.all(this.workers.map((worker) => this.ask(worker, { open: { module: this.kernel.module, layout: this.kernel.layout } }, "opened")));
    return this;
  }

  // A worker and who waits for it: several may at once, so each answer has the number of what was asked.
  hired() {
    const worker = new Worker(this.address), waiting = worker.waiting = new Map();
    worker.onerror = (event) => { for (const one of waiting.values()) one.reject(new Error(event.message || "worker")); };
    worker.onmessage = ({ data }) => {
      const one = waiting.get(data.asked);
      if (one === undefined) return;
      if (data.error === undefined && data[one.last] === undefined) { one.each(data); return; }
      waiting.delete(data.asked);
      if (data.error === undefined) one.resolve(data);
      else one.reject(new Error(data.error));
    };
    return worker;
  }

  ask(worker, message, last, each = () => {}) {
    return new Promise((resolve, reject) => {
      const asked = this.asked += 1;
      worker.waiting.set(asked, { resolve, reject, last, each });
      worker.postMessage({ ...message, asked });
    });
  }

  // Run pairs of campaigns from number `first` on; `each` is told of every block.
  async run(tables, seed, first, count, each) {
    // What ran before and was left has no more use: it would only be waited for.
    if (this.running) await this.stop();
    this.stopped = false;
    this.running += 1;
    const share = Math.ceil(count / this.workers.length);
    const tallies = await Promise.all(this.workers.map(async (worker, place) => {
      const from = first + place * share, many = Math.min(share, first + count - from);
      if (many <= 0) return null;
      return (await this.ask(worker, { run: { tables, seed, first: from, count: many } }, "finished", each)).tallies;
    }));
    this.running -= 1;
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
    this.running = 0;
    await this.open(count);
  }
}
