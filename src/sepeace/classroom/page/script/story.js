// One war told, in both worlds, in the words of `sepeace run`.
const storyList = (events, since) => h("ol", { class: "story" }, events.filter((one) => one.day >= since).map((event) =>
  h("li", {}, h("time", { datetime: event.date }, inWords(event.date)), event.where ? `${event.where}. ` : "", event.text, " ",
    h("span", { class: "because" }, t("because", { reason: event.because.replace(/\.$/, "") })))));

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
