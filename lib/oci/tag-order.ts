const version =
  /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:[+_]([0-9A-Za-z.-]+))?$/;

const collator = new Intl.Collator("en", { numeric: true });

/** Orders names as people do: "v9" before "v10". Ties are broken by code unit, so that the order is total. */
export function compareNatural(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

export type VersionKey = { numbers: number[]; preRelease: string[] | null } | null;

/** The parts of a tag that orders as a version (semver 2.0, also with a leading v or fewer parts); null for others. */
export function versionKey(tag: string): VersionKey {
  const match = version.exec(tag);
  if (!match) return null;
  // "1.4" moves with its releases, so it goes below all of them; only the rare fourth part counts as zero.
  const numbers = [1, 2, 3, 4].map((part) => Number(match[part] ?? (part === 4 ? 0 : -1)));
  return { numbers, preRelease: match[5]?.split(".") ?? null };
}

/**
 * Orders tags by semantic version, the oldest first; names that are no version come before every version, so that
 * the newest version leads where the order is turned round. A tag with fewer parts ("1.4") comes before its releases.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [versionKey(a), versionKey(b)];
  if (!left || !right) return left ? 1 : right ? -1 : compareNatural(a, b);
  for (let part = 0; part < 4; part++) {
    const [l, r] = [left.numbers[part] ?? 0, right.numbers[part] ?? 0];
    if (l !== r) return l < r ? -1 : 1;
  }
  return comparePreRelease(left.preRelease, right.preRelease) || compareNatural(a, b);
}

function comparePreRelease(a: string[] | null, b: string[] | null): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [l, r] = [a[at], b[at]];
    if (l === undefined) return -1;
    if (r === undefined) return 1;
    const [ln, rn] = [/^\d+$/.test(l), /^\d+$/.test(r)];
    if (ln && rn && Number(l) !== Number(r)) return Number(l) - Number(r);
    if (ln !== rn) return ln ? -1 : 1;
    if (l !== r) return l < r ? -1 : 1;
  }
  return 0;
}
