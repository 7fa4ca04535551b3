// Reads the page's text to people who find reading hard, where the browser has a voice for it.
const button = document.querySelector("[data-read-aloud]");
const voice = window.speechSynthesis;

function textOf(main) {
  const parts = main.querySelectorAll("h1, h2, h3, p, li, dt, dd, th, td, legend, label");
  const leaf = (part) => !part.querySelector("p, li, dd, td") && !part.closest("[hidden], [aria-hidden=true], button");
  return [...parts].filter(leaf).map((part) => part.innerText.trim()).filter(Boolean);
}

if (button && voice) {
  const start = button.textContent;
  const rest = () => (button.textContent = start);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (voice.speaking) {
      voice.cancel();
      rest();
      return;
    }
    const parts = textOf(document.querySelector("main"));
    for (const [n, text] of parts.entries()) {
      const speech = new SpeechSynthesisUtterance(text);
      speech.lang = document.documentElement.lang;
      if (n === parts.length - 1) speech.addEventListener("end", rest);
      voice.speak(speech);
    }
    button.textContent = button.dataset.stop;
  });
  window.addEventListener("pagehide", () => voice.cancel());
}
