// While a proposal is typed: what is like it is shown below the field. One question a pause, the newest answer counts.
const PAUSE = 600;
const box = document.querySelector("[data-similar]");
const inputs = ["title", "problem"].map((name) => document.querySelector(`[name=${name}]`));
let timer = 0;
let waiting = null;
let asked = "";

async function ask() {
  const [title, problem] = inputs.map((input) => input.value.trim().slice(0, 400));
  const question = new URLSearchParams({ q: title, problem, but: box.dataset.but });
  if (title.length + problem.length < 2 || `${question}` === asked) return;
  waiting?.abort();
  waiting = new AbortController();
  try {
    const answer = await fetch(`${box.dataset.similar}?${question}`, { signal: waiting.signal });
    if (!answer.ok) return;
    asked = `${question}`;
    const html = await answer.text();
    if (html.trim() !== box.innerHTML.trim()) box.innerHTML = html;
  } catch {
    // the network is away or a newer question was asked: the step before submitting shows the same
  }
}

if (box && inputs.every(Boolean)) {
  for (const input of inputs) {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
  ask();
}
