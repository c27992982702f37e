const format = new Intl.NumberFormat("en-US");

/** Formats a count with thousands separators: `1,284`. */
export function formatCount(count: number): string {
  return format.format(count);
}

/** Formats a count with its noun: `1 tag`, `1,284 tags`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
