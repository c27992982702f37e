import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findFreePort } from "@/lib/testing/free-port";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { findRegistryPort } from "./find-registry-port";
import {
  type ManagedRegistryConfig,
  managedRegistry,
  restartManagedRegistry,
  startManagedRegistry,
  stopManagedRegistry,
} from "./managed-registry";

let dataDir: string;
let port: number;

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-registry-"));
  port = await findFreePort();
});

afterEach(async () => {
  await stopManagedRegistry();
  rmSync(dataDir, { recursive: true, force: true });
});

function configFor(managedRegistry: ManagedRegistryConfig["managedRegistry"]): ManagedRegistryConfig {
  return {
    dataDir,
    managedRegistry,
    registries: [{ url: `http://127.0.0.1:${port}`, garbageCollection: { kind: "managed" } }],
  };
}

const startUpload = () => fetch(`http://127.0.0.1:${port}/v2/app/blobs/uploads/`, { method: "POST" });
const recorded = (): { pid: number; startTime: number | null }[] =>
  JSON.parse(readFileSync(path.join(dataDir, "registry", "processes.json"), "utf8"));

describe.each(findRegistryPrograms())("with registry $version", ({ program }) => {
  test("takes pushes after the start, refuses them after a read-only restart, takes them again after the next", async () => {
    await startManagedRegistry(configFor(program));
    expect((await startUpload()).status).toBe(202);
    await restartManagedRegistry({ readOnly: true });
    expect(managedRegistry()?.readOnly).toBe(true);
    expect((await startUpload()).status).toBe(405);
    await restartManagedRegistry({ readOnly: false });
    expect((await startUpload()).status).toBe(202);
  });

  test("comes back after a crash", async () => {
    const reports: string[] = [];
    await startManagedRegistry(configFor(program), (message) => reports.push(message));
    const crashed = recorded()[0]?.pid ?? 0;
    process.kill(crashed, "SIGKILL");
    await vi.waitFor(() => expect(recorded()[0]?.pid).not.toBe(crashed), { timeout: 10_000 });
    await vi.waitFor(async () => expect((await startUpload()).status).toBe(202), { timeout: 10_000 });
    expect(reports).toEqual(["The embedded registry ended unexpectedly"]);
  });

  test("writes down its process, and forgets it when it is stopped", async () => {
    await startManagedRegistry(configFor(program));
    const [entry] = recorded();
    expect(() => process.kill(entry?.pid ?? 0, 0)).not.toThrow();
    await stopManagedRegistry();
    expect(() => process.kill(entry?.pid ?? 0, 0)).toThrow();
    expect(recorded()).toEqual([]);
  });

  test("says what to set when the port is taken", async () => {
    const other = net.createServer().listen(port, "127.0.0.1");
    try {
      await expect(startManagedRegistry(configFor(program))).rejects.toThrow(/port \d+ .*REGISTRY_PORT/);
      await expect(findRegistryPort(dataDir, port)).rejects.toThrow(/REGISTRY_PORT/);
    } finally {
      other.close();
    }
  });
});

test("says why the registry did not start", async () => {
  const broken = configFor({ kind: "binary", path: "/nonexistent/registry" });
  await expect(startManagedRegistry(broken)).rejects.toThrow(/did not start: .*ENOENT/);
});

test("keeps the port of the last start, and takes another when somebody else has it", async () => {
  const first = await findRegistryPort(dataDir, port);
  expect(await findRegistryPort(dataDir, null)).toBe(first);
  const other = net.createServer().listen(first, "127.0.0.1");
  try {
    expect(await findRegistryPort(dataDir, null)).not.toBe(first);
  } finally {
    other.close();
  }
});
