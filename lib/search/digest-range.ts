import "server-only";

/** The bytes from which, and below which, digests are that begin with these hex digits; `below` is null for no end. */
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
