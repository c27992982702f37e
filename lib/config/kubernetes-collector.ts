import "server-only";
import { isIPv6 } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import type { Entry } from "./file-entry";
import { type JobTemplate, readJobTemplate } from "./job-template";
import { parseHttpUrl, withoutTrailingSlash } from "./parse-values";
import { readTextFile } from "./read-text-file";
import { resolveEndpoint, type ServiceEndpoint, trustShape } from "./service-endpoint";
import { findVariable } from "./source";
import { resolveSteps, type StepSettings, stepShape } from "./step-settings";

/** Where a pod finds its service account's files (Kubernetes: "Accessing the API from within a Pod"). */
const account = "/var/run/secrets/kubernetes.io/serviceaccount";

const label = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
const labelPattern = new RegExp(`^${label}$`);
const labelSchema = z.string().regex(labelPattern, "must be a name of Kubernetes, such as registry");
const workloadSchema = z
  .string()
  .max(200)
  .regex(new RegExp(`^(?:deployment|statefulset)/${label}(?:\\.${label})*$`), {
    message: "must be deployment/<name> or statefulset/<name>",
  });
const pathSchema = z.string().regex(/^\/[^\0]*$/, "must be an absolute path in the container");
const programSchema = z.string().regex(/^[\w./][\w./-]*$/, "must be the registry's program in the container");

export const kubernetesSchema = z.strictObject({
  runner: z.literal("kubernetes"),
  workload: workloadSchema,
  namespace: labelSchema.optional(),
  container: labelSchema.optional(),
  readOnly: z.enum(["switch", "scale"]).default("switch"),
  program: programSchema.optional(),
  config: pathSchema.optional(),
  jobTemplateFile: z.string().min(1).optional(),
  server: z.string().min(1).optional(),
  tokenFile: z.string().min(1).optional(),
  ...trustShape,
  ...stepShape,
});

/** A registry that is a Kubernetes workload, collected by a Job beside it. */
export type KubernetesCollector = StepSettings & {
  kind: "kubernetes";
  endpoint: ServiceEndpoint;
  /** Read for every request, as its content is renewed; null if a client certificate is used to sign in. */
  tokenFile: string | null;
  namespace: string;
  workload: { kind: "deployment" | "statefulset"; name: string };
  /** The registry's container; null if it is the only one. */
  container: string | null;
  /** Pushes are prevented by restarting the registry read-only ("switch"), or by running none meanwhile ("scale"). */
  readOnly: "switch" | "scale";
  /** The registry's program and its configuration in the container; null to use those of the workload's command. */
  program: string | null;
  config: string | null;
  jobTemplate: JobTemplate | null;
};

type Settings = z.infer<typeof kubernetesSchema>;

/**
 * Returns the settings of a Kubernetes runner. Without `server` it uses the access that Kubernetes gives to every pod.
 */
export function resolveKubernetes(entry: Entry, settings: Settings): KubernetesCollector {
  const [kind, name] = settings.workload.split("/") as ["deployment" | "statefulset", string];
  return {
    kind: "kubernetes",
    ...(settings.server === undefined ? resolveInside(entry, settings) : resolveOutside(entry, settings)),
    workload: { kind, name },
    container: settings.container ?? null,
    readOnly: settings.readOnly,
    program: settings.program ?? null,
    config: settings.config ?? null,
    jobTemplate: readJobTemplate(entry, settings),
    ...resolveSteps(entry, settings),
  };
}

const listFormat = new Intl.ListFormat("en");

type Access = Pick<KubernetesCollector, "endpoint" | "tokenFile" | "namespace">;

function resolveInside(entry: Entry, settings: Settings): Access {
  const { source, mistakes, place } = entry;
  const host = findVariable(source, "KUBERNETES_SERVICE_HOST");
  const port = findVariable(source, "KUBERNETES_SERVICE_PORT");
  if (host === null || port === null) {
    const needed = ["server", "tokenFile", "namespace"] as const;
    const missing = needed.filter((name) => settings[name] === undefined);
    mistakes.add(place, `needs ${listFormat.format(missing)}, as the console doesn't run in Kubernetes`);
    return { endpoint: resolveEndpoint(entry, "", settings), tokenFile: null, namespace: "" };
  }
  const trust = { ...settings, caFile: settings.caFile ?? `${account}/ca.crt` };
  const namespace = settings.namespace ?? readTextFile(source, mistakes, place, `${account}/namespace`)?.trim() ?? "";
  if (!mistakes.any && !labelPattern.test(namespace)) mistakes.add(place, "needs namespace: its pod names none");
  return {
    endpoint: resolveEndpoint(entry, `https://${isIPv6(host) ? `[${host}]` : host}:${port}`, trust),
    tokenFile: requireReadable(entry, settings.tokenFile ?? `${account}/token`),
    namespace,
  };
}

function resolveOutside(entry: Entry, settings: Settings): Access {
  const { mistakes, place } = entry;
  const url = parseHttpUrl(mistakes, `${place}.server`, settings.server ?? "");
  // Plain http is for kubectl proxy on this machine.
  if (url?.protocol === "http:" && !isThisMachine(url.hostname))
    mistakes.add(`${place}.server`, "must begin with https://, or the token would go over the network as it is");
  const endpoint = resolveEndpoint(entry, url ? withoutTrailingSlash(url) : "", settings);
  if (settings.namespace === undefined) mistakes.add(`${place}.namespace`, "is required together with server");
  if (settings.tokenFile === undefined && settings.clientCertificateFile === undefined)
    mistakes.add(place, "needs tokenFile, or clientCertificateFile and clientKeyFile");
  const tokenFile = settings.tokenFile === undefined ? null : requireReadable(entry, settings.tokenFile);
  return { endpoint, tokenFile, namespace: settings.namespace ?? "" };
}

const isThisMachine = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** Returns the file's absolute path. Adds a mistake if it can't be read. */
function requireReadable({ source, mistakes, place, directory }: Entry, file: string): string {
  const path = resolve(directory, file);
  const token = readTextFile(source, mistakes, `${place}.tokenFile`, path);
  if (token?.trim() === "") mistakes.add(`${place}.tokenFile`, `is empty: ${path}`);
  return path;
}
