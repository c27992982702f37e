import "server-only";
import { z } from "zod";
import type { WebhookCollector } from "@/lib/config/webhook-collector";
import { AppError } from "@/lib/errors/app-error";
import {
  type CollectorReport,
  readCollectorOutput,
} from "@/lib/garbage-collection/collector-output/parse-collector-output";
import { followService, mayHaveBegun } from "@/lib/garbage-collection/runner/follow-service";
import type { RunKind, ServiceReport, ServiceRunner, StepContext } from "@/lib/garbage-collection/runner/runner";
import { setUpFinding } from "@/lib/garbage-collection/runner/set-up-finding";
import type { RegistryConnection } from "@/lib/registry/connection";
import { isRefusal } from "@/lib/service-client/refusal";
import { openService, type ServiceClient } from "@/lib/service-client/service-client";

const startedSchema = z.object({ id: z.union([z.string().min(1).max(200), z.number().int()]).transform(String) });
const bytes = z.number().int().nonnegative().nullish();
const statusSchema = z.object({
  state: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  message: z.string().max(2_000).nullish(),
  blobsEligible: bytes,
  manifestsEligible: bytes,
  reclaimableBytes: bytes,
  reclaimedBytes: bytes,
});
type Status = z.infer<typeof statusSchema>;

const pathOf = (address: string, id: string) => {
  const { pathname, search } = new URL(address.replaceAll("{id}", encodeURIComponent(id)));
  return pathname + search;
};

const tokenAdvice =
  "Check the token that tokenFile or tokenEnv names in the configuration, which is read when the console starts.";

function open({ startUrl, endpoint, token }: WebhookCollector): ServiceClient {
  const authorization = token === null ? null : `Bearer ${token}`;
  const address = { ...endpoint, url: new URL(startUrl).origin };
  return openService(
    "The webhook",
    address,
    async () => authorization,
    (status) => (isRefusal(status) ? tokenAdvice : null),
  );
}

/** Returns the service's report on its run; what it doesn't report is taken from a log in the collector's own words. */
function reportOf(status: Status, { summary, blobs }: CollectorReport): ServiceReport {
  if (status.state !== "succeeded")
    throw new AppError(
      "collector-failed",
      `The service says that its run has ${status.state}${status.message ? `: ${status.message}` : "."}`,
    );
  return {
    blobsEligible: status.blobsEligible ?? summary?.blobsEligible ?? null,
    manifestsEligible: status.manifestsEligible ?? summary?.manifestsEligible ?? null,
    reclaimableBytes: status.reclaimableBytes ?? null,
    reclaimedBytes: status.reclaimedBytes ?? null,
    removed: blobs,
  };
}

async function collect(
  settings: WebhookCollector,
  { config }: RegistryConnection,
  context: StepContext,
  { dryRun, removeUntagged }: RunKind,
): Promise<ServiceReport> {
  const service = open(settings);
  const { signal, runId, log } = context;
  try {
    const json = { run: runId, registry: config.name, url: config.url, dryRun, removeUntagged };
    const start = { method: "POST", path: pathOf(settings.startUrl, ""), json, signal } as const;
    const { id } = await service.ask(start, startedSchema).catch((error: unknown) => {
      throw mayHaveBegun(error);
    });
    log.note(`The service calls this run ${id}`);
    const { report, push } = readCollectorOutput();
    const { logUrl, cancelUrl, statusUrl, timeoutMs } = settings;
    const text = { accept: "text/plain" };
    const run = {
      title: `Run ${id} of the service`,
      look: async (soon: AbortSignal) => {
        const status = await service.ask({ method: "GET", path: pathOf(statusUrl, id), signal: soon }, statusSchema);
        return status.state === "queued" || status.state === "running" ? null : status;
      },
      readLog: async (soon: AbortSignal) =>
        logUrl === null
          ? null
          : service.stream({ method: "GET", path: pathOf(logUrl, id), headers: text, signal: soon }),
      stop: cancelUrl
        ? (soon: AbortSignal) => service.send({ method: "POST", path: pathOf(cancelUrl, id), json: {}, signal: soon })
        : null,
      timeoutMs,
    };
    return reportOf(await followService(context, run, push), report);
  } finally {
    await service.close();
  }
}

const vague = (status?: number) =>
  `It answers, and lets the console in. It has no run named “check” (${status}), which a wrong address would say as well: a dry run shows that the address is right.`;

/**
 * Asks the operator's own service to collect, and follows it. The service is itself responsible for doing so safely.
 */
export function webhookRunner(connection: RegistryConnection, settings: WebhookCollector): ServiceRunner {
  return {
    by: "service",
    kind: "webhook",
    connection,
    schedule: null,
    offers: ({ dryRun, removeUntagged }) =>
      (settings.dryRun || !dryRun) && (settings.removeUntagged || !removeUntagged),
    collect: (context, kind) => collect(settings, connection, context, kind),
    findVersion: null,
    inspect: async (signal) => {
      const service = open(settings);
      const path = pathOf(settings.statusUrl, "check");
      const seen: { status?: number } = {};
      const look = setUpFinding("service", async () => {
        // A run of that name needn't exist.
        const { status } = await service.send({ method: "GET", path, signal, answers: [400, 404, 410, 422] });
        seen.status = status;
        return "It answers where its runs are asked for.";
      });
      const finding = await look.finally(() => service.close());
      // A wrong address gives the same answer.
      const isVague = seen.status === 404 || seen.status === 410;
      return [isVague ? { ...finding, state: "unknown", detail: vague(seen.status) } : finding];
    },
  };
}
