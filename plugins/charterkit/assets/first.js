// Runs before the page is painted, so it is a plain script: it says that there is script, and sets the colours that the
// reader chose. Without a choice the style sheet follows the system, with or without script.
(() => {
  const root = document.documentElement;
  const top = new URL("../../", document.currentScript.src); // the site's top: this file is in assets/charterkit/
  const key = `${top.pathname}ck-scheme`; // several sites may share one origin
  root.classList.remove("no-js");
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem(key);
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch {
    // Storage is closed: the system's colours are right.
  }

  // What Material's bundle expects of the inline script that this file replaces.
  window.__md_scope = top;
  window.__md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
  window.__md_get = (name, storage = localStorage, scope = top) => {
    try {
      return JSON.parse(storage.getItem(`${scope.pathname}.${name}`));
    } catch {
      return null;
    }
  };
  window.__md_set = (name, value, storage = localStorage, scope = top) => {
    try {
      storage.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // As above.
    }
  };
})();
