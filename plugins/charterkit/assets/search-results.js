// Shows what was found, kind by kind. It is a list of links under headings and no combobox: what a screen reader does best
// is to go through headings and links, and a listbox could hold neither headings nor excerpts. Arrow keys are an extra.

import { element } from "./dom.js";
import { address, counted, find, kinds, marked } from "./search-index.js";
import { readAs, suggestions } from "./search-spelling.js";

export class SearchResults {
  /**
   * Shows results in `place` and says in `status` how many there are. `first` is how many of each kind are shown at
   * once; `onAsk` is called with the words of a suggestion that a reader takes.
   */
  constructor(place, status, { first, onAsk }) {
    Object.assign(this, { place, status, first, onAsk, asked: 0 });
  }

  /** Shows nothing, and drops what is on its way. */
  clear() {
    this.asked += 1;
    this.place.replaceChildren();
    this.place.removeAttribute("aria-busy");
  }

  /**
   * Asks for `words`, and where no page has them for the likeliest other spelling, which is said. Gives how many results
   * are shown, or null where the answer failed or came too late.
   */
  async ask(words) {
    const mine = (this.asked += 1);
    this.status.textContent = "Searching …";
    this.place.setAttribute("aria-busy", "true");
    try {
      const [found, headings] = await Promise.all([find(words), kinds()]);
      if (mine !== this.asked) return null;
      const [other, ...others] = found.length ? [] : await suggestions(words);
      const results = other ? await find(other.words) : found;
      const read = found.length ? await readAs(words, found[0]) : "";
      const sections = await Promise.all(this.grouped(results, headings));
      if (mine !== this.asked) return null;
      this.place.replaceChildren(...(others.length ? this.suggested(others) : []), ...sections);
      const count = counted(results.length, "result");
      this.status.textContent = other
        ? `No page has “${words}”. Showing “${other.words}”: ${count}`
        : results.length
          ? `${count} for “${words}”${read ? `, read as “${read}”` : ""}`
          : `No results for “${words}”. Check the spelling, or try fewer or more general words.`;
      return results.length;
    } catch {
      if (mine === this.asked) {
        this.place.replaceChildren();
        this.status.textContent = "The search index could not be loaded. Check your connection and try again.";
      }
      return null;
    } finally {
      if (mine === this.asked) this.place.removeAttribute("aria-busy");
    }
  }

  grouped(results, headings) {
    return headings.flatMap(([, heading], kind) => {
      const found = results.filter((result) => result.kind === kind);
      return found.length ? [this.group(heading, found, kind)] : [];
    });
  }

  async group(heading, found, kind) {
    const section = element("section", "ck-found__group");
    const title = element("h3", "ck-found__kind", heading);
    title.id = `${this.place.id}-${kind}`;
    title.append(" ", element("span", "ck-count", found.length.toLocaleString("en-GB")));
    section.setAttribute("aria-labelledby", title.id);
    const list = element("ol", "ck-hits");
    const more = element("button", "ck-button ck-button--quiet");
    more.type = "button";
    const next = async () => {
      const from = list.children.length;
      const shown = await Promise.all(found.slice(from, from + this.first).map((result) => result.data()));
      list.append(...shown.map(hit));
      const left = found.length - list.children.length;
      more.hidden = left <= 0;
      more.textContent = `Show ${Math.min(left, this.first)} more in ${heading}`;
      return list.children[from];
    };
    more.addEventListener("click", async () => {
      try {
        (await next())?.querySelector("a").focus();
      } catch {
        more.textContent = "These could not be loaded. Try again";
      }
    });
    await next();
    section.append(title, list, more);
    return section;
  }

  suggested(others) {
    const list = element("ul", "ck-suggested");
    const title = element("p", "ck-meta", "Or did you mean:");
    title.id = `${this.place.id}-others`;
    list.setAttribute("aria-labelledby", title.id);
    for (const { words, count } of others) {
      const item = element("li");
      const button = element("button", "ck-chip", words);
      button.type = "button";
      button.append(" ", element("span", "ck-count", `(${counted(count, "result")})`));
      button.addEventListener("click", () => this.onAsk(words));
      item.append(button);
      list.append(item);
    }
    return [title, list];
  }
}

/** Makes one result. */
function hit(data) {
  const item = element("li");
  const title = element("p", "ck-hits__title");
  const link = element("a", "", data.meta.title || data.url);
  link.href = address(data);
  title.append(link);
  const excerpt = element("p", "ck-hits__excerpt");
  excerpt.append(...marked(data.excerpt ?? ""));
  item.append(title, excerpt);
  return item;
}
