// What every case is tagged with, as one row of bits for each term: 5,000 cases are 157 numbers a term. So that a choice among
// thousands is counted in a few milliseconds, on a phone too.

export class Index {
  constructor({ size, per_page: perPage, facets, has }) {
    Object.assign(this, { size, perPage, words: Math.ceil(size / 32) });
    let number = 0;
    this.facets = facets.map(({ field, title, terms, groups }) => {
      const made = terms.map(([id, label]) => ({ id, label, bits: this.unpacked(has[number++]) }));
      let from = 0; // the terms of groups come first, group by group
      const grouped = groups.map(([id, label, count]) => {
        const members = Array.from({ length: count }, (_, n) => from + n);
        from += count;
        const bits = this.none();
        for (const t of members) unite(bits, made[t].bits);
        return { id, label, members, bits };
      });
      return { field, title, terms: made, groups: grouped };
    });
  }

  none() {
    return new Uint32Array(this.words);
  }

  all() {
    const bits = this.none().fill(0xffffffff);
    if (this.size % 32) bits[this.words - 1] = 2 ** (this.size % 32) - 1;
    return bits;
  }

  /** Gives the bits of some places. */
  of(places) {
    const bits = this.none();
    for (const place of places) bits[place >>> 5] |= 1 << (place & 31);
    return bits;
  }

  /** Reads what `packed` of views/library.py wrote. */
  unpacked(text) {
    if (!text) return this.none();
    if (text[0] !== "=") {
      let place = 0;
      return this.of(text.split(",").map((step) => (place += parseInt(step, 36))));
    }
    const bytes = atob(text.slice(1));
    const bits = this.none();
    for (let n = 0; n < bytes.length; n += 1) bits[n >>> 2] |= bytes.charCodeAt(n) << ((n & 3) * 8);
    return bits;
  }

  /** Gives the choice that an address holds: for each facet, the places of its chosen terms. Unknown words are passed over. */
  read(query) {
    return this.facets.map(({ field, terms, groups }) => {
      const ids = new Set((query.get(field) ?? "").split(","));
      const chosen = new Set(terms.flatMap((term, place) => (ids.has(term.id) ? [place] : [])));
      for (const group of groups) if (ids.has(`${group.id}*`)) for (const place of group.members) chosen.add(place);
      return chosen;
    });
  }

  /** Gives `field=term,term` for each facet in which something is chosen; a whole group is its id with an asterisk. */
  write(chosen) {
    return this.facets.flatMap(({ field }, f) => {
      const ids = this.parts(chosen, f).map(({ id, whole }) => encodeURIComponent(id) + (whole ? "*" : ""));
      return ids.length ? [`${encodeURIComponent(field)}=${ids.join(",")}`] : [];
    });
  }

  /** Gives what is chosen in one facet, whole groups as one: `{id, label, whole, places}`. */
  parts(chosen, f) {
    const { terms, groups } = this.facets[f];
    const rest = new Set(chosen[f]);
    const whole = groups.flatMap(({ id, label, members }) => {
      if (members.length < 2 || !members.every((place) => rest.has(place))) return [];
      for (const place of members) rest.delete(place);
      return [{ id, label, whole: true, places: members }];
    });
    return [...whole, ...[...rest].map((place) => ({ id: terms[place].id, label: terms[place].label, whole: false, places: [place] }))];
  }

  /** Gives the bits of the cases that fit the choice in every facet but `except`, among those of `within`. */
  matching(chosen, within, except = -1) {
    const bits = within.slice();
    this.facets.forEach(({ terms }, f) => {
      if (f === except || !chosen[f].size) return;
      const any = this.none();
      for (const t of chosen[f]) unite(any, terms[t].bits);
      for (let w = 0; w < bits.length; w += 1) bits[w] &= any[w];
    });
    return bits;
  }

  /** Gives, for each facet, how many cases each of its terms and each of its groups would show. */
  counts(chosen, within) {
    const matching = this.matching(chosen, within);
    return this.facets.map(({ terms, groups }, f) => {
      const others = chosen[f].size ? this.matching(chosen, within, f) : matching;
      return { terms: terms.map(({ bits }) => common(bits, others)), groups: groups.map(({ bits }) => common(bits, others)) };
    });
  }
}

/** Gives the places whose bits are set: in the order of `order`, or else as they are. */
export function places(bits, order) {
  if (order) return order.filter((place) => bits[place >>> 5] & (1 << (place & 31)));
  const found = [];
  bits.forEach((word, w) => {
    for (let bit = 0; word; bit += 1, word >>>= 1) if (word & 1) found.push(w * 32 + bit);
  });
  return found;
}

function unite(bits, more) {
  for (let w = 0; w < bits.length; w += 1) bits[w] |= more[w];
}

/** Counts the bits that are set in both. */
function common(one, other) {
  let sum = 0;
  for (let w = 0; w < one.length; w += 1) {
    let word = one[w] & other[w];
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return sum;
}
