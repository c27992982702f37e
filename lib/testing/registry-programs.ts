import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import os from "node:os";
import path from "node:path";

export type FoundProgram = { version: "2.8" | "3"; program: { kind: "binary"; path: string } };

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(file: string): FoundProgram["version"] {
  return / v?2\.8/.test(execFileSync(file, ["--version"], { encoding: "utf8" })) ? "2.8" : "3";
}

/** Finds the real registries of this machine. Warns about each missing one, as its tests are skipped. */
export function findRegistryPrograms(): FoundProgram[] {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), path.join(os.homedir(), "go", "bin")];
  const files = folders.flatMap((folder) => ["docker-registry", "registry"].map((name) => path.join(folder, name)));
  const found = files.filter(isExecutable).map((file) => ({ version: versionOf(file), path: file }));
  return (["2.8", "3"] as const).flatMap((version) => {
    const match = found.find((candidate) => candidate.version === version);
    if (match) return [{ version, program: { kind: "binary" as const, path: match.path } }];
    console.warn(`SKIPPED: no registry ${version} on this machine; its tests don't run`);
    return [];
  });
}
