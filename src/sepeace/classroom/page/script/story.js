// One war told, in both worlds, in the words of `sepeace run`.
const storyEntries = (events) => h("ol", { class: "story" }, events.map((event) =>
  h("li", {}, h("time", { datetime: event.date }, inWords(event.date)), event.where ? `${event.where}. ` : "", event.text, " ",
    h("span", { class: "because" }, around("because", "reason", event.because.replace(/\.$/, ""))))));

// What stands beside that which passes between the two: battles, the West, and how things are from quarter to quarter.
const BESIDE = ["operation", "operation_end", "offensive", "position", "lines", "event", "approach", "landing_set", "finnish_terms", "finnish_refusal"];
// The first day and what passes between the two come first; the whole war is folded, and filled in when it is opened.
const storyList = (events, since) => {
  const told = events.filter((one) => one.day >= since), first = told.length ? Math.floor(told.find((one) => one.day >= since).day) : 0;
  return [storyEntries(told.filter((one) => Math.floor(one.day) === first || !BESIDE.includes(one.kind))),
    folded(t("story_whole", { n: number(told.length) }), () => storyEntries(told))];
};

// Which wars can be told: one in which it comes about, one in which it does not, or any by its number.
const storyPicks = (sums) => {
  const window = DATA.steps.indexOf("window_1_day"), signed = DATA.steps.indexOf("settlement");
  const find = (test) => sums.campaigns.find(test);
  return [
    ["window_with", find((one) => one.reached[1][window] && !one.reached[0][window])],
    ["settled_with", find((one) => one.reached[1][signed])],
    ["nothing", find((one) => !one.reached[1][window] && !one.reached[0][window])],
    ["window_without", find((one) => !one.reached[1][window] && one.reached[0][window])],
  ].filter(([, found]) => found !== undefined).map(([key, found]) => ({ key, campaign: found.campaign }));
};
