// Who bears a settlement: always on the page, whatever a teacher hides, and never a nought.
const bearsSection = (own) => [
  h("p", { class: "bears" }, inOwnWords(DATA.bears.short)),
  own.bears.map((one) => h("p", { class: "bears" }, one)),
  table(t("bears_table"), [t("line"), t("soviet_people"), t("poland_people"), t("other_people")], DATA.bears.lines.map((row) => [row.title, row.people, row.poland, row.elsewhere])),
  h("dl", {}, DATA.bears.groups.map((one) => [h("dt", {}, one.group), h("dd", {}, one.text, " ", h("span", { class: "small" }, "(", one.source, ")"))])),
  h("p", {}, inOwnWords(DATA.bears.notCounted)),
  h("p", { class: "small" }, around("sources_are", "sources", DATA.bears.sources)),
];

// The same in one sentence, with the way to all of it: it stands beside every answer and under the map.
const bearsShort = () => h("p", { class: "small bears" }, inOwnWords(DATA.bears.short), " ",
  h("a", { href: "#bears", onclick: (event) => { event.preventDefault(); by("bears").scrollIntoView(); by("bears").focus(); } }, t("who_bears")));
