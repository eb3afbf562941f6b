// Workers that share the campaigns of a question among them; what they count adds up whatever the order.
const BLOCK = 50;
class Engine {
  constructor(kernel) {
    this.kernel = kernel;
    this.address = URL.createObjectURL(new Blob([`"use strict";(${workerBody})()`], { type: "text/javascript" }));
    this.workers = [];
    this.stopped = false;
    this.running = 0;
    this.asked = 0;
    this.last = Promise.resolve();
  }

  // One thing after the other: a run keeps its tables in the workers, and a war that is told would write over them.
  inTurn(work) {
    const made = this.last.then(work);
    this.last = made.catch(() => {});
    return made;
  }

  // Two workers at least where the machine has two cores; more of them would hardly help a short question.
  async open(count = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2))) {
    this.workers = Array.from({ length: count }, () => this.hired());
    const module = await this.kernel.module;
    await Promise.all(this.workers.map((worker) => this.ask(worker, { open: { module, layout: this.kernel.layout } })));
    return this;
  }

  // A worker and who waits for it: several may at once, so each answer has the number of what was asked.
  hired() {
    const worker = new Worker(this.address), waiting = worker.waiting = new Map();
    worker.onerror = (event) => { for (const one of waiting.values()) one.reject(new Error(event.message || "worker")); };
    worker.onmessage = ({ data }) => {
      const one = waiting.get(data.asked);
      waiting.delete(data.asked);
      if (data.error === undefined) one.resolve(data);
      else one.reject(new Error(data.error));
    };
    return worker;
  }

  ask(worker, message) {
    return new Promise((resolve, reject) => {
      const asked = this.asked += 1;
      worker.waiting.set(asked, { resolve, reject });
      worker.postMessage({ ...message, asked });
    });
  }

  // Run pairs of campaigns from number `first` on, and give what was counted week by week where it is wanted; `each` is told of every block.
  // Who is done takes the next block. Each worker has one more waiting, so that it need not wait for the page.
  async run(tables, seed, first, count, each, weekly = false) {
    // What ran before and was left has no more use: it would only be waited for.
    if (this.running) await this.stop();
    this.stopped = false;
    this.running += 1;
    const tallies = await this.inTurn(() => this.shared(tables, seed, first, count, each, weekly));
    this.running -= 1;
    return tallies;
  }

  async shared(tables, seed, first, count, each, weekly) {
    const { workers } = this, end = first + count, block = Math.min(BLOCK, Math.ceil(count / workers.length));
    let next = first;
    const fed = async (worker) => {
      while (next < end) {
        const from = next;
        next += block;
        each(await this.ask(worker, { run: { first: from, count: Math.min(block, end - from) } }));
      }
    };
    await Promise.all(workers.map((worker) => this.ask(worker, { begin: { tables, seed } })));
    await Promise.all([...workers, ...workers].map(fed));
    const told = weekly ? await Promise.all(workers.map((worker) => this.ask(worker, { end: weekly }))) : [];
    return told.map((one) => one.tallies);
  }

  trace(tables, seed, campaign) {
    return this.inTurn(() => this.ask(this.workers[0], { trace: { tables, seed, campaign } })).then((found) => found.worlds);
  }

  check(tables, seed, campaigns) {
    return this.ask(this.workers[0], { check: { tables, seed, campaigns } }).then((found) => found.checked);
  }

  // End what is under way: a worker has no ear while it runs, so new ones take over.
  async stop() {
    const count = this.workers.length;
    for (const worker of this.workers) worker.terminate();
    this.workers = [];
    this.stopped = true;
    this.running = 0;
    this.last = Promise.resolve();
    await this.open(count);
  }
}
