import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commandSchema } from "@/lib/config/command-collector";
import { harborSchema } from "@/lib/config/harbor-collector";
import { webhookSchema } from "@/lib/config/webhook-collector";
import {
  composeRunnerYaml,
  composeService,
  harborRunnerYaml,
  systemdRights,
  systemdRunnerYaml,
  systemdScript,
  word,
} from "./runner-lines";
import { webhookRunnerYaml } from "./webhook-lines";

const production = { name: "production", url: "https://registry.example.com" };

const names = { file: "/srv/my registry/compose.yaml", service: "registry", version: "3" } as const;

const settingsOf = (lines: string) => parse(lines).registries[0].garbageCollection;
const runnerOf = (lines: string) => commandSchema.parse(settingsOf(lines));

test("the lines for compose are YAML that runs the same collector dry and for real", () => {
  const { dryRun, collect } = runnerOf(composeRunnerYaml(production, names));
  expect(dryRun.filter((word) => word !== "--dry-run")).toEqual(collect);
  expect(collect).toContain("garbage-collect");
});

test("what makes the registry read-only is taken back afterwards", () => {
  const { before, after } = runnerOf(composeRunnerYaml(production, names));
  expect(after).toEqual(before?.map((word) => word.replaceAll("true", "false")));
});

test("the registry gets its read-only switch as the JSON that it understands", () => {
  const value: string = parse(composeService(names)).services.registry.environment
    .REGISTRY_STORAGE_MAINTENANCE_READONLY;
  expect(JSON.parse(value.replace(/\$\{REGISTRY_READ_ONLY:-false\}/, "true"))).toEqual({ enabled: true });
});

test("the lines that are commented out are settings too, and remove untagged manifests", () => {
  const lines = composeRunnerYaml(production, { ...names, version: "2" }).replaceAll(
    "# removeUntagged",
    "removeUntagged",
  );
  const { collect, removeUntaggedCollect, removeUntaggedDryRun } = runnerOf(lines);
  expect(collect.at(-1)).toBe("/etc/docker/registry/config.yml");
  expect(removeUntaggedCollect?.filter((part) => part !== "--delete-untagged")).toEqual(collect);
  expect(removeUntaggedDryRun?.filter((part) => part !== "--dry-run")).toEqual(removeUntaggedCollect);
});

test("the lines for Harbor and for a service are settings that the console understands", () => {
  const { username } = harborSchema.parse(settingsOf(harborRunnerYaml(production, "robot$gc")));
  expect(username).toBe("robot$gc");
  const { startUrl, statusUrl } = webhookSchema.parse(
    settingsOf(webhookRunnerYaml(production, "http://collector:8080/")),
  );
  expect([startUrl, statusUrl]).toEqual(["http://collector:8080/runs", "http://collector:8080/runs/{id}"]);
});

test.each([
  "registry",
  "/srv/a b",
  "robot$gc",
  "yes",
  "registry:",
  "null",
  "5",
  "-x",
  "a: b",
  'say "no" # to it',
  "x, y]",
  "",
  "*a",
  "{id}",
])("%j means itself in YAML, alone and in a list", (text) => {
  expect(parse(`a: ${word(text)}`)).toEqual({ a: text });
  expect(parse(`[${word(text)}]`)).toEqual([text]);
});

describe("the lines for systemd", () => {
  const debian = {
    unit: "docker-registry",
    user: "docker-registry",
    program: "/usr/bin/docker-registry",
    config: "/etc/docker/registry/config.yml",
  };

  test("make a script that restarts the service read-only and writable, and takes nothing else", () => {
    const folder = mkdtempSync(join(tmpdir(), "shipshape-systemd-"));
    const [, script = ""] = /<<'END'\n([\s\S]*?)\nEND\n/.exec(systemdScript(debian)) ?? [];
    writeFileSync(join(folder, "systemctl"), `#!/bin/sh\necho "$@" >> ${folder}/calls\n`, { mode: 0o755 });
    writeFileSync(join(folder, "script"), script.replace("/run/systemd/system", folder), { mode: 0o755 });
    const call = (argument: string) =>
      spawnSync("/bin/sh", [join(folder, "script"), argument], {
        env: { ...process.env, PATH: `${folder}:/usr/bin:/bin` },
      }).status;
    const set = () => readFileSync(join(folder, "docker-registry.service.d", "read-only.conf"), "utf8");
    expect(call("true")).toBe(0);
    expect(set()).toBe(`[Service]\nEnvironment='REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}'\n`);
    expect(call("false")).toBe(0);
    expect(set()).toContain('{"enabled":false}');
    expect(readFileSync(join(folder, "calls"), "utf8")).toBe("daemon-reload\nrestart docker-registry\n".repeat(2));
    expect(call("true\nExecStartPre=/bin/sh")).toBe(2);
    expect(set()).toContain('{"enabled":false}');
    rmSync(folder, { recursive: true });
  });

  test("allow exactly what the runner calls", () => {
    const lines = systemdRunnerYaml(production, debian).replaceAll("# removeUntagged", "removeUntagged");
    const { before, dryRun, collect, after, removeUntaggedDryRun, removeUntaggedCollect } = runnerOf(lines);
    const rights = systemdRights(debian);
    const called = [before, dryRun, collect, after, removeUntaggedDryRun, removeUntaggedCollect].map((command = []) => {
      const [, , as, user, ...rest] = command ?? [];
      return as === "-u" ? `(${user}) ${rest.join(" ")}` : `(root) ${command?.slice(2).join(" ")}`;
    });
    const allowed = [...rights.matchAll(/ALL=(\S+) NOPASSWD: (.*)/g)].flatMap(([, user, commands = ""]) =>
      commands.split(", ").map((command) => `${user} ${command}`),
    );
    expect(allowed.toSorted()).toEqual(called.toSorted());
  });
});
