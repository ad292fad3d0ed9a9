// The page before signing: a link to one charter opens it. Without script all charters can be opened by hand.

import { eachPage } from "./pages.js";

function open() {
  const asked = document.querySelectorAll("details.ck-question[id]");
  const found = [...asked].find(({ id }) => location.hash === `#${id}`);
  if (!found) return;
  for (const other of asked) other.open = other === found;
  found.scrollIntoView();
}

eachPage(open);
window.addEventListener("hashchange", open);
