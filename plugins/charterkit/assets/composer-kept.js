// How a charter is kept on the device when it is open in more than one tab. Each state that is kept has a mark of its own; a
// tab that is about to keep its charter sees by the mark whether another tab has kept one meanwhile, and puts that aside
// rather than write over it.

import { kept, tidy } from "./composer-draft.js";
import { keep, recall } from "./device.js";

export class Kept {
  constructor(data) {
    this.data = data;
    this.mark = "";
  }

  /** Gives the charter that is kept, whichever tab wrote it; null where there is none. */
  read() {
    const found = recall("charter");
    this.mark = markOf(found);
    return tidy(found, this.data);
  }

  /** Gives the charter that was put aside; null where there is none. */
  before() {
    return tidy(recall("charter-before"), this.data);
  }

  /** Puts a charter aside. */
  putAside(draft) {
    if (draft) keep("charter-before", kept(draft));
  }

  /** Says whether another tab has kept a charter since this one last read or kept it. */
  isOlder() {
    return markOf(recall("charter")) !== this.mark;
  }

  /** Keeps a charter. `did` says whether that was possible, `aside` whether one of another tab was put aside for it. */
  write(draft) {
    const other = this.isOlder() ? tidy(recall("charter"), this.data) : null;
    const aside = other !== null && JSON.stringify(kept(other)) !== JSON.stringify(kept(draft));
    if (aside) this.putAside(other);
    this.mark = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`; // without a secure connection there is no UUID
    return { did: keep("charter", { ...kept(draft), mark: this.mark }), aside };
  }
}

const markOf = (found) => (typeof found?.mark === "string" ? found.mark : "");
