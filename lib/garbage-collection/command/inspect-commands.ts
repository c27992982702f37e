import "server-only";
import type { CommandCollector } from "@/lib/config/command-collector";
import type { SetUpFinding } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import type { RunKind } from "@/lib/garbage-collection/runner/runner";
import { setUpFinding } from "@/lib/garbage-collection/runner/set-up-finding";
import { findProgram, programsOf } from "./find-program";

const stepNames = ["before", "dryRun", "collect", "removeUntaggedDryRun", "removeUntaggedCollect", "after"] as const;

function describeReadOnly({ before, after, allowWritable }: CommandCollector): SetUpFinding {
  const name = "read-only";
  if (before !== null) {
    const detail =
      "Only running the steps before and after shows whether they do it: a rehearsal does, and removes nothing.";
    return { name, state: "unknown", detail };
  }
  if (allowWritable)
    return {
      name,
      state: "unknown",
      detail: "It may go on taking pushes (allowWritable): one that comes meanwhile can lose layers.",
    };
  const rest = after === null ? "" : " Afterwards the step after is run.";
  return {
    name,
    state: "unknown",
    detail: `There is no step before: it is collected only while it refuses pushes by itself.${rest}`,
  };
}

/** Throws `not-configured`, before any step has run, if a program that such a run needs is missing. */
export async function requirePrograms(settings: CommandCollector, { removeUntagged }: RunKind): Promise<void> {
  const { removeUntaggedDryRun, removeUntaggedCollect, dryRun, collect } = settings;
  const needed = removeUntagged
    ? { ...settings, dryRun: removeUntaggedDryRun ?? dryRun, collect: removeUntaggedCollect ?? collect }
    : settings;
  const findings = await inspectCommands({ ...needed, removeUntaggedDryRun: null, removeUntaggedCollect: null });
  const missing = findings.find(({ state }) => state === "failed");
  if (missing) throw new AppError("not-configured", `${missing.name}: ${missing.detail} Nothing was changed.`);
}

/** Checks whether the programs of a command runner exist. Runs none of them, as nobody knows what they change. */
export async function inspectCommands(settings: CommandCollector): Promise<SetUpFinding[]> {
  const uses = new Map<string, string[]>();
  for (const step of stepNames)
    for (const program of programsOf(settings[step] ?? []).filter(Boolean))
      uses.set(program, [...(uses.get(program) ?? []), step]);
  const looks = [...uses].map(([program, steps]) =>
    setUpFinding(program, async () => {
      const file = await findProgram(program);
      if (file) return `It is ${file}, for ${steps.join(", ")}.`;
      throw new AppError(
        "not-configured",
        `Where the console runs there is no such program, or it may not be run (for ${steps.join(", ")}).`,
      );
    }),
  );
  return [...(await Promise.all(looks)), describeReadOnly(settings)];
}
