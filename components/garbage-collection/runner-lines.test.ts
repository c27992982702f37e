import { expect, test } from "vitest";
import { parse } from "yaml";
import { commandSchema } from "@/lib/config/command-collector";
import { harborSchema } from "@/lib/config/harbor-collector";
import { webhookSchema } from "@/lib/config/webhook-collector";
import { composeRunner, composeService, harborRunner, word } from "./runner-lines";
import { webhookRunner } from "./webhook-lines";

const names = { file: "/srv/my registry/compose.yaml", service: "registry", version: "3" } as const;

const settingsOf = (lines: string) => parse(lines).registries[0].garbageCollection;
const runnerOf = (lines: string) => commandSchema.parse(settingsOf(lines));

test("the lines for compose are YAML that runs the same collector dry and for real", () => {
  const { dryRun, collect } = runnerOf(composeRunner("production", names));
  expect(dryRun.filter((word) => word !== "--dry-run")).toEqual(collect);
  expect(collect).toContain("garbage-collect");
});

test("what makes the registry read-only is taken back afterwards", () => {
  const { before, after } = runnerOf(composeRunner("production", names));
  expect(after).toEqual(before?.map((word) => word.replaceAll("true", "false")));
});

test("the registry gets its read-only switch as the JSON that it understands", () => {
  const value: string = parse(composeService(names)).services.registry.environment
    .REGISTRY_STORAGE_MAINTENANCE_READONLY;
  expect(JSON.parse(value.replace(/\$\{REGISTRY_READ_ONLY:-false\}/, "true"))).toEqual({ enabled: true });
});

test("the lines that are commented out are settings too, and remove untagged manifests", () => {
  const lines = composeRunner("production", { ...names, version: "2" }).replaceAll(
    "# removeUntagged",
    "removeUntagged",
  );
  const { collect, removeUntaggedCollect, removeUntaggedDryRun } = runnerOf(lines);
  expect(collect.at(-1)).toBe("/etc/docker/registry/config.yml");
  expect(removeUntaggedCollect?.filter((part) => part !== "--delete-untagged")).toEqual(collect);
  expect(removeUntaggedDryRun?.filter((part) => part !== "--dry-run")).toEqual(removeUntaggedCollect);
});

test("the lines for Harbor and for a service are settings that the console understands", () => {
  const { username } = harborSchema.parse(settingsOf(harborRunner("production", "robot$gc")));
  expect(username).toBe("robot$gc");
  const { startUrl, statusUrl } = webhookSchema.parse(
    settingsOf(webhookRunner("production", "http://collector:8080/")),
  );
  expect([startUrl, statusUrl]).toEqual(["http://collector:8080/runs", "http://collector:8080/runs/{id}"]);
});

test.each([
  "registry",
  "/srv/a b",
  "robot$gc",
  "yes",
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
