"use strict";
(async () => {
  // The page as it was sent, for whoever saves a copy of it.
  const kept = document.documentElement.outerHTML;
  try {
    const bytes = Uint8Array.from(atob(JSON.parse(document.getElementById("data").textContent)), (one) => one.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    const { data, story, script } = JSON.parse(text), page = document.createElement("script");
    globalThis.sepeacePage = { data, story, kept };
    page.src = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    document.body.append(page);
  } catch (error) {
    const place = document.getElementById("messages");
    place.hidden = false;
    place.textContent = "This browser is too old to run the model. Any browser of the last three years will do.";
  }
})();
