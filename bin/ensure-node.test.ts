import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fetchNode, nodePackages } from "./ensure-node.mjs";

let folder: string;
const closing: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shipshape-node-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
  rmSync(folder, { recursive: true, force: true });
});

const name = "node-test-x64";
const version = "24.1.2";

/** Serves what npm asks of a registry, for one package. */
async function startRegistry(): Promise<{ integrity: string }> {
  mkdirSync(join(folder, "package", "bin"), { recursive: true });
  writeFileSync(join(folder, "package", "package.json"), JSON.stringify({ name, version }));
  writeFileSync(join(folder, "package", "bin", "node"), "a node");
  const file = join(folder, "package.tgz");
  execFileSync("tar", ["-czf", file, "-C", folder, "package"]);
  const tarball = readFileSync(file);
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const server = createServer((request, response) => {
    if (request.url?.endsWith(".tgz")) return response.end(tarball);
    const dist = { tarball: `${origin}/${name}.tgz`, integrity };
    const versions = { [version]: { name, version, dist } };
    return response.end(JSON.stringify({ name, "dist-tags": { latest: version }, versions }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closing.push(() => server.close().closeAllConnections());
  vi.stubEnv("npm_config_registry", origin);
  vi.stubEnv("npm_config_cache", join(folder, "cache"));
  return { integrity };
}

it("names an exact version and what its package must be, for each platform", () => {
  for (const { version: pinned, integrity } of Object.values(nodePackages)) {
    expect(pinned).toMatch(/^24\.\d+\.\d+$/);
    expect(Buffer.from(integrity.replace(/^sha512-/, ""), "base64")).toHaveLength(64);
  }
});

it("fetches the package that has that digest", async () => {
  const { integrity } = await startRegistry();
  await fetchNode(join(folder, ".node"), { name, version, integrity });
  expect(readFileSync(join(folder, ".node", "node_modules", name, "bin", "node"), "utf8")).toBe("a node");
});

it("refuses any other that a registry gives for it", async () => {
  await startRegistry();
  const integrity = `sha512-${createHash("sha512").update("the one that was meant").digest("base64")}`;
  await expect(fetchNode(join(folder, ".node"), { name, version, integrity })).rejects.toThrow(/EINTEGRITY|integrity/);
  expect(existsSync(join(folder, ".node", "node_modules", name, "bin", "node"))).toBe(false);
});
