const units = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

function scale(bytes: number): { value: string; unit: string } {
  let value = bytes;
  let step = 0;
  while (step < units.length - 1 && Number(value.toFixed(1)) >= 1000) {
    value /= 1000;
    step += 1;
  }
  return { value: step === 0 ? String(value) : value.toFixed(1), unit: units[step] ?? "B" };
}

/** Formats bytes in decimal units with one decimal, as registries and `docker` do: `61.2 MB`. */
export function formatBytes(bytes: number): string {
  const { value, unit } = scale(bytes);
  return `${value} ${unit}`;
}

/** Formats the sizes of the smallest and the largest platform: `61.2 ~ 64.8 MB`; one size if they read the same. */
export function formatByteRange(minBytes: number, maxBytes: number): string {
  const min = scale(minBytes);
  const max = scale(maxBytes);
  if (min.unit !== max.unit) return `${min.value} ${min.unit} ~ ${max.value} ${max.unit}`;
  return min.value === max.value ? `${max.value} ${max.unit}` : `${min.value} ~ ${max.value} ${max.unit}`;
}
