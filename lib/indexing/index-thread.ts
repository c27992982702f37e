import "server-only";
import { parentPort, workerData } from "node:worker_threads";
import type { Config } from "@/lib/config/config";
import { openProcessDatabase } from "@/lib/db/database";
import { keepPruningEvents } from "@/lib/notifications/prune-events";
import { processWide } from "@/lib/process/process-wide";
import { runShutdown } from "@/lib/process/shutdown";
import { keepPruningTagFacts } from "@/lib/registry-index/facts/prune-tag-facts";
import { startTracing } from "@/lib/tracing/start-tracing";
import { indexRegistries } from "./index-registries";

// Registries are read in a thread of their own: parsing and writing must not make a page wait.
const { config } = workerData as { config: Config };
processWide("config", () => config);
await startTracing(config);
// Everything written here can be read from the registry again.
openProcessDatabase(config.database, { durable: false });

const stop = new AbortController();
parentPort?.once("message", () => stop.abort());
await Promise.all([indexRegistries(stop.signal), keepPruningEvents(stop.signal), keepPruningTagFacts(stop.signal)]);
await runShutdown();
parentPort?.close();
