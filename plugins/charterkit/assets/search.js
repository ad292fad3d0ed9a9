// The search page. Pagefind finds; this module shows. Everything that comes from the index is set as text: the index holds
// records' words, and words are never markup.

import { element } from "./dom.js";

const TOP = new URL("../../", import.meta.url); // this file is in assets/charterkit/
const STEP = 10;
let loaded; // Pagefind, or the promise of it

function start(form) {
  const input = form.elements.q;
  const count = document.querySelector("[data-ck-found-count]");
  const empty = document.querySelector("[data-ck-found-empty]");
  const list = document.querySelector("[data-ck-hits]");
  const more = document.querySelector("[data-ck-more]");
  let asked = 0; // answers to an older question are dropped

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value.trim(), { remember: "push" });
  });
  // Searching as one types is a help; announcing every letter is not, so it waits for a pause.
  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => ask(input.value.trim(), { remember: "replace" }), 350);
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();

  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    ask(input.value.trim(), { remember: "" });
  }

  async function ask(words, { remember }) {
    clearTimeout(pause);
    const mine = ++asked;
    if (remember) {
      const address = new URL(location.href);
      if (words) address.searchParams.set("q", words);
      else address.searchParams.delete("q");
      if (address.href !== location.href) history[`${remember}State`](null, "", address);
    }
    if (!words) {
      list.replaceChildren();
      more.hidden = true;
      empty.hidden = false;
      count.textContent = "Nothing searched for yet";
      return;
    }
    count.textContent = "Searching …";
    let results;
    try {
      const pagefind = await engine();
      ({ results } = await pagefind.search(words));
    } catch {
      if (mine === asked) {
        count.textContent = "The search index could not be loaded. Check your connection and try again.";
        empty.hidden = false;
      }
      return;
    }
    if (mine !== asked) return;
    list.replaceChildren();
    empty.hidden = results.length > 0;
    count.textContent = results.length
      ? `${results.length.toLocaleString("en-GB")} ${results.length === 1 ? "result" : "results"} for “${words}”`
      : `No results for “${words}”. Check the spelling, or try fewer or more general words.`;
    await show(results, mine);
  }

  async function show(results, mine) {
    const from = list.children.length;
    const found = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
    if (mine !== asked) return;
    const items = found.map(hit);
    list.append(...items);
    more.hidden = list.children.length >= results.length;
    more.onclick = async () => {
      const next = list.children.length;
      await show(results, mine);
      list.children[next]?.querySelector("a").focus();
    };
  }
}

/** Loads Pagefind once, with every part of the index, and again after a failure. */
function engine() {
  loaded ??= load().catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load() {
  const bundle = (part) => new URL(`pagefind/${part}/`, TOP);
  const [pagefind, { parts }] = await Promise.all([
    import(new URL("pagefind.js", bundle(0)).href),
    fetch(new URL("pagefind/parts.json", TOP)).then((answer) => answer.json()),
  ]);
  await pagefind.options({ basePath: bundle(0).pathname, baseUrl: TOP.pathname, excerptLength: 32 });
  const others = Array.from({ length: parts - 1 }, (_, index) => bundle(index + 1).href);
  await Promise.all(others.map((href) => pagefind.mergeIndex(href, { baseUrl: TOP.pathname })));
  return pagefind;
}

/** Makes one result. */
function hit(data) {
  const item = document.createElement("li");
  const kind = element("p", "ck-label", data.meta.kind ?? "");
  const heading = element("h3", "ck-hits__title");
  const link = element("a", "", data.meta.title || data.url);
  const address = new URL(data.url.replace(/(\/index)?\.html$/, "/"), TOP); // a page is indexed as a/b.html
  link.href = address.origin === location.origin ? address.href : TOP.href;
  heading.append(link);
  const excerpt = element("p", "ck-hits__excerpt");
  excerpt.append(...marked(data.excerpt ?? ""));
  if (kind.textContent) item.append(kind);
  item.append(heading, excerpt);
  return item;
}

/** Reads Pagefind's excerpt (text with <mark> around what was found) as text and <mark> elements, and nothing else. */
function marked(excerpt) {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  return [...parsed.body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", "", node.textContent) : document.createTextNode(node.textContent),
  );
}


const form = document.querySelector("[data-ck-search]");
if (form) start(form);
