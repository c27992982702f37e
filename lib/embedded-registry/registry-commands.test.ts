import { expect, test } from "vitest";
import { collectCommand, containerName, serveCommand } from "./registry-commands";
import { registryFiles } from "./registry-files";

const files = registryFiles("/data; touch x");
const docker = { kind: "docker", image: "registry:3" } as const;

test("a container is reached on loopback only and sees the storage of the data directory", () => {
  const argv = serveCommand(docker, files, { port: 5001, readOnly: false, needsHostName: false });
  expect(argv.slice(0, 3)).toEqual(["docker", "run", "--rm"]);
  expect(argv).toContain("127.0.0.1:5001:5000");
  expect(argv).toContain("/data; touch x/registry/storage:/var/lib/registry");
  expect(argv.slice(-3)).toEqual(["registry:3", "serve", "/etc/shipshape-registry.yml"]);
  expect(argv.join(" ")).not.toContain("READONLY");
});

test("a container learns the name of this machine only where it needs it", () => {
  const argv = (needsHostName: boolean) => serveCommand(docker, files, { port: 5001, readOnly: false, needsHostName });
  expect(argv(true).join(" ")).toContain("--add-host host.docker.internal:host-gateway");
  expect(argv(false).join(" ")).not.toContain("--add-host");
});

test("a read-only container gets the variable that both versions understand", () => {
  const argv = serveCommand(docker, files, { port: 5001, readOnly: true, needsHostName: true });
  expect(argv).toContain('REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}');
});

test("a collection takes only the flags that were asked for", () => {
  const binary = { kind: "binary", path: "/usr/bin/docker-registry" } as const;
  expect(collectCommand(binary, files, { dryRun: false, removeUntagged: false })).toEqual([
    "/usr/bin/docker-registry",
    "garbage-collect",
    "/data; touch x/registry/config.yml",
  ]);
  expect(collectCommand(docker, files, { dryRun: true, removeUntagged: true }).slice(-5)).toEqual([
    ...["registry:3", "garbage-collect", "--dry-run", "--delete-untagged", "/etc/shipshape-registry.yml"],
  ]);
});

test("two data directories never share a container", () => {
  expect(containerName(files, "registry")).not.toBe(containerName(registryFiles("/other"), "registry"));
});
