import { versionKey } from "./tag-order";

/**
 * Returns true for a tag that is likely to move to newer manifests: a name ("latest", "main"), or a version with fewer
 * than three parts ("1.4"). A full version, a date and a commit hash are not expected to move.
 */
export function isFloatingTag(tag: string): boolean {
  const version = versionKey(tag);
  if (version) return version.numbers[2] === -1 && version.preRelease === null && !/^\d{5,}$/.test(tag);
  return !/\d{4,}|[0-9a-f]{7,}/.test(tag);
}
