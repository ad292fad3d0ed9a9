// The checksum of ZIP files, by which texts are also told apart in lists that need not hold the texts themselves.

const TABLE = Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** Gives the checksum of bytes as a number. */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Gives the checksum of a text, as eight signs. */
export function checksum(text) {
  return crc32(new TextEncoder().encode(text)).toString(16).padStart(8, "0");
}
