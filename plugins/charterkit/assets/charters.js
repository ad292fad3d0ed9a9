// The number of a clause is a link to it. Following it also copies the whole address, and says so beside the number.

import { element } from "./dom.js";

document.querySelectorAll("[data-ck-permalink]").forEach((link) => {
  link.addEventListener("click", async () => {
    const address = new URL(link.getAttribute("href"), location.href);
    if (!navigator.clipboard) return; // the address is in the browser's own bar
    try {
      await navigator.clipboard.writeText(address.href);
    } catch {
      return;
    }
    document.querySelector(".ck-clause__copied")?.remove();
    const said = element("span", "ck-clause__copied");
    said.lang = "en";
    said.dir = "ltr";
    said.setAttribute("role", "status");
    link.after(said);
    said.textContent = "Link copied";
    setTimeout(() => said.remove(), 4000);
  });
});
