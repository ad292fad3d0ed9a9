// The review is a step of its own: the browser's Back leads from it to the form, and Forward to it again.

const REVIEW = "#review";

/** The two steps of a form, the form itself and its review, as entries of the browser's history. */
export class Steps {
  /** Calls `show` with whether the review is to be seen, and with what `back` was told. */
  constructor(form, show) {
    this.show = show;
    // Loaded anew there is nothing to review yet.
    if (location.hash === REVIEW) history.replaceState(history.state, "", `${location.pathname}${location.search}`);
    this.before = location.hash;
    const leaves = new AbortController();
    window.addEventListener("popstate", () => (form.isConnected ? this.#moved() : leaves.abort()), { signal: leaves.signal });
  }

  /** Goes on to the review. */
  forward() {
    if (location.hash !== REVIEW) {
      this.before = location.hash;
      history.scrollRestoration = "manual"; // the focus is put where the reader wants to be
      history.pushState(null, "", REVIEW);
    }
    this.show(true);
  }

  /** Goes back to the form, as the browser's Back does. */
  back(told) {
    if (location.hash !== REVIEW) {
      this.show(false, told);
      return;
    }
    this.told = told;
    history.back();
  }

  #moved() {
    if (location.hash === REVIEW) {
      this.show(true);
    } else if (location.hash === this.before) {
      // Any other address is that of a link inside the page.
      this.show(false, this.told);
      this.told = undefined;
    }
  }
}
