// Finding one's record by its receipt without sending the receipt anywhere: the published records are fetched, and
// SHA-256(tag ‖ code ‖ 0 ‖ word) is looked for in them (voting/receipts.py). Without this the form is simply sent.
const TAG = "micro-projects ballot receipt v1\0";

// As kernel/base32.plain reads a typed code.
function plain(typed) {
  const half = typed.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  return half
    .replace(/[\s\-‐‑–—－_.·]/g, "")
    .toUpperCase()
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0");
}

async function hashOf(code, word) {
  const said = `${TAG}${plain(code)}\0${word.trim().normalize("NFC")}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// record_id,choices,points,receipt: no cell of ours holds a comma or a quote.
function look(csv, hash) {
  const [head, ...rows] = csv.trim().split("\n").map((line) => line.split(","));
  const row = rows.find((cells) => cells[head.indexOf("receipt")] === hash);
  return row && Object.fromEntries(head.map((name, at) => [name, row[at]]));
}

function show(form, record) {
  const place = document.querySelector("[data-found]");
  const made = document.querySelector(record ? "[data-when-found]" : "[data-when-missing]").content.cloneNode(true);
  if (record) {
    const walker = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace("{id}", record.record_id);
    const list = made.querySelector("[data-lines]");
    const points = record.points ? record.points.split(" ") : [];
    record.choices.split(" ").forEach((code, at) => {
      const title = document.querySelector(`[data-projects] [data-code="${CSS.escape(code)}"]`)?.textContent ?? code;
      const line = document.createElement("li");
      const given = points[at] ? `，${list.dataset.points.replace("{points}", points[at])}` : "";
      line.textContent = title + given;
      list.append(line);
    });
  }
  place.replaceChildren(made);
  place.scrollIntoView({ block: "nearest" });
}

const form = document.querySelector("form[data-find]");
if (form && globalThis.crypto?.subtle) {
  form.querySelector("[data-with-script]").hidden = false;
  form.querySelector("[data-without-script]").hidden = true;
  form.addEventListener("submit", async (event) => {
    const code = form.elements.code.value;
    if (!code.trim()) return; // the server says what is missing
    event.preventDefault();
    const answer = await fetch(form.dataset.find, { credentials: "omit" });
    const hash = await hashOf(code, form.elements.word.value);
    show(form, look(await answer.text(), hash));
  });
}
