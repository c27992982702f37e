import "server-only";
import { preparePeople } from "@/lib/auth/prepare-people";
import type { Config } from "@/lib/config/config";
import { openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { recoverDeletions } from "@/lib/deletion/recover-deletions";
import { recoverRuns } from "@/lib/garbage-collection/recover-runs";
import { logger } from "@/lib/logging/logger";
import { startManagedRegistry } from "@/lib/managed-registry/managed-registry";
import { lockDataDirectory } from "@/lib/process/data-directory";
import { onShutdown } from "@/lib/process/shutdown";
import { fillWithSamples } from "./fill-with-samples";
import { migrations } from "./migrations";
import { placeManagedRegistry } from "./place-managed-registry";
import { say } from "./say";

const recoveryRetryMs = 60_000;

/** Everything that must stand before the first page: each step says what it does, and throws what it failed with. */
export async function startConsole(config: Config): Promise<{ setUpUrl: string | null }> {
  onShutdown(await lockDataDirectory(config.dataDir));
  await migrate(openProcessDatabase(config.database), migrations);
  await placeManagedRegistry(config);
  await startManagedRegistry(config, say);
  await fillWithSamples(config);
  await recoverRuns();
  await recover();
  await recoverRuns();
  return preparePeople();
}

// A registry that is out of reach now must not keep the console from starting: what is open is tried again.
async function recover(): Promise<void> {
  const open = await recoverDeletions();
  if (open === 0) return;
  const timer = setTimeout(() => {
    recover().catch((error) => logger().error({ err: error }, "recovery failed"));
  }, recoveryRetryMs);
  timer.unref();
  onShutdown(() => clearTimeout(timer));
}
