import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Config } from "@/lib/config/config";
import { isOwn } from "@/lib/notifications/is-counted";
import type { RegistryEvent } from "@/lib/notifications/parse-events";
import { closeDeletingConsole, openDeletingConsole } from "@/lib/testing/deleting-console";
import { aRegistryConfig } from "@/lib/testing/test-console";
import { fillWithSamples } from "./fill-with-samples";

test("samples are pushes like any other, and not the console's own", async () => {
  const registry = await openDeletingConsole();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-samples-"));
  onTestFinished(async () => {
    await closeDeletingConsole();
    rmSync(dataDir, { recursive: true });
  });
  mkdirSync(path.join(dataDir, "registry"));
  await fillWithSamples({ samples: true, registries: [aRegistryConfig(registry.url)], dataDir } as unknown as Config);
  const pushes = registry.requests.filter(({ method, path: at }) => method === "PUT" && at.includes("/manifests/"));
  const agents = new Set(pushes.map(({ headers }) => headers["user-agent"] ?? ""));
  expect([...agents].map((userAgent) => isOwn({ userAgent } as RegistryEvent))).toEqual([false]);
});
