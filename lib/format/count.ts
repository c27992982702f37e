const format = new Intl.NumberFormat("en-US");

/** A count with its thousands set apart: `1,284`. */
export function formatCount(count: number): string {
  return format.format(count);
}
