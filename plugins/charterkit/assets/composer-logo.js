// Makes a logo ready: a picture from the reader's own device, made small, and kept there. Its own bytes are never shown;
// what is shown was drawn anew on a canvas, so nothing that hides in a file comes with it.

const MOST_BYTES = 5 * 1024 * 1024;
const MOST_PIXELS = 40_000_000;
const WIDE = 720;
const HIGH = 360;
const MOST_KEPT = 300_000;

/** Gives a data URL for a file, or throws an Error that says in plain words what is wrong. */
export async function logo(file) {
  if (file.size > MOST_BYTES) throw new Error("This file is larger than 5 MB. Choose a smaller one.");
  const type = typeOf(new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  if (!type) throw new Error("This is no picture that can be used here. Choose a PNG, JPEG or WebP file.");
  let bitmap;
  try {
    bitmap = await createImageBitmap(new Blob([file], { type }));
  } catch {
    throw new Error("This picture is damaged, or your browser cannot read it. Choose another file.");
  }
  if (bitmap.width * bitmap.height > MOST_PIXELS) throw new Error("This picture has too many pixels. Choose a smaller one.");
  const share = Math.min(1, WIDE / bitmap.width, HIGH / bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const whole = canvas.toDataURL("image/png");
  return whole.length <= MOST_KEPT ? whole : onPaper(canvas);
}

/** Goes by what is in a file, not by what it is called. */
function typeOf(bytes) {
  const starts = (...signs) => signs.every((sign, place) => bytes[place] === sign);
  const text = (from, to) => String.fromCharCode(...bytes.slice(from, to));
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  return text(0, 4) === "RIFF" && text(8, 12) === "WEBP" ? "image/webp" : "";
}

/** Draws it on white and gives it as JPEG: a photograph is too large as PNG. */
function onPaper(canvas) {
  const paper = document.createElement("canvas");
  paper.width = canvas.width;
  paper.height = canvas.height;
  const pen = paper.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, paper.width, paper.height);
  pen.drawImage(canvas, 0, 0);
  return paper.toDataURL("image/jpeg", 0.85);
}
