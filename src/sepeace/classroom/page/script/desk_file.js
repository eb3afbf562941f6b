// The file of a war on the analyst's desk, in words: reports of feelers, and what could be read of the war.
const FEELERS = ["press", "read", "record", "exposed", "told"];
const deskWord = (table, id, plain) => ((DATA.desk.words[language] || {})[table] || {})[id] || plain;
const aboutFeelers = (item) => FEELERS.includes(item.how);

const itemText = (item) => {
  if (item.how === "record") {
    const title = deskWord("news", item.about, item.words), contact = deskWord("contacts", item.about, null);
    return [`${t(`desk_item_record_${item.what}`)}${title ? ": " : ""}`, title, ". ", contact && `${t("desk_contact", { when: contact[0], grade: contact[1] })} `,
      around("desk_told_itself", "source", item.source, { grade: deskWord("grades", item.grade, "") })];
  }
  if (aboutFeelers(item)) return t(`desk_item_${item.what}`, { place: t(`desk_place_${item.about}`), mediator: item.what === "mediator" ? t(`desk_mediator_${item.about}`) : "" });
  if (item.how === "closed") return t(`desk_item_${item.what}`);
  if (item.what === "new_leader") return around("desk_item_new_leader", "words", item.words);
  if (item.how === "public") return [t(`desk_event_${item.about}`), item.source && [" (", item.source, ")"]];
  if (item.what.startsWith("begins")) return t(`desk_item_${item.what}`, { sector: t(`desk_${item.about}`) });
  return [(DATA.operations[item.about] || {})[language] || deskWord("operations", item.about, item.words), `: ${t(`desk_score_${item.what}`)}.${item.elsewhere ? ` ${t("desk_elsewhere")}` : ""}`];
};

// Whether an item is of the record or of the simulated war stands beside each, as the war's own log has it.
const itemRow = (item) => h("li", {}, h("time", { datetime: isoOf(item.day) }, inWords(isoOf(item.day))),
  aboutFeelers(item) && h("strong", {}, `${t(`desk_how_${item.how}`)}. `), itemText(item), item.how !== "record" && h("span", { class: "small" }, ` (${t(`desk_origin_${item.origin}`)})`));
const itemList = (items) => h("ol", { class: "story" }, items.map(itemRow));

const frontText = (front) => {
  const [north, centre, south] = front.map(([far, place]) => {
    const where = { place: (DATA.desk.words[language].places || {})[place] || place, km: number(10 * Math.round(Math.abs(far) / 10)) };
    return t(Math.abs(far) < 15 ? "desk_near" : far > 0 ? "desk_east_of" : "desk_west_of", where);
  });
  return t("desk_front", { north, centre, south });
};
