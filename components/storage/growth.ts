import type { StorageSample } from "@/lib/contract/storage";
import { formatBytes } from "@/lib/format/bytes";

export type GrowthPoint = StorageSample & {
  /** Days since the first point. */
  at: number;
};

const dayMs = 86_400_000;

/** Returns the days that the line connects: those on which everything was read, or all days if there was none. */
export function growthPoints(samples: readonly StorageSample[]): GrowthPoint[] {
  const complete = samples.filter((sample) => sample.complete);
  const shown = complete.length > 0 ? complete : samples;
  const first = Date.parse(shown[0]?.day ?? "");
  return shown.map((sample) => ({ ...sample, at: Math.round((Date.parse(sample.day) - first) / dayMs) }));
}

/** Returns how much was added since the first point of the last `days` days; null if there is only one point. */
export function growthOver(
  points: readonly GrowthPoint[],
  days: number,
): { bytes: number; since: string; days: number } | null {
  const last = points.at(-1);
  const first = points.find(({ at }) => at >= (last?.at ?? 0) - days);
  if (!first || !last || first === last) return null;
  return { bytes: last.sizeBytes - first.sizeBytes, since: first.day, days: last.at - first.at };
}

/** Formats a change of size with its sign: `+1.2 GB`. */
export function formatGrowth(bytes: number): string {
  return `${bytes < 0 ? "−" : "+"}${formatBytes(Math.abs(bytes))}`;
}

const steps = [1, 2, 2.5, 5, 10];
const mostTicks = 4;

/** Returns round numbers from 0 to at least `largest`, for an axis. */
export function axisTicks(largest: number): number[] {
  const raw = Math.max(1, largest) / mostTicks;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = (steps.find((one) => one * power >= raw) ?? 10) * power;
  return Array.from({ length: Math.ceil(Math.max(1, largest) / step) + 1 }, (_, at) => at * step);
}
