// The contacts of the record, each with its grade and its source: which of them would you believe?
const contactsSection = () => [
  h("p", {}, t("contacts_help")),
  table(t("contacts_title"), [t("contact"), t("when"), t("who_sought"), t("where"), t("evidence"), t("what_came"), t("source")],
    DATA.contacts.map((one) => {
      const row = one[language];
      return [row.title, row.when, row.sender, row.place, row.grade, row.response, row.source];
    })),
];
