// What is kept on the reader's device, and nowhere else: in the browser's own storage, under names that begin with the
// site's path, because several sites may share one origin. Where storage is closed or full, a page works without it.

const TOP = new URL("../../", import.meta.url).pathname; // this file is in assets/charterkit/
const named = (name) => `${TOP}ck-${name}`;

/** Gives what was kept under a name, or `otherwise` where there is nothing, or nothing that can be read. */
export function recall(name, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(named(name))) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keeps a value (anything that JSON can hold), and says whether that was possible. */
export function keep(name, value) {
  try {
    localStorage.setItem(named(name), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forgets what was kept under a name. */
export function forget(name) {
  try {
    localStorage.removeItem(named(name));
  } catch {
    // Storage is closed: there is nothing to forget.
  }
}
