// A letter's square code carries its voting code behind the #, which browsers send to nobody. It is put into the field
// and taken out of the address, so that neither the history nor anybody looking on keeps it.
const field = document.querySelector("[data-letter-code]");

function take() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[0-9A-Za-z-]{18,30}$/.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
}

take();
window.addEventListener("hashchange", take);
