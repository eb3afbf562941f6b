// Sharing: the address, a short code, and a copy of the page with the settings inside, for those who get the file alone.
// A copy may ask nothing of any network, even if the page that it is made from may ask its server.
const copyOfPage = () => {
  const text = JSON.stringify({ settings: settingsText(settings) }).replace(/</g, "\\u003c");
  return `<!doctype html>\n${KEPT.replace(" connect-src 'self';", "").replace(/(<script type="application\/json" id="kept">)[^<]*(<\/script>)/, (_, before, after) => `${before}${text}${after}`)}\n`;
};
const save = (name, text, type) => {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
};
const keptSettings = () => {
  try { return JSON.parse(by("kept").textContent).settings || ""; } catch { return ""; }
};

const shareSection = () => {
  const code = codeOf(settings), link = `#${settingsText(settings)}`;
  const hide = HIDDEN.map((name) => h("label", { class: "check" }, h("input", { type: "checkbox", id: `hide-${name}`, checked: settings.hide.includes(name), onchange: (event) => {
    settings.hide = settings.hide.filter((one) => one !== name);
    if (event.target.checked) settings.hide.push(name);
    remember();
    applyHidden();
    fill(by("share-body"), shareSection());
    by(`hide-${name}`).focus();
  } }), ` ${t(`hide_${name}`)}`));
  return [
    h("div", { class: "setting" }, h("label", { for: "link" }, t("link_of_settings")), h("input", { id: "link", readonly: true, value: location.protocol === "file:" ? link : location.href, onfocus: (event) => event.target.select() })),
    h("p", {}, t("short_code"), " ", h("strong", { id: "code", class: "code" }, code === null ? t("no_code") : code)),
    h("form", { class: "setting", onsubmit: (event) => {
      event.preventDefault();
      const found = fromCode(by("typed").value);
      by("code-wrong").textContent = found === null ? t("code_wrong") : "";
      if (found !== null && !elsewhere(found.language, settingsText({ ...found, language }))) { settings = found; start(); by("main").focus(); }
    } }, h("label", { for: "typed" }, t("type_code")), h("input", { id: "typed", autocomplete: "off", spellcheck: "false", maxlength: "100" }), h("button", { type: "submit" }, t("open_code"))),
    h("p", { id: "code-wrong", class: "wrong", role: "alert" }),
    h("fieldset", {}, h("legend", {}, t("hide_for_class")), hide, h("p", { class: "small" }, t("bears_stays"))),
    h("p", {}, h("button", { type: "button", onclick: () => save(`${settings.scenario}.html`, copyOfPage(), "text/html") }, t("save_copy")), " ",
      h("button", { type: "button", onclick: () => save(`${settings.scenario}-predictions.csv`, savedTable(predictions), "text/csv") }, t("save_predictions"))),
  ];
};
