import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrations } from "@/lib/boot/migrations";
import type { Config } from "@/lib/config/config";
import { closeDatabase, openProcessDatabase } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { placeTestDatabase } from "./database/test-database";
import type { DeletingProcess } from "./deleting-process";
import { type FakeRegistry, startFakeRegistry } from "./fake-registry";
import type { FakeRegistryOptions } from "./fake-registry/options";
import { aRegistryConfig } from "./test-console";

const modules = new URL("./console-modules.mjs", import.meta.url).pathname;
const script = new URL("./deleting-process.ts", import.meta.url).pathname;

/** A database that consoles in separate processes share with this one, over one fake registry. */
export type SeparateConsole = {
  registry: FakeRegistry;
  /** Starts a process that carries out, or undoes, a deletion from the journal; resolves when it is about to begin. */
  start: (deletion: string) => Promise<ChildProcess>;
  close: () => Promise<void>;
};

export async function openSeparateConsole(options: FakeRegistryOptions): Promise<SeparateConsole> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shipshape-separate-"));
  const place = await placeTestDatabase(folder);
  const registry = await startFakeRegistry(options);
  processWide("config", () => ({ registries: [aRegistryConfig(registry.url)] }) as Config);
  await migrate(openProcessDatabase(place.location), migrations);
  const children: ChildProcess[] = [];
  return {
    registry,
    start: async (deletion) => {
      const what: DeletingProcess = { location: place.location, url: registry.url, deletion };
      const flags = ["--experimental-transform-types", "--no-warnings", "--import", modules];
      const child = spawn(process.execPath, [...flags, script, JSON.stringify(what)], {
        stdio: ["ignore", "pipe", "inherit"],
        // With this cache, the next process starts in half the time.
        env: { ...process.env, NODE_COMPILE_CACHE: path.join(folder, "compiled") },
      });
      children.push(child);
      await once(child.stdout as NodeJS.ReadableStream, "data");
      return child;
    },
    close: async () => {
      for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await registry.close();
      await closeDatabase();
      forgetAllProcessWide();
      await place.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
