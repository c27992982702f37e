import "server-only";

/** A label of an image config or an annotation of a manifest, as the search knows it. */
export type Label = { name: string; value: string };

const mostLabels = 64;
const longestName = 200;
const longestValue = 200;
// Each build has its own, and nobody looks for an image by the second it was built in.
const timestamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/** The labels that can be found, at most 64, with values of at most 200 characters; what is longer is cut, with an ellipsis. */
export function toLabels(...records: Record<string, string>[]): Label[] {
  const labels = records.flatMap((record) => Object.entries(record).slice(0, mostLabels)).flatMap(toLabel);
  return joinLabels([], labels);
}

/** Both, each label once, at most 64. */
export function joinLabels(some: readonly Label[], more: readonly Label[]): Label[] {
  const all = new Map([...some, ...more].map((label) => [labelText(label), label]));
  return [...all.values()].slice(0, mostLabels);
}

/** `name=value`, as people write it. */
export function labelText({ name, value }: Label): string {
  return `${name}=${value}`;
}

function toLabel([rawName, rawValue]: [string, string]): Label | [] {
  // Cut before it is looked at: a label may be a megabyte of JSON.
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
