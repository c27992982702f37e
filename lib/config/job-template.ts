import "server-only";
import { parseDocument } from "yaml";
import { z } from "zod";
import { type Entry, readNamed } from "./file-entry";

const containerSchema = z.looseObject({ name: z.string().min(1) });
const podSchema = z.looseObject({ containers: z.array(containerSchema).min(1) });
const jobSchema = z.looseObject({
  apiVersion: z.literal("batch/v1"),
  kind: z.literal("Job"),
  spec: z.looseObject({ template: z.looseObject({ metadata: z.looseObject({}).optional(), spec: podSchema }) }),
});

/** A Kubernetes Job that the operator wrote. Fields that are not checked here are sent unchanged. */
export type JobTemplate = z.infer<typeof jobSchema>;

function parseJob(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length === 0 ? document.toJS({ maxAliasCount: 100 }) : null;
}

/** Returns the Job that `jobTemplateFile` names; null without one. Adds a mistake if it isn't usable. */
export function readJobTemplate(
  entry: Entry,
  { jobTemplateFile, container }: { jobTemplateFile?: string | undefined; container?: string | undefined },
): JobTemplate | null {
  const text = readNamed(entry, "jobTemplateFile", jobTemplateFile);
  if (text === null) return null;
  const place = `${entry.place}.jobTemplateFile`;
  const { data } = jobSchema.safeParse(parseJob(text));
  if (!data) {
    entry.mistakes.add(place, "is not the YAML of one Job (apiVersion batch/v1) with a pod template and containers");
    return null;
  }
  const names = data.spec.template.spec.containers.map(({ name }) => name);
  if (container === undefined ? names.length > 1 : !names.includes(container))
    entry.mistakes.add(place, `has the containers ${names.join(", ")}; \`container\` must name one of them`);
  return data;
}
