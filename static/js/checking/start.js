// Begins the check: on the server's page at once, on the saved page from an address, from files, or from both.
import { addressOf } from "./address.js";
import { Saved, Server } from "./sources.js";
import { check } from "./steps.js";
import { Showing } from "./showing.js";
import { filesOf, entriesOf } from "./saved_files.js";

const place = document.querySelector("[data-check]");
const WORDS = JSON.parse(document.querySelector("#check-words").textContent);

async function run(language, what) {
  const showing = new Showing(place, WORDS[language]);
  showing.begin(what.base);
  showing.end(await check(what, (step, result) => showing.line(step, result)));
}

/** /v/<log>/<index>: the server that showed this page is asked. */
function onTheServer() {
  const [language] = Object.keys(WORDS);
  const begin = () => {
    const address = addressOf(location.pathname + location.hash);
    if (!address) return;
    run(language, { ...address, source: new Server("", address.log, address.index) });
  };
  addEventListener("hashchange", begin);
  begin();
}

/** check.html: whatever the person gives it. */
function onItsOwn(form) {
  const chosen = new Map();
  const field = (name) => form.elements.namedItem(name);
  let again = null;

  const language = () => document.documentElement.lang.slice(0, 2);
  const speak = (lang) => {
    document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
    for (const one of document.querySelectorAll("[data-in]")) one.hidden = one.dataset.in !== lang;
    again?.();
  };
  for (const button of document.querySelectorAll("[data-speak]")) {
    button.addEventListener("click", () => speak(button.dataset.speak));
  }

  const take = async (list) => {
    for (const [path, bytes] of await filesOf(list)) chosen.set(path, bytes);
    const entries = entriesOf(chosen);
    const options = entries.map((one) => Object.assign(document.createElement("option"), {
      value: `/v/${one.log}/${one.index}`, textContent: `${one.log} ${one.index} ${one.text}`,
    }));
    field("entry").replaceChildren(...options);
    field("entry").closest("p").hidden = options.length === 0;
    document.querySelector("[data-count]").textContent = String(chosen.size);
  };
  for (const name of ["files", "folder"]) {
    field(name).addEventListener("change", () => take([...field(name).files]));
  }
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = addressOf(field("address").value) ?? (field("address").value.trim() ? null : addressOf(field("entry").value));
    document.querySelector("[data-no-address]").hidden = address !== null;
    if (!address) return;
    const source = chosen.size ? new Saved(chosen, address.log, address.index) : new Server(address.base, address.log, address.index);
    again = () => run(language(), { ...address, source, witnesses: field("witnesses").value });
    again();
    place.scrollIntoView();
  });

  speak(navigator.language.startsWith("zh") ? "zh" : "en");
  // hosted elsewhere: check.html#https://…/v/QH/17#h=…
  if (location.hash.length > 1) {
    field("address").value = decodeURI(location.hash.slice(1));
    form.requestSubmit();
  }
}

const form = document.querySelector("[data-check-form]");
if (place && form) onItsOwn(form);
else if (place) onTheServer();
