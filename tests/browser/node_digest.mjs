// Runs pairs of campaigns of an export in node, as a page would, and prints the digests of both worlds' states.
// Usage: node node_digest.mjs EXPORT.json COUNT SEED
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const data = JSON.parse(readFileSync(process.argv[2], "utf8"));
const count = Number(process.argv[3]), seed = BigInt(process.argv[4]);
const unpacked = text => new Uint8Array(gunzipSync(Buffer.from(text, "base64")));
const patches = unpacked(data.patches.data), ends = data.patches.ends;

function apply(tables, number) {
  const at = number ? ends[number - 1] : 0;
  const view = new DataView(patches.buffer, patches.byteOffset + at, ends[number] - at);
  const words = new DataView(tables.buffer, tables.byteOffset);
  const many = Number(view.getBigUint64(0, true)), first = 8 + 4 * (many + (many % 2));
  for (let k = 0, place = 0; k < many; k++) {
    place += view.getUint32(8 + 4 * k, true);
    words.setBigUint64(8 * place, view.getBigUint64(first + 8 * k, true), true);
  }
}

const { instance } = await WebAssembly.instantiate(unpacked(data.module), {});
const { memory, prepare, run_pairs, digest } = instance.exports;
const { sides, states, links, block, rows: keptRows, weeks } = data.layout;
data.scenarios[0].worlds.forEach((world, side) => {
  const tables = unpacked(data.first);
  apply(tables, world.tables);
  new Uint8Array(memory.buffer).set(tables, sides[side]);
  prepare(sides[side], BigInt(keptRows), BigInt(weeks), 0n);
});
const found = [];
for (let first = 0; first < count; first += block) {
  const rows = Math.min(block, count - first);
  run_pairs(states[0], rows, states[1], rows, links, rows, BigInt(first), seed, sides[0], sides[1], 1.0);
  found.push(states.map(at => BigInt.asUintN(64, digest(at, rows)).toString(16).padStart(16, "0")));
}
console.log(JSON.stringify(found));
