import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommandCollector } from "@/lib/config/command-collector";
import { aCommandCollector } from "@/lib/testing/a-command-collector";
import { findProgram, programsOf } from "./find-program";
import { inspectCommands } from "./inspect-commands";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shipshape-programs-"));
  for (const [name, mode] of Object.entries({ collect: 0o755, text: 0o644 })) {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), mode);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const settings = (steps: Partial<CommandCollector>) =>
  aCommandCollector({ dryRun: [process.execPath], collect: [process.execPath], ...steps });

test("each program is looked for once, and what is missing is named with its steps", async () => {
  const before = ["env", "REGISTRY_READ_ONLY=true", "no-such-program", "up"];
  const findings = await inspectCommands(settings({ before, after: ["no-such-program", "up"] }));
  expect(findings).toMatchObject([
    { name: "env", state: "ok", detail: expect.stringMatching(/\/env, for before\.$/) },
    { name: "no-such-program", state: "failed", detail: expect.stringContaining("(for before, after)") },
    { name: process.execPath, state: "ok", detail: expect.stringContaining("for dryRun, collect.") },
    { name: "read-only", state: "unknown", detail: expect.stringContaining("a rehearsal does") },
  ]);
});

test("without a step before it is said what that means", async () => {
  const readOnlyOf = async (steps: Partial<CommandCollector>) =>
    (await inspectCommands(settings(steps))).at(-1)?.detail;
  expect(await readOnlyOf({})).toMatch(/only while it refuses pushes by itself\.$/);
  expect(await readOnlyOf({ allowWritable: true })).toContain("allowWritable");
});

test("a program is what the system would run: a file that may be run, by its path or in a folder of PATH", async () => {
  expect(await findProgram("collect", `/nowhere:${folder}`)).toBe(join(folder, "collect"));
  expect(await findProgram(join(folder, "collect"), "")).toBe(join(folder, "collect"));
  for (const name of ["text", "missing", join(folder, "text")]) expect(await findProgram(name, folder)).toBe(null);
});

test.each([
  [["docker", "ps"], ["docker"]],
  [
    ["env", "A=b", "C=d", "docker", "ps"],
    ["env", "docker"],
  ],
  [["/usr/bin/env", "-u", "DOCKER_HOST", "docker"], ["/usr/bin/env"]],
  [["env", "PATH=/opt/bin", "tool"], ["env"]],
  [["env"], ["env"]],
])("the programs of %j are %j", (command, programs) => {
  expect(programsOf(command)).toEqual(programs);
});
