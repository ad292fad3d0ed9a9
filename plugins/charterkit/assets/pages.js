// Where a site turns on Material's instant navigation, a page is not loaded: its content takes the place of the last one's,
// and scripts do not run again. So what a script does for a page, it does for each that comes.

const done = new WeakSet();

/** Calls `start` for the page that is shown, and for each that takes its place without being loaded. */
export function eachPage(start) {
  start();
  onNextPage(start);
}

/** Calls `act` when another page has taken the place of this one without being loaded; never where that is not turned on. */
export function onNextPage(act) {
  let first = document.querySelector("article");
  window.document$?.subscribe(() => {
    const now = document.querySelector("article");
    if (now === first) return; // the page that was there when this began
    first = now;
    stay();
    act();
  });
}

/** Lets the header, which stays, lead to the right places, and say where the reader is. */
function stay() {
  const article = document.querySelector("article");
  if (done.has(article)) return;
  done.add(article);
  const links = [...document.querySelectorAll(".ck-nav a")];
  const here = (link) => location.pathname.startsWith(new URL(".", link.href).pathname);
  const nearest = links.filter(here).sort((a, b) => b.href.length - a.href.length)[0];
  for (const link of links) {
    if (link !== nearest) link.removeAttribute("aria-current");
    else link.setAttribute("aria-current", link.pathname === location.pathname ? "page" : "true");
  }
}

// Addresses in the header are relative to the page that was loaded, and would change their meaning with the next one.
if (window.document$) {
  for (const link of document.querySelectorAll(".ck-header a, .ck-skip a")) if (!link.getAttribute("href").startsWith("#")) link.href = link.href;
  for (const form of document.querySelectorAll(".ck-header form")) form.action = form.action;
}
