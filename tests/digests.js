// Digests of the states of pairs of wars, block by block; GIVEN, COUNT and SEED are filled in.
async () => {
  const data = GIVEN, count = COUNT, seed = BigInt(SEED);
  const unpacked = async (text) => new Uint8Array(await new Response(new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))])
    .stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const { instance } = await WebAssembly.instantiate(await unpacked(data.module), {});
  const { memory, prepare, run_pairs, digest } = instance.exports, { sides, states, links, block } = data.layout, found = [];
  for (const side of [0, 1]) {
    new Uint8Array(memory.buffer).set(await unpacked(data.worlds[side]), sides[side]);
    prepare(sides[side], BigInt(data.layout.rows), BigInt(data.layout.weeks), 0n);
  }
  for (let first = 0; first < count; first += block) {
    const rows = Math.min(block, count - first);
    run_pairs(states[0], rows, states[1], rows, links, rows, BigInt(first), seed, sides[0], sides[1], 1.0);
    found.push(...states.map((at) => BigInt.asUintN(64, digest(at, rows)).toString(16).padStart(16, "0")));
  }
  return found;
}
