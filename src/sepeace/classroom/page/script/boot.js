"use strict";
(async () => {
  // The page as it was sent, for whoever saves a copy of it.
  const kept = document.documentElement.outerHTML;
  // Four bytes of five signs; the last may be fewer.
  const bytesOf = (text) => {
    const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
    const values = new Uint8Array(128), many = Math.ceil(text.length / 5), view = new DataView(new ArrayBuffer(4 * many));
    for (let place = 0; place < 85; place += 1) values[signs.charCodeAt(place)] = place;
    const whole = text.padEnd(5 * many, "~");
    for (let word = 0, at = 0; word < many; word += 1) {
      let value = 0;
      for (let sign = 0; sign < 5; sign += 1, at += 1) value = 85 * value + values[whole.charCodeAt(at)];
      view.setUint32(4 * word, value);
    }
    return new Uint8Array(view.buffer, 0, Math.floor(4 * text.length / 5));
  };
  try {
    const stream = new Blob([bytesOf(document.getElementById("data").textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
    const whole = new Uint8Array(await new Response(stream).arrayBuffer()), text = new TextDecoder(), head = whole.indexOf(10);
    let at = head + 1;
    const [inside, script, ...blobs] = JSON.parse(text.decode(whole.subarray(0, head))).map((length) => whole.subarray(at, at += length));
    const page = document.createElement("script");
    globalThis.sepeacePage = { ...JSON.parse(text.decode(inside)), blobs, kept };
    page.src = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    document.body.append(page);
  } catch (error) {
    const place = document.getElementById("messages");
    place.hidden = false;
    place.textContent = "This browser is too old to run the model. Any browser of the last three years will do.";
  }
})();
