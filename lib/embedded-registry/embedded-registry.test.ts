import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { ociManifest } from "@/lib/oci/media-type";
import { findFreePort } from "@/lib/testing/free-port";
import { hasSkopeo, pullBySkopeo } from "@/lib/testing/pull-by-skopeo";
import { pushTestImage } from "@/lib/testing/push-to-registry";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { until } from "@/lib/testing/until";
import {
  type EmbeddedRegistryConfig,
  embeddedRegistry,
  restartEmbeddedRegistry,
  startEmbeddedRegistry,
  stopEmbeddedRegistry,
} from "./embedded-registry";
import { findRegistryPort } from "./find-registry-port";

let dataDir: string;
let port: number;
let consolePort = 9;
const notificationSecret = "the-secret-of-the-embedded-registry";

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "shipshape-registry-"));
  port = await findFreePort();
});

afterEach(async () => {
  await stopEmbeddedRegistry();
  rmSync(dataDir, { recursive: true, force: true });
});

function configFor(embeddedRegistry: EmbeddedRegistryConfig["embeddedRegistry"]): EmbeddedRegistryConfig {
  return {
    dataDir,
    embeddedRegistry,
    registryHost: "127.0.0.1",
    host: "127.0.0.1",
    port: consolePort,
    secretKey: "",
    registries: [
      {
        name: "local",
        url: `http://127.0.0.1:${port}`,
        pullHost: "registry.example.com:8443",
        garbageCollection: { kind: "managed" },
        notificationSecret,
      },
    ],
  };
}

/** Listens where the console would, and keeps what it receives. */
async function startListener() {
  const heard = { events: [] as string[], authorizations: new Set<string>(), paths: new Set<string>() };
  const server = http.createServer(async (request, response) => {
    const { events } = (await json(request)) as { events: { action: string; target: { tag?: string } }[] };
    for (const { action, target } of events) heard.events.push(`${action} ${target.tag}`);
    heard.authorizations.add(request.headers.authorization ?? "");
    heard.paths.add(request.url ?? "");
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  consolePort = (server.address() as net.AddressInfo).port;
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return heard;
}

const startUpload = () => fetch(`http://127.0.0.1:${port}/v2/app/blobs/uploads/`, { method: "POST" });
async function ping(host: string): Promise<number | undefined> {
  const request = http.get({ host: "127.0.0.1", port, path: "/v2/", headers: { host }, agent: false });
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  response.resume();
  return response.statusCode;
}
const recorded = (): { pid: number; startTime: number | null }[] =>
  JSON.parse(readFileSync(path.join(dataDir, "registry", "processes.json"), "utf8"));

describe.each(findRegistryPrograms())("with registry $version", ({ program }) => {
  test("takes pushes after the start, refuses them after a read-only restart, takes them again after the next", async () => {
    await startEmbeddedRegistry(configFor(program));
    expect((await startUpload()).status).toBe(202);
    await restartEmbeddedRegistry({ readOnly: true });
    expect(embeddedRegistry()?.readOnly).toBe(true);
    expect((await startUpload()).status).toBe(405);
    await restartEmbeddedRegistry({ readOnly: false });
    expect((await startUpload()).status).toBe(202);
  });

  test("comes back after a crash", async () => {
    const reports: string[] = [];
    await startEmbeddedRegistry(configFor(program), (message) => reports.push(message));
    const crashed = recorded()[0]?.pid ?? 0;
    process.kill(crashed, "SIGKILL");
    await until(() => expect(recorded()[0]?.pid).not.toBe(crashed));
    await until(async () => expect((await startUpload()).status).toBe(202));
    expect(reports).toEqual(["The embedded registry ended unexpectedly"]);
  });

  test("writes down its process, and forgets it when it is stopped", async () => {
    await startEmbeddedRegistry(configFor(program));
    const [entry] = recorded();
    expect(() => process.kill(entry?.pid ?? 0, 0)).not.toThrow();
    await stopEmbeddedRegistry();
    expect(() => process.kill(entry?.pid ?? 0, 0)).toThrow();
    expect(recorded()).toEqual([]);
  });

  test("tells the console what happens, also after restarts, with a secret that only its owner can read", async () => {
    const { events, authorizations, paths } = await startListener();
    await startEmbeddedRegistry(configFor(program));
    const base = `http://127.0.0.1:${port}`;
    await pushTestImage(base, "app", "1.0", ["one"]);
    await until(() => expect(events).toEqual(["push 1.0"]));
    await restartEmbeddedRegistry({ readOnly: true });
    await fetch(`${base}/v2/app/manifests/1.0`, { headers: { accept: ociManifest } });
    await until(() => expect(events).toEqual(["push 1.0", "pull 1.0"]));
    await restartEmbeddedRegistry({ readOnly: false });
    await pushTestImage(base, "app", "2.0", ["two"]);
    await until(() => expect(events).toEqual(["push 1.0", "pull 1.0", "push 2.0"]));
    expect([...paths]).toEqual(["/api/hooks/registry/local"]);
    expect([...authorizations]).toEqual([`Bearer ${notificationSecret}`]);
    const file = path.join(dataDir, "registry", "config.yml");
    expect(readFileSync(file, "utf8")).toContain(notificationSecret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("answers to its own names only, for a page of any site can lead its own to this machine", async () => {
    await startEmbeddedRegistry(configFor(program));
    const statuses = await Promise.all(
      [`127.0.0.1:${port}`, `localhost:${port}`, "registry.example.com", "evil.example", `evil.example:${port}`].map(
        ping,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 403, 403]);
    const listening = statSync(path.join(dataDir, "registry", "registry.sock"));
    expect(listening.isSocket()).toBe(true);
    expect(statSync(path.join(dataDir, "registry")).mode & 0o077).toBe(0);
  });

  test("tells whoever pushes where to go on, by the name that they use", async () => {
    await startEmbeddedRegistry(configFor(program));
    for (const host of [`localhost:${port}`, "registry.example.com:8443"]) {
      const request = http.request({ host: "127.0.0.1", port, method: "POST", path: "/v2/app/blobs/uploads/" });
      request.setHeader("host", host);
      request.end();
      const [response] = (await once(request, "response")) as [http.IncomingMessage];
      response.resume();
      expect(response.headers.location).toContain(`http://${host}/v2/app/blobs/uploads/`);
    }
  });

  test("is heard where it refuses a large push before it has read it", async () => {
    await startEmbeddedRegistry(configFor(program));
    await restartEmbeddedRegistry({ readOnly: true });
    const request = http.request({ host: "127.0.0.1", port, method: "PUT", path: "/v2/app/manifests/1.0" });
    request.on("error", () => undefined);
    request.end(Buffer.alloc(16 * 1024 * 1024));
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(405);
  });

  test.runIf(hasSkopeo())("is pulled from by both of its names on this machine", async () => {
    await startEmbeddedRegistry(configFor(program));
    await pushTestImage(`http://127.0.0.1:${port}`, "app", "1.0", ["one", "x".repeat(1024 * 1024)]);
    for (const name of ["localhost", "127.0.0.1"])
      expect(await pullBySkopeo(`http://${name}:${port}`, "app")).toEqual(["1.0"]);
  });

  test("is not connected to by anybody while it is stopped", async () => {
    await startEmbeddedRegistry(configFor(program));
    await stopEmbeddedRegistry();
    await expect(ping("localhost")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("listens at a port of loopback where the path of a socket would be too long", async () => {
    dataDir = path.join(dataDir, "long".repeat(30));
    await startEmbeddedRegistry(configFor(program));
    expect((await startUpload()).status).toBe(202);
    expect(await ping("evil.example")).toBe(403);
  });

  test("says what to set when the port is taken", async () => {
    const other = net.createServer().listen(port, "127.0.0.1");
    try {
      await expect(startEmbeddedRegistry(configFor(program))).rejects.toThrow(/port \d+ .*REGISTRY_PORT/);
      await expect(findRegistryPort(dataDir, port)).rejects.toThrow(/REGISTRY_PORT/);
    } finally {
      other.close();
    }
  });
});

test("says why the registry did not start", async () => {
  const broken = configFor({ kind: "binary", path: "/nonexistent/registry" });
  await expect(startEmbeddedRegistry(broken)).rejects.toThrow(/did not start: .*ENOENT/);
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
