import "server-only";

/** A label of an image config or an annotation of a manifest, as the search uses it. */
export type Label = { name: string; value: string };

const mostLabels = 64;
const longestName = 200;
const longestValue = 200;
// Each build has its own timestamp, and nobody searches for an image by the second of its build.
const timestamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/**
 * Returns the labels that can be found, at most 64, with values of at most 200 characters; a longer value is cut and
 * ends with an ellipsis.
 */
export function toLabels(...records: Record<string, string>[]): Label[] {
  const labels = records.flatMap((record) => Object.entries(record).slice(0, mostLabels)).flatMap(toLabel);
  return joinLabels([], labels);
}

/** Returns the labels of both lists, each once, at most 64. */
export function joinLabels(some: readonly Label[], more: readonly Label[]): Label[] {
  const all = new Map([...some, ...more].map((label) => [labelText(label), label]));
  return [...all.values()].slice(0, mostLabels);
}

/** Returns `name=value`, as people write it. */
export function labelText({ name, value }: Label): string {
  return `${name}=${value}`;
}

function toLabel([rawName, rawValue]: [string, string]): Label | [] {
  // Cut before it is processed: a label may be a megabyte of JSON.
  const name = oneLine(rawName.slice(0, longestName + 1));
  const value = oneLine(rawValue.slice(0, 2 * longestValue));
  if (name === "" || name.length > longestName || value === "" || timestamp.test(value)) return [];
  const tooLong = value.length > longestValue || rawValue.length > 2 * longestValue;
  return { name, value: tooLong ? `${value.slice(0, longestValue - 1).toWellFormed()}…` : value };
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
}
