// Runs pairs of campaigns of an export whenever a line arrives, and prints the processor seconds that they took.
// Usage: node browser_node.mjs EXPORT.json PAIRS SEED; see browser.py.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { createInterface } from "node:readline";

const data = JSON.parse(readFileSync(process.argv[2], "utf8"));
const count = Number(process.argv[3]), seed = BigInt(process.argv[4]);
const unpacked = text => new Uint8Array(gunzipSync(Buffer.from(text, "base64")));

const started = process.cpuUsage();
const { instance } = await WebAssembly.instantiate(unpacked(data.module), {});
const { memory, prepare, run_pairs, digest } = instance.exports;
const { sides, states, links, block, rows: keptRows, weeks } = data.layout;
data.worlds.forEach((text, side) => new Uint8Array(memory.buffer).set(unpacked(text), sides[side]));
const spent = since => { const used = process.cpuUsage(since); return (used.user + used.system) / 1e6; };
const ready = spent(started);

for await (const _ of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage(), found = [];
  for (const side of sides) prepare(side, BigInt(keptRows), BigInt(weeks), 0n);
  for (let first = 0; first < count; first += block) {
    const rows = Math.min(block, count - first);
    run_pairs(states[0], rows, states[1], rows, links, rows, BigInt(first), seed, sides[0], sides[1], 1.0);
    found.push(...states.map(at => BigInt.asUintN(64, digest(at, rows)).toString(16).padStart(16, "0")));
  }
  console.log(JSON.stringify({ seconds: spent(before), ready, digests: found }));
}
