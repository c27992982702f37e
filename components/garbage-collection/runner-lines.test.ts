import { expect, test } from "vitest";
import { parse } from "yaml";
import { composeRunner, composeService } from "./runner-lines";

type Runner = { before: string[]; dryRun: string[]; collect: string[]; after: string[] };
const runnerOf = (lines: string): Runner => parse(lines).registries[0].garbageCollection;

test("the lines for compose are YAML that runs the same collector dry and for real", () => {
  const { dryRun, collect } = runnerOf(composeRunner("production"));
  expect(dryRun.filter((word) => word !== "--dry-run")).toEqual(collect);
  expect(collect).toContain("garbage-collect");
});

test("what makes the registry read-only is taken back afterwards", () => {
  const { before, after } = runnerOf(composeRunner("production"));
  expect(after).toEqual(before.map((word) => word.replaceAll("true", "false")));
});

test("the registry gets its read-only switch as the JSON that it understands", () => {
  const value: string = parse(composeService).services.registry.environment.REGISTRY_STORAGE_MAINTENANCE_READONLY;
  expect(JSON.parse(value.replace(/\$\{REGISTRY_READ_ONLY:-false\}/, "true"))).toEqual({ enabled: true });
});
