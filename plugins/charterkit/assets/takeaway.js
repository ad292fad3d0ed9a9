// What can be taken away from a case: citations and the card's HTML are copied, and where the site does not know its own
// address, this page's is put in.

import { element } from "./dom.js";

const here = `${location.origin}${location.pathname}`;
for (const place of document.querySelectorAll("[data-ck-here]")) {
  if (!place.textContent) place.textContent = here + place.dataset.ckHere;
}

if (navigator.clipboard) {
  for (const text of document.querySelectorAll("[data-ck-copy]")) text.after(copier(text));
}

/** Makes the button that copies a text, and the place where it says that it did. */
function copier(text) {
  const line = element("p", "ck-copied");
  const button = element("button", "ck-button ck-button--quiet", `Copy: ${text.dataset.ckCopy}`);
  button.type = "button";
  const said = element("span", "ck-meta");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = "Could not copy. The text is selected: press Ctrl and C, or Cmd and C.";
    }
  });
  line.append(button, said);
  return line;
}
