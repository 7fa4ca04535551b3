// Pages of a running session: ask now and then whether something changed; say so, or on the wall, show it.
const link = document.querySelector("[data-session-state]");
let known = null;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(link.dataset.sessionState, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { version } = await answer.json();
    if (known !== null && known !== version) {
      if ("reload" in link.dataset) return location.reload();
      link.textContent = link.dataset.changed;
      link.setAttribute("role", "status");
    }
    known ??= version;
  } catch {
    // the network is away; the next look tries again
  }
}

if (link) {
  look();
  setInterval(look, 4000);
}
