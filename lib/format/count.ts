const format = new Intl.NumberFormat("en-US");

/** A count with its thousands set apart: `1,284`. */
export function formatCount(count: number): string {
  return format.format(count);
}

/** A count with what is counted: `1 tag`, `1,284 tags`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
