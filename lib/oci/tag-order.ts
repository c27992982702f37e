const version =
  /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:[+_]([0-9A-Za-z.-]+))?$/;

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders names as people do: "v9" before "v10". Ties are broken by code unit, so that the order is total. */
export function compareNatural(a: string, b: string): number {
  return byCodeUnit(naturalSortKey(a), naturalSortKey(b));
}

/**
 * Returns a text whose order by code unit is `compareNatural`; when many names are sorted, each is analysed only once.
 */
export function naturalSortKey(name: string): string {
  const folded = name.toLowerCase().replaceAll("_", ",").replace(/\d+/g, numberKey);
  return `${folded}\0${name}`;
}

// Puts the number of digits before the digits: one character up to 8 digits, and two characters beyond.
function numberKey(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, "");
  return plain.length < 9 ? `${plain.length}${plain}` : `9${String.fromCharCode(39 + plain.length)}${plain}`;
}

export type VersionKey = { numbers: number[]; preRelease: string[] | null } | null;

/**
 * Returns the parts of a tag that orders as a version (semver 2.0, also with a leading v or fewer parts), else null.
 */
export function versionKey(tag: string): VersionKey {
  const match = version.exec(tag);
  if (!match) return null;
  // "1.4" moves with its releases, so it sorts below all of them; only a missing fourth part counts as zero.
  const numbers = [1, 2, 3, 4].map((part) => Number(match[part] ?? (part === 4 ? 0 : -1)));
  return { numbers, preRelease: match[5]?.split(".") ?? null };
}

/**
 * Orders tags by semantic version, the oldest first. Names that are not versions come before every version, so that the
 * newest version is first in the reverse order. A tag with fewer parts ("1.4") comes before its releases.
 */
export function compareVersions(a: string, b: string): number {
  return byCodeUnit(versionSortKey(a), versionSortKey(b));
}

/** Returns a text whose order by code unit is `compareVersions`. */
export function versionSortKey(tag: string): string {
  const key = versionKey(tag);
  if (!key) return ` ${naturalSortKey(tag)}`;
  const numbers = key.numbers.map((number) => (number < 0 ? "0" : numberKey(String(number))));
  // A release comes after all its pre-releases.
  const preRelease = key.preRelease?.map(identifierKey).join("") ?? "~";
  return `v${numbers.join("")}${preRelease}\0${naturalSortKey(tag)}`;
}

// Numeric identifiers come before others (semver 2.0, 11.4.3).
function identifierKey(identifier: string): string {
  return `${/^\d+$/.test(identifier) ? `0${numberKey(identifier)}` : `1${identifier}`}\u0001`;
}
