import "server-only";
import { meters } from "@/lib/metrics/meters";
import { processWide } from "@/lib/process/process-wide";
import { measureConsole } from "./measure-console";
import { measureRegistries } from "./measure-registries";

type Read = { text: string; type: string };

/** Returns all metrics as Prometheus reads them. What can't be measured now is left out. */
export function readMetrics(): Promise<Read> {
  const flight = processWide<{ reading: Promise<Read> | null }>("metrics-flight", () => ({ reading: null }));
  flight.reading ??= read().finally(() => {
    flight.reading = null;
  });
  return flight.reading;
}

async function read(): Promise<Read> {
  const { registry, forgetGauges } = meters();
  forgetGauges();
  await Promise.all([measureConsole(), measureRegistries()]);
  return { text: await registry.metrics(), type: registry.contentType };
}
