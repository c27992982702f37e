import "server-only";
import { type Config, getConfig } from "@/lib/config/config";
import { ConfigError } from "@/lib/config/config-error";
import { findCommand } from "@/lib/config/find-command";
import { setBasePath } from "@/lib/contract/base-path";
import { closeDatabase } from "@/lib/db/database";
import { AppError } from "@/lib/errors/app-error";
import { logger } from "@/lib/logging/logger";
import { prepareRequests } from "@/lib/process/prepare-requests";
import { onShutdown, runShutdown } from "@/lib/process/shutdown";
import { startTracing } from "@/lib/tracing/start-tracing";
import { greet } from "./greet";
import { performCommand } from "./perform-command";
import { startConsole } from "./start-console";

const cannotStart = 1;
const interrupted = 130;
// What server/main.mjs has to do: to listen once it is known where, and to answer once the start is done.
const listens = Symbol.for("shipshape listens");
const started = Symbol.for("shipshape started");
type Server = { [listens]?: (where: { host: string; port: number }) => Promise<void>; [started]?: () => void };
const own = globalThis as Server;

/**
 * Starts everything behind the pages, before the first request is answered. If that fails, the process reports why and
 * exits: a half-started console would answer every request with an error that nobody understands.
 */
export async function boot(): Promise<void> {
  stopOnSignals();
  onShutdown(closeDatabase);
  try {
    setBasePath(getConfig().basePath);
    const command = findCommand();
    if (command) return await end(await performCommand(getConfig(), command));
    // Before the first request, which may arrive during the start.
    onShutdown(prepareRequests(getConfig().trustedProxies));
    await startTracing(getConfig());
    await listen(getConfig());
    greet(getConfig(), await startConsole(getConfig()));
    own[started]?.();
  } catch (error) {
    explain(error);
    await end(cannotStart);
  }
}

async function listen(config: Config): Promise<void> {
  try {
    await own[listens]?.(config);
  } catch (cause) {
    const { message } = cause as Error;
    const detail = `The console can't listen at ${config.host}:${config.port}: ${message}.`;
    throw new AppError("unavailable", detail, { cause });
  }
}

async function end(code: number): Promise<void> {
  await runShutdown();
  process.exit(code);
}

function explain(error: unknown): void {
  if (error instanceof ConfigError) process.stderr.write(`\n${error.message}\n`);
  else if (error instanceof AppError)
    process.stderr.write(`\n${findCommand() ? "" : "Shipshape can't start: "}${error.detail}\n`);
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
    process.exit(findCommand() ? interrupted : 0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // The launcher has ended, even if it was killed outright.
  process.on("disconnect", stop);
}
