// What axe-core finds on a page, and all pairs of colours of letters and their grounds; see axe.py.
async (rules) => {
  const found = await axe.run({ runOnly: { type: "tag", values: rules } });
  const told = (rows) => rows.flatMap((rule) => rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")} ${node.failureSummary}`));
  const nodes = (rows) => rows.filter((rule) => rule.id === "color-contrast").flatMap((rule) => rule.nodes);
  const pairs = nodes([...found.violations, ...found.passes]).flatMap((node) => node.any.map((one) =>
    [node.target.join(" "), one.data.fgColor, one.data.bgColor, one.data.expectedContrastRatio]));
  // What axe leaves open, letters of which a part is hidden, lies on the nearest ground that is not clear.
  const ground = (one) => {
    while (one && /^rgba\(.*, 0\)$/.test(getComputedStyle(one).backgroundColor)) one = one.parentElement;
    return one ? getComputedStyle(one).backgroundColor : "#ffffff";
  };
  const open = nodes(found.incomplete).map((node) => document.querySelector(node.target[0])).filter((one) => one && !one.closest("svg"))
    .map((one) => [one.textContent.slice(0, 40), getComputedStyle(one).color, ground(one), null]);
  const drawn = [...document.querySelectorAll("svg text")].filter((one) => one.checkVisibility()).flatMap((one) =>
    (one.closest(".map") ? ["#ffffff", "#fbfaf6", "#dbe7ee"] : ["#ffffff"]).map((ground) => [one.textContent, getComputedStyle(one).fill, ground, null]));
  return { wrong: told(found.violations), pairs: [...pairs, ...open, ...drawn], passed: found.passes.map((rule) => rule.id) };
}
