// The search page: for those who come by a link, or open results in tabs. The dialog of every header shows the same.

import { eachPage } from "./pages.js";
import { SearchResults } from "./search-results.js";

const PAUSE = 350; // searching as one types is a help; announcing every letter is not, so it waits for a pause

function start(form) {
  const input = form.elements.q;
  const status = document.querySelector("[data-ck-found-count]");
  const empty = document.querySelector("[data-ck-found-empty]");
  const results = new SearchResults(document.querySelector("[data-ck-hits]"), status, {
    first: 10,
    onAsk: (words) => {
      input.value = words;
      input.focus();
      ask("push");
    },
  });
  let pause;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask("push");
  });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE, "replace");
  });
  window.addEventListener("popstate", () => form.isConnected && fromAddress());
  fromAddress();

  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    ask("");
  }

  async function ask(remember) {
    clearTimeout(pause);
    const words = input.value.trim();
    if (remember) {
      const address = new URL(location.href);
      if (words) address.searchParams.set("q", words);
      else address.searchParams.delete("q");
      if (address.href !== location.href) history[`${remember}State`](null, "", address);
    }
    if (!words) {
      results.clear();
      empty.hidden = false;
      status.textContent = "Nothing searched for yet";
      return;
    }
    const count = await results.ask(words);
    if (words === input.value.trim()) empty.hidden = count > 0;
  }
}

eachPage(() => {
  const form = document.querySelector("[data-ck-search]:not([data-ck-live])");
  if (!form) return;
  form.dataset.ckLive = "";
  start(form);
});
