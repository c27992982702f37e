// A console process that tests stop or kill. It collects a registry, as the embedded one unless the settings say how,
// and prints each phase of the run.
import { setTimeout as wait } from "node:timers/promises";
import { migrations } from "@/lib/boot/migrations";
import { openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { startEmbeddedRegistry } from "@/lib/embedded-registry/embedded-registry";
import { getRun } from "@/lib/garbage-collection/get-run";
import { startRun } from "@/lib/garbage-collection/start-run";
import { processWide } from "@/lib/process/process-wide";
import { admin, collectedConfig } from "./collected-registry";

const { dataDir, url, program, database, garbageCollection } = JSON.parse(process.argv[2] ?? "{}");
const config = collectedConfig({ dataDir, url, program }, garbageCollection);
processWide("config", () => config);
await migrate(openProcessDatabase(database), migrations);
if (!garbageCollection) await startEmbeddedRegistry(config);
const { id } = await startRun(admin, { registry: "local", dryRun: false, removeUntagged: false });
for (;;) {
  const { phase, state } = await getRun(admin, id);
  process.stdout.write(`${phase ?? state}\n`);
  await wait(20);
}
