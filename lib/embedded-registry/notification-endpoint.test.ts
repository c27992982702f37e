import { expect, test } from "vitest";
import { findNotificationEndpoint } from "./notification-endpoint";

const binary = { kind: "binary", path: "/usr/bin/registry" } as const;
const docker = { kind: "docker", image: "registry:3" } as const;
const own = {
  port: 3000,
  plainPort: null as number | null,
  secretKey: "",
  registry: { name: "local", notificationSecret: "the-secret-of-local" },
};
const urlFrom = (...[program, host, platform]: [typeof binary | typeof docker, string, NodeJS.Platform]) =>
  findNotificationEndpoint(program, { ...own, host }, platform)?.url.replace("/api/hooks/registry/local", "");

test.each([
  ["127.0.0.1", "http://127.0.0.1:3000"],
  ["0.0.0.0", "http://127.0.0.1:3000"],
  ["::", "http://127.0.0.1:3000"],
  ["::1", "http://[::1]:3000"],
  ["192.0.2.7", "http://192.0.2.7:3000"],
  ["localhost", "http://localhost:3000"],
])("a registry beside a console that listens at %s sends to %s", (host, url) => {
  expect(urlFrom(binary, host, "linux")).toBe(url);
});

test.each([
  ["0.0.0.0", "linux", "http://host.docker.internal:3000"],
  ["192.0.2.7", "linux", "http://192.0.2.7:3000"],
  ["127.0.0.1", "darwin", "http://host.docker.internal:3000"],
] as const)("a container, the console at %s on %s, sends to %s", (host, platform, url) => {
  expect(urlFrom(docker, host, platform)).toBe(url);
});

test("a console that serves https itself is told at a port of loopback, by a registry on the same machine", () => {
  const withPlain = { ...own, host: "0.0.0.0", plainPort: 4000 };
  expect(findNotificationEndpoint(binary, withPlain, "linux")?.url).toMatch(/^http:\/\/127\.0\.0\.1:4000\//);
  expect(findNotificationEndpoint(docker, withPlain, "linux")).toBeNull();
});

test("a container that can't reach the console sends nothing, and has nothing to keep", () => {
  expect(findNotificationEndpoint(docker, { ...own, host: "127.0.0.1" }, "linux")).toBeNull();
});
