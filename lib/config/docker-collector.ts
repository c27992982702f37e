import "server-only";
import { z } from "zod";
import type { Entry } from "./file-entry";
import { parseHttpUrl, withoutTrailingSlash } from "./parse-values";
import { resolveEndpoint, type ServiceEndpoint, trustShape } from "./service-endpoint";
import { argvSchema, resolveSteps, type StepSettings, stepShape } from "./step-settings";

// What Docker allows: above all no leading hyphen, and no character with a meaning in URLs.
const containerPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/;
const socketPattern = /^unix:\/\/\/[^\0?#]+$/;

export const dockerSchema = z.strictObject({
  runner: z.literal("docker"),
  endpoint: z.string().min(1).default("unix:///var/run/docker.sock"),
  container: z.string().regex(containerPattern, "must be the name or the id of a container"),
  readOnly: z.enum(["recreate", "steps"]).default("recreate"),
  before: argvSchema.optional(),
  after: argvSchema.optional(),
  program: z
    .string()
    .regex(/^[^-\s\0][^\0]*$/, "must be a program")
    .optional(),
  config: z
    .string()
    .regex(/^\/[^\0]+$/, "must be an absolute path in the container")
    .optional(),
  ...stepShape,
  ...trustShape,
});

/** A registry in a container, collected through the Docker Engine's API. */
export type DockerCollector = StepSettings & {
  kind: "docker";
  endpoint: ServiceEndpoint;
  /** The container's name or id. */
  container: string;
  /**
   * How the registry is made read-only: by a read-only stand-in container, or by programs beside the console that run
   * before and after the collection.
   */
  readOnly: { by: "recreate" } | { by: "steps"; before: string[] | null; after: string[] | null };
  /** The registry's program in the container; null to find it automatically. */
  program: string | null;
  /** The path of its configuration in the container; null to find it automatically. */
  config: string | null;
};

/** Returns the settings of a Docker runner. */
export function resolveDocker(entry: Entry, settings: z.infer<typeof dockerSchema>): DockerCollector {
  const { container, readOnly, before = null, after = null, program = null, config = null } = settings;
  if (readOnly === "recreate" && (before || after))
    entry.mistakes.add(entry.place, "has before or after, which are for `readOnly: steps`");
  if ((before === null) !== (after === null))
    entry.mistakes.add(entry.place, "needs both before and after, or neither");
  return {
    kind: "docker",
    endpoint: resolveEngine(entry, settings),
    container,
    readOnly: readOnly === "recreate" ? { by: readOnly } : { by: readOnly, before, after },
    program,
    config,
    ...resolveSteps(entry, settings),
  };
}

function resolveEngine(entry: Entry, settings: z.infer<typeof dockerSchema>): ServiceEndpoint {
  const { endpoint } = settings;
  const place = `${entry.place}.endpoint`;
  if (!/^https?:/.test(endpoint)) {
    if (!socketPattern.test(endpoint))
      entry.mistakes.add(place, "must be unix:///path/of/the/socket, or begin with https:// or http://");
    return resolveEndpoint(entry, endpoint, settings);
  }
  const url = parseHttpUrl(entry.mistakes, place, endpoint);
  return resolveEndpoint(entry, url ? withoutTrailingSlash(url) : "", settings);
}
