/** The requests that a registry has answered since its start, by kind, and the processor time it used. */
export type RequestCounts = { total: number; by: Record<string, number>; cpuSeconds: number };

const sample = /^registry_http_requests_total\{code="(\d+)",handler="(\w+)",method="(\w+)"\} (\S+)$/gm;

/**
 * Reads the registry's own counters. It keeps them anyway, so counting costs the measured requests nothing, and needs
 * no proxy between the console and the registry.
 */
export async function countRequests(metricsUrl: string): Promise<RequestCounts> {
  const text = await (await fetch(metricsUrl)).text();
  const by: Record<string, number> = {};
  for (const [, code = "", handler = "", method = "", count = ""] of text.matchAll(sample)) {
    const key = `${method.toUpperCase()} ${handler} ${code}`;
    by[key] = (by[key] ?? 0) + Number(count);
  }
  const [, cpuSeconds] = /^process_cpu_seconds_total (\S+)$/m.exec(text) ?? [];
  return { total: Object.values(by).reduce((sum, count) => sum + count, 0), by, cpuSeconds: Number(cpuSeconds) };
}

/** Returns the difference between two counts. */
export function requestsBetween(before: RequestCounts, after: RequestCounts): RequestCounts {
  const changed = Object.entries(after.by).map(([key, count]) => [key, count - (before.by[key] ?? 0)] as const);
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  return {
    total: after.total - before.total,
    cpuSeconds,
    by: Object.fromEntries(changed.filter(([, count]) => count > 0)),
  };
}

/** Returns the counts as one line, the most frequent first. */
export function describeRequests({ by }: RequestCounts): string {
  const sorted = Object.entries(by).sort(([, a], [, b]) => b - a);
  return sorted.map(([key, count]) => `${count} × ${key}`).join(", ") || "none";
}
