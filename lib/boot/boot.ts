import "server-only";
import { getConfig } from "@/lib/config/config";
import { ConfigError } from "@/lib/config/config-error";
import { setBasePath } from "@/lib/contract/base-path";
import { closeDatabase } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { onShutdown, runShutdown } from "@/lib/process/shutdown";
import { greet } from "./greet";
import { startConsole } from "./start-console";

const cannotStart = 1;
// Where server/main.mjs waits for it.
const started = Symbol.for("shipshape started");

/**
 * Starts everything behind the pages, before the first request is answered. If that fails, the process reports why and
 * exits: a half-started console would answer every request with an error that nobody understands.
 */
export async function boot(): Promise<void> {
  stopOnSignals();
  onShutdown(closeDatabase);
  try {
    setBasePath(getConfig().basePath);
    greet(getConfig(), await startConsole(getConfig()));
    (globalThis as { [started]?: () => void })[started]?.();
  } catch (error) {
    explain(error);
    await runShutdown();
    process.exit(cannotStart);
  }
}

function explain(error: unknown): void {
  if (error instanceof ConfigError) process.stderr.write(`\n${error.message}\n`);
  else if (error instanceof AppError) process.stderr.write(`\nShipshape can't start: ${error.detail}\n`);
  else logger().fatal({ err: error }, "Shipshape can't start");
}

// Next's own handlers end the process as soon as its connections are closed, and leave the embedded registry running.
function stopOnSignals(): void {
  process.removeAllListeners("SIGTERM");
  process.removeAllListeners("SIGINT");
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await runShutdown();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // The launcher has ended, even if it was killed outright.
  process.on("disconnect", stop);
}
