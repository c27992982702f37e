// A console process that continues the work in its journal, for tests that kill it.
import { flushCompileCache } from "node:module";
import type { Config } from "@/lib/config/config";
import { openProcessDatabase } from "@/lib/db/database";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { takeUp } from "@/lib/deletion/carrying-out/deletion-runner";
import { recoverDeletions } from "@/lib/deletion/recover-deletions";
import { recoverRestores, takeUpRestore } from "@/lib/deletion/undo/run-restore";
import { processWide } from "@/lib/process/process-wide";
import { aRegistryConfig } from "./test-console";

export type DeletingProcess = { location: DatabaseLocation; url: string; deletion: string };

const { location, url, deletion } = JSON.parse(process.argv[2] ?? "{}") as DeletingProcess;

processWide("config", () => ({ registries: [aRegistryConfig(url)] }) as Config);
openProcessDatabase(location);
// A killed process can't write the cache any more.
flushCompileCache();
process.stdout.write("ready\n");
await recoverDeletions();
await recoverRestores();
await takeUp(deletion);
await takeUpRestore(deletion);
process.exit(0);
