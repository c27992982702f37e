import "server-only";
import { preparePeople } from "@/lib/auth/prepare-people";
import { agreeOnSecret } from "@/lib/auth/shared-secret";
import type { Config } from "@/lib/config/config";
import { openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { storing } from "@/lib/db/storage-error";
import { openChangeCount } from "@/lib/deletion/journal/change-count";
import { keepRecovering, recoverDeletions, restOlderCopy } from "@/lib/deletion/recover-deletions";
import { recoverRestores } from "@/lib/deletion/undo/run-restore";
import { startEmbeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { recoverRuns } from "@/lib/garbage-collection/recover-runs";
import { keepCollecting } from "@/lib/garbage-collection/run-due-collections";
import { startIndexing } from "@/lib/indexing/start-indexing";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { logger } from "@/lib/logging/logger";
import { startMonitoring } from "@/lib/monitoring/start-monitoring";
import { keepListening } from "@/lib/notifications/keep-listening";
import { lockDataDirectory } from "@/lib/process/data-directory";
import { onShutdown } from "@/lib/process/shutdown";
import { forgetSweeps } from "@/lib/registry-index/tags/indexed-registry-store";
import { keepSchedules } from "@/lib/retention/run-due-policies";
import { recoverPolicyRuns } from "@/lib/retention/run-policy";
import { keepRecoveringReverts, recoverReverts } from "@/lib/tag-history/recover-reverts";
import { fillWithSamples } from "./fill-with-samples";
import { migrations } from "./migrations";
import { placeEmbeddedRegistry } from "./place-embedded-registry";
import { say } from "./say";

const recoveryMs = 15_000;
const reportUnrecovered = (error: unknown) => logger().error({ err: error }, "runs could not be recovered");

/** Starts everything that the first page needs: each step reports what it does, and throws its failure. */
export async function startConsole(config: Config): Promise<{ setUpUrl: string | null }> {
  onShutdown(await lockDataDirectory(config.dataDir));
  await storing(() => migrate(openProcessDatabase(config.database), migrations));
  config.secretKey = await agreeOnSecret(config.secretKey);
  // Before any notification arrives, and before a policy that missed its time runs.
  await keepListening();
  await placeEmbeddedRegistry(config);
  await startEmbeddedRegistry(config, say);
  await fillWithSamples(config);
  // Runs beside the console may take their time; pages need not wait for them.
  await withTimeLimit(recoveryMs, recoverRuns().catch(reportUnrecovered));
  if (await openChangeCount(config.dataDir)) {
    await restOlderCopy();
    await forgetSweeps();
  }
  await recover();
  await startMonitoring(config);
  startIndexing(config);
  keepRecovering();
  keepRecoveringReverts();
  keepSchedules();
  keepCollecting();
  return preparePeople();
}

// A registry that can't be reached now must not prevent the console from starting.
async function recover(): Promise<void> {
  await recoverDeletions();
  await recoverRestores();
  await recoverReverts();
  await recoverPolicyRuns();
}
