const grammar = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Returns true for an accepted digest: sha256 or sha512 in lower-case hex (image-spec, descriptor.md "Digests"). */
export function isDigest(value: string): boolean {
  return grammar.test(value);
}

/** Returns the algorithm and the hex part. Throws a RangeError for anything but a digest. */
export function splitDigest(digest: string): { algorithm: "sha256" | "sha512"; hex: string } {
  if (!isDigest(digest)) throw new RangeError(`not a digest: ${digest.slice(0, 80)}`);
  const [algorithm, hex] = digest.split(":") as ["sha256" | "sha512", string];
  return { algorithm, hex };
}

/** Returns the first twelve hex digits, as clients print them. */
export function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(":") + 1).slice(0, 12);
}
