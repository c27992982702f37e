// A console process that tests kill. It collects a registry in a container and prints each phase of the run.
import { setTimeout as wait } from "node:timers/promises";
import { openProcessDatabase } from "@/lib/db/database";
import { getRun } from "@/lib/garbage-collection/get-run";
import { startRun } from "@/lib/garbage-collection/start-run";
import { processWide } from "@/lib/process/process-wide";
import { admin } from "@/lib/testing/test-console";
import { dockerConfig } from "./docker-config";

const { url, dataDir, settings, location } = JSON.parse(process.argv[2] ?? "{}");
const config = dockerConfig(url, dataDir, settings);
processWide("config", () => config);
openProcessDatabase(location);
const { id } = await startRun(admin, { registry: "local", dryRun: false, removeUntagged: false });
for (;;) {
  const { phase, state } = await getRun(admin, id);
  process.stdout.write(`${phase ?? state}\n`);
  await wait(5);
}
