import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { type Change, pathTo } from "./change-workload";
import type { Workload } from "./workload";

/** The annotation in which a workload keeps its state from before a collection, so that a crash loses none of it. */
export const markName = "shipshape/garbage-collection";

const markSchema = z.discriminatedUnion("by", [
  z.object({
    by: z.literal("switch"),
    run: z.string(),
    container: z.string(),
    /** The variable as it was; null if there was none. */
    variable: z.looseObject({ name: z.string() }).nullable(),
  }),
  z.object({
    by: z.literal("scale"),
    run: z.string(),
    replicas: z.number().int().positive(),
    /** The node it ran on. */
    node: z.string().nullable(),
  }),
]);
export type Mark = z.infer<typeof markSchema>;

/** Finds the workload's mark; null if it has none. Throws `runner-refused` for a mark that makes no sense. */
export function findMark({ metadata }: Workload): Mark | null {
  const text = metadata.annotations?.[markName];
  if (text === undefined) return null;
  try {
    return markSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      "runner-refused",
      `The workload bears the annotation ${markName} with something that is none of the console's. Make the registry writable by hand and remove it.`,
      { cause },
    );
  }
}

/** Returns the changes that set the mark. */
export function setMark({ metadata }: Workload, mark: Mark): Change[] {
  const all: Change[] = metadata.annotations ? [] : [{ op: "add", path: "/metadata/annotations", value: {} }];
  return [...all, { op: "add", path: pathTo("metadata", "annotations", markName), value: JSON.stringify(mark) }];
}

/** Returns the change that removes the mark, and the annotations as a whole if the mark is the last one. */
export function removeMark({ metadata }: Workload): Change[] {
  const isLast = Object.keys(metadata.annotations ?? {}).length === 1;
  return [{ op: "remove", path: isLast ? "/metadata/annotations" : pathTo("metadata", "annotations", markName) }];
}
