// Where another leads Germany: both profiles beside each other, each with none and with all of Hitler's premium, and Hitler himself.
const profilesAsked = (own) => own.profiles[settings.readings.strength ?? own.assumed.strength];

const profilesSection = (own, sums, others) => {
  const asked = profilesAsked(own);
  if (!asked.length) return null;
  const title = h("h3", {}, t("profiles_title"));
  if (!others.profiles.length) return [title, h("p", { class: "warning" }, t("profiles_waiting"))];
  const said = (words) => inOwnWords(words), share = (value) => (value === null ? "–" : percent(value));
  const ends = (found) => (found ? found.map((one) => number(100 * one, 1)).join("\u202f…\u202f") : "–");
  const row = (who, one, world, first) => [who, share(first), ends(one[`${world}_ci95`]),
    share(one[`${world}_28_days`]), share(one[`${world}_settlement`]), number(one.campaigns)];
  const varied = asked.some((one) => one.premium !== "own");
  const rows = sepeaceScript.profileRows(others.profiles).map((one) => row(
    varied ? `${said(DATA.profiles[one.profile])}: ${said(DATA.premiums[one.premium])}` : said(DATA.profiles[one.profile]), one, "counterfactual", one.counterfactual));
  // Hitler himself leads in the world without the change.
  const hitler = (who, count) => { const [one] = sepeaceScript.numbersRows([["", count]]); rows.push(row(who, one, "baseline", one.baseline)); };
  hitler(t("hitler_himself"), sums.count);
  const without = others.readings.find(([name]) => name === DATA.noPremium);
  if (varied && without) hitler(t("hitler_no_premium"), without[1]);
  const rung = (name) => said(DATA.rungs.find((one) => one.name === name).drawn);
  return [title, h("p", {}, t("profiles_help")), varied ? null : h("p", {}, t("profiles_no_premium")),
    table(t("profiles_caption"), [t("who_leads"), rung("window_1_day"), t("interval_points"), rung("window_28_days"), rung("settlement"), t("pairs_of_wars")], rows, "profiles-numbers")];
};
