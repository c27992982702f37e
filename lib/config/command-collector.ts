import "server-only";
import { z } from "zod";
import type { Entry } from "./file-entry";
import { argvSchema, resolveSteps, type StepSettings, stepShape } from "./step-settings";

export const commandSchema = z.strictObject({
  runner: z.literal("command"),
  dryRun: argvSchema,
  collect: argvSchema,
  removeUntaggedDryRun: argvSchema.optional(),
  removeUntaggedCollect: argvSchema.optional(),
  before: argvSchema.optional(),
  after: argvSchema.optional(),
  ...stepShape,
});

/** A collector that runs as programs beside the console. */
export type CommandCollector = StepSettings & {
  kind: "command";
  dryRun: string[];
  collect: string[];
  removeUntaggedDryRun: string[] | null;
  removeUntaggedCollect: string[] | null;
  before: string[] | null;
  after: string[] | null;
};

/** Returns the settings of a command runner. */
export function resolveCommand(entry: Entry, settings: z.infer<typeof commandSchema>): CommandCollector {
  const { removeUntaggedDryRun = null, removeUntaggedCollect = null, before = null, after = null } = settings;
  if ((removeUntaggedDryRun === null) !== (removeUntaggedCollect === null))
    entry.mistakes.add(entry.place, "needs both removeUntaggedDryRun and removeUntaggedCollect, or neither");
  if (before !== null && after === null)
    entry.mistakes.add(entry.place, "needs after beside before: whatever makes the registry read-only must be undone");
  const commands = { dryRun: settings.dryRun, collect: settings.collect, removeUntaggedDryRun, removeUntaggedCollect };
  return { kind: "command", ...commands, before, after, ...resolveSteps(entry, settings) };
}
