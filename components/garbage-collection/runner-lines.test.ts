import { expect, test } from "vitest";
import { parse } from "yaml";
import { composeRunner, composeService, kubernetesRole, kubernetesRunner } from "./runner-lines";

type Runner = { before: string[]; dryRun: string[]; collect: string[]; after: string[] };
const runnerOf = (lines: string): Runner => parse(lines).registries[0].garbageCollection;

test.each([
  ["compose", composeRunner("production")],
  ["kubernetes", kubernetesRunner("production")],
])("the lines for %s are YAML that runs the same collector dry and for real", (_name, lines) => {
  const { dryRun, collect } = runnerOf(lines);
  expect(dryRun.filter((word) => word !== "--dry-run")).toEqual(collect);
  expect(collect).toContain("garbage-collect");
});

test("what makes the registry read-only is taken back afterwards", () => {
  for (const lines of [composeRunner("a"), kubernetesRunner("a")]) {
    const { before, after } = runnerOf(lines);
    expect(after).toEqual(before.map((word) => word.replaceAll("true", "false")));
  }
});

test("the registry gets its read-only switch as the JSON that it understands", () => {
  const value: string = parse(composeService).services.registry.environment.REGISTRY_STORAGE_MAINTENANCE_READONLY;
  expect(JSON.parse(value.replace(/\$\{REGISTRY_READ_ONLY:-false\}/, "true"))).toEqual({ enabled: true });
  expect(parse(kubernetesRole).rules).toHaveLength(4);
});
