// A charter in an address: after the `#`, which browsers never send to a server. Compressed where the browser can; what is
// read from an address is data of unknown origin, of a limited size, and no more than text.

export const MOST_IN_LINK = 8000; // characters of a whole link; longer ones are cut off by e-mail programs and messengers
const MOST_READ = 400_000; // bytes of a draft when unpacked: more is no charter
const NAME = "#charter=";

/** Says whether an address holds a charter. */
export const isShared = (hash) => hash.startsWith(NAME);

/** Gives what stands after the address of the page. */
export async function packed(value) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  if (typeof CompressionStream !== "function") return `${NAME}0.${coded(bytes)}`;
  const small = await through(bytes, new CompressionStream("deflate-raw"), Infinity);
  return `${NAME}1.${coded(small)}`;
}

/** Gives the value that an address holds, or null where it is damaged, too long, or cannot be read by this browser. */
export async function unpacked(hash) {
  // What ends a sentence in an e-mail is often taken for a part of the link.
  const [, way, text] = /^#charter=([01])\.([A-Za-z0-9_-]+)[.,;:!?)\]>'"’”»]*$/.exec(decodeSigns(hash)) ?? [];
  if (!text || hash.length > MOST_IN_LINK * 2) return null;
  try {
    const bytes = decoded(text);
    const whole = way === "0" ? bytes : await through(bytes, new DecompressionStream("deflate-raw"), MOST_READ);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(whole));
  } catch {
    return null;
  }
}

/** Gives an address with its signs as they were typed; browsers write some of them as codes. */
function decodeSigns(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Sends bytes through a stream, and stops when more than `most` come out. */
async function through(bytes, stream, most) {
  const writer = stream.writable.getWriter();
  const sent = writer.write(bytes).then(() => writer.close());
  sent.catch(() => {}); // said by the reader
  const reader = stream.readable.getReader();
  const parts = [];
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length;
    if (size > most) {
      reader.cancel().catch(() => {});
      throw new RangeError("too long");
    }
    parts.push(step.value);
  }
  await sent;
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function coded(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function decoded(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}
