import "server-only";

/**
 * Returns the range of digests, as bytes, that begin with these hex digits: from `from` on, and below `below`, which is
 * null if the range has no end.
 */
export function digestRange(hex: string): { from: Buffer; below: Buffer | null } {
  const odd = hex.length % 2 === 1;
  const from = Buffer.from(odd ? `${hex}0` : hex, "hex");
  const below = Buffer.from(from);
  let step = odd ? 16 : 1;
  for (let at = below.length - 1; at >= 0; at--) {
    const sum = (below[at] as number) + step;
    below[at] = sum % 256;
    if (sum < 256) return { from, below };
    step = 1;
  }
  return { from, below: null };
}
