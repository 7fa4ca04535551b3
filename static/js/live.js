// Pages that watch a running session. Each second they ask whether anything changed (304 while nothing did); then the
// drawn part, or on a member's and the chair's page the page itself, is put in without touching what somebody is using.
// Without scripts the pages work by reloading.
const EVERY = 1000;
const LONGEST = 8000;
const PATIENCE = 5000;
const TYPED = "input:not([type=hidden]), textarea, select";
const root = document.querySelector("[data-live]");
const away = document.querySelector("[data-away]");
const own = root.hasAttribute("data-own");
let tag = root.dataset.tag;
let ahead = Date.parse(root.dataset.now) - Date.now(); // the server's clock beside this one's, read anew at each change
let failed = 0;
let timer = 0;
let asking = false;

const jitter = (milliseconds) => milliseconds * (0.85 + 0.3 * Math.random());

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(look, jitter(milliseconds));
}

function lost() {
  failed += 1;
  if (failed > 1 || !navigator.onLine) away.hidden = false;
}

function found() {
  failed = 0;
  away.hidden = true;
}

async function look() {
  if (document.hidden) return; // asked again when it is seen
  if (asking) return;
  asking = true;
  try {
    await ask();
    found();
  } catch {
    lost();
  }
  asking = false;
  later(Math.min(LONGEST, EVERY * 2 ** Math.max(0, failed - 1)));
}

async function ask() {
  const answer = await fetch(root.dataset.live, {
    headers: { "If-None-Match": `"${tag}"` },
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(String(answer.status));
  const news = await answer.json();
  ahead = Date.parse(news.now) - Date.now();
  if (own) return anew();
  tag = news.tag;
  if (root.querySelector("[data-drawn]")) draw(news.html);
  tick();
}

function draw(html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  const drawn = root.querySelector("[data-drawn]");
  for (const { name, value } of drawn.attributes) fresh.setAttribute(name, value);
  put(drawn, fresh);
}

// Somebody's own page is fetched as a reload would; what they are using stays.
async function anew() {
  const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok || new URL(answer.url).pathname !== location.pathname) throw new Error(String(answer.status));
  show(await answer.text());
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const main = document.querySelector("main");
  for (const { name, value } of main.attributes) fresh.setAttribute(name, value);
  put(main, fresh);
  tag = fresh.querySelector("[data-live]")?.dataset.tag ?? tag;
  tick();
}

// -- pressing a button: sent without leaving the page, so that a broken line loses nothing ------------------

document.addEventListener("submit", (event) => {
  if (!own || event.defaultPrevented || !event.target.matches("main form[data-once]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  say("");
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(4 * PATIENCE) });
    await sent(answer, form);
    found();
  } catch {
    lost();
    say(root.dataset.unsent);
  }
  delete form.dataset.sent;
  for (const pressed of form.querySelectorAll("[aria-disabled]")) pressed.removeAttribute("aria-disabled");
  tick();
  later(EVERY);
}

async function sent(answer, form) {
  const html = await answer.text();
  if (answer.ok) {
    forget(form);
    if (new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
    return show(html);
  }
  const refusal = new DOMParser().parseFromString(html, "text/html").querySelector(".refusal");
  if (!refusal) return show(html); // the page itself, with what has to be mended
  say([...refusal.querySelectorAll("p:not(.eyebrow)")].map((p) => p.textContent.trim()).join(""));
  await anew();
}

// What was sent need not be kept.
function forget(form) {
  form.reset();
  form.closest("details[open]")?.removeAttribute("open");
  if (form.dataset.draft) sessionStorage.removeItem(`draft:${location.pathname}:${form.dataset.draft}`);
  if (document.activeElement?.matches(TYPED)) document.activeElement.blur();
}

function say(words) {
  const place = document.querySelector("[data-said]");
  if (!place) return;
  place.hidden = !words;
  place.textContent = words;
  if (words) place.scrollIntoView({ block: "center" });
}

// -- what runs by itself: the time left, the code at the door ------------------------------------------------

function tick() {
  const now = Date.now() + ahead;
  for (const clock of document.querySelectorAll("[data-until]")) {
    const left = Math.round((Date.parse(clock.dataset.until) - now) / 1000);
    const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
    clock.toggleAttribute("data-late", left < 0);
    clock.textContent = `${left < 0 ? clock.dataset.over : clock.dataset.left} ${minutes}:${String(seconds).padStart(2, "0")}`;
  }
  const code = document.querySelector("[data-slot-src]");
  if (!code) return;
  const src = `${code.dataset.slotSrc}?slot=${Math.floor(now / 30000)}`;
  if (!code.src.endsWith(src)) code.src = src;
}

// -- making one part of a page like a fresh one: every element that is already right stays, and whatever somebody is
// using: what has the focus, what was typed or ticked, what was unfolded -----------------------------------------

const changed = (field) =>
  field.tagName === "SELECT"
    ? [...field.options].some((o) => o.selected !== o.defaultSelected) && field.selectedIndex > 0
    : field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue;

const fields = (element) => [...(element.matches(TYPED) ? [element] : []), ...element.querySelectorAll(TYPED)];

function inUse(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  const focused = document.activeElement;
  if (focused && node.contains(focused) && focused.matches(TYPED)) return true;
  return node.matches(".errors") || fields(node).some(changed);
}

const key = (node) =>
  node.nodeType === Node.ELEMENT_NODE
    ? `${node.tagName} ${node.id || node.dataset.key || node.getAttribute("action") || ""} ${node.type === "hidden" ? node.name : ""}`
    : String(node.nodeType);

function attributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (name === "open" || (old.matches(TYPED) && (name === "value" || name === "checked"))) continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (name === "open" || name === "data-sent" || name === "aria-disabled") continue;
    if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

function put(old, fresh) {
  if (old.matches("[data-away], [data-said]")) return; // said by this script
  attributes(old, fresh);
  if (old.tagName === "TEXTAREA" || old.matches("[data-until]")) return;
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = find(at, next);
    if (!same) {
      old.insertBefore(document.importNode(next, true), at);
      continue;
    }
    while (at !== same) at = drop(at);
    if (same.nodeType === Node.ELEMENT_NODE) put(same, next);
    else if (same.nodeValue !== next.nodeValue) same.nodeValue = next.nodeValue;
    at = same.nextSibling;
  }
  while (at) at = drop(at);
}

function find(at, wanted) {
  const name = key(wanted);
  for (let node = at; node; node = node.nextSibling) if (key(node) === name) return node;
  return null;
}

function drop(node) {
  const next = node.nextSibling;
  if (!inUse(node)) node.remove();
  return next;
}

tick();
setInterval(tick, 500);
later(EVERY);
document.addEventListener("visibilitychange", () => document.hidden || look());
window.addEventListener("online", look);
window.addEventListener("offline", () => {
  away.hidden = false;
});
