import "server-only";
import { logger } from "@/lib/logging/logger";
import { Alarm } from "./internal/alarm";
import { refreshMeasurement } from "./refresh-measurement";

export type MeasuringOptions = {
  /** From the end of one measurement to the start of the next, except after `hurry`. */
  everyMs: number;
  /** The share of the time that may be spent on measuring. */
  share: number;
};

export const measuringOptions: MeasuringOptions = { everyMs: 15_000, share: 0.05 };

export type StorageKeeper = {
  /** Reports a possible change: measures before long. */
  note(): void;
  /** Measures now, or as soon as `share` allows. */
  hurry(): void;
  /** Resolves when it has stopped. */
  done: Promise<void>;
};

/**
 * Keeps the measurement of a registry's storage up to date until the signal is aborted. Calls `onChange` when a number
 * is new.
 */
export function keepMeasured(
  registry: string,
  { everyMs, share, onChange }: MeasuringOptions & { onChange: () => void },
  signal: AbortSignal,
): StorageKeeper {
  const alarm = new Alarm(signal);
  let endedAt = Number.NEGATIVE_INFINITY;
  const keep = async () => {
    while (await alarm.rings()) {
      const startedAt = performance.now();
      try {
        const isNew = await refreshMeasurement(registry, signal);
        if (isNew && !signal.aborted) onChange();
      } catch (error) {
        if (!signal.aborted) logger().error({ err: error, registry }, "the storage of the registry was not measured");
      }
      endedAt = performance.now();
      alarm.notBefore(startedAt + (endedAt - startedAt) / share);
    }
  };
  alarm.set(performance.now());
  return {
    note: () => alarm.set(Math.max(performance.now(), endedAt + everyMs)),
    hurry: () => alarm.set(performance.now()),
    done: keep(),
  };
}
