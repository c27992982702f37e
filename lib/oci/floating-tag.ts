import { versionKey } from "./tag-order";

/**
 * True for a tag that is likely to be moved to newer manifests: a name ("latest", "main"), or a version with fewer
 * than three parts ("1.4"). A full version, a date and a commit's hash stay where they are.
 */
export function isFloatingTag(tag: string): boolean {
  const version = versionKey(tag);
  if (version) return version.numbers[2] === -1 && version.preRelease === null && !/^\d{5,}$/.test(tag);
  return !/\d{4,}|[0-9a-f]{7,}/.test(tag);
}
