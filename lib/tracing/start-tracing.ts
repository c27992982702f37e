import "server-only";
import type { Config } from "@/lib/config/config";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { onShutdown } from "@/lib/process/shutdown";

const stopMs = 2_000;

/**
 * If traces are wanted, sends those of this thread to the collector from now on. Nothing of OpenTelemetry but its
 * interface is loaded otherwise.
 */
export async function startTracing({ tracing, version }: Pick<Config, "tracing" | "version">): Promise<void> {
  if (!tracing) return;
  const { openTracer } = await import("./open-tracer");
  const close = openTracer(tracing, version);
  onShutdown(async () => void (await withTimeLimit(stopMs, close())));
}
