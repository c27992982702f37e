import "server-only";
import { z } from "zod";
import type { HarborCollector } from "@/lib/config/harbor-collector";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { followService, mayHaveBegun } from "@/lib/garbage-collection/runner/follow-service";
import type { RunKind, ServiceReport, ServiceRunner, StepContext } from "@/lib/garbage-collection/runner/runner";
import type { RegistryConnection } from "@/lib/registry/connection";
import { isRefusal } from "@/lib/service-client/refusal";
import { openService, type ServiceClient } from "@/lib/service-client/service-client";
import { readHarborSchedule, writeHarborSchedule } from "./harbor-schedule";
import { inspectHarbor } from "./inspect-harbor";

const count = z.number().int().nonnegative().nullish();
const parametersSchema = z.object({ freed_space: count, purged_blobs: count, purged_manifests: count });
const jobSchema = z.object({ job_status: z.string(), job_parameters: z.string().nullish() });
type Job = z.infer<typeof jobSchema>;

const over = new Set(["Success", "Error", "Stopped"]);
const mostRemoved = 1_000_000;
const blobLine = /blob eligible for deletion: (sha256:[0-9a-f]{64})/;

/** Opens a client of Harbor's API (harbor:api/v2.0/swagger.yaml); the caller closes it. */
function openHarbor({ endpoint, username, password }: HarborCollector): ServiceClient {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const advice = `Check username (it is ${username}) and its password in the configuration, which is read when the console starts, and in Harbor that this account may collect.`;
  return openService(
    "Harbor",
    endpoint,
    async () => authorization,
    (status) => (isRefusal(status) ? advice : null),
  );
}

async function withHarbor<T>(settings: HarborCollector, work: (harbor: ServiceClient) => Promise<T>): Promise<T> {
  const harbor = openHarbor(settings);
  try {
    return await work(harbor);
  } finally {
    await harbor.close();
  }
}

/** Asks for a run and returns its number. */
async function begin(harbor: ServiceClient, settings: HarborCollector, kind: RunKind, signal: AbortSignal) {
  const parameters = { delete_untagged: kind.removeUntagged, workers: settings.workers, dry_run: kind.dryRun };
  const json = { parameters, schedule: { type: "Manual" } };
  const path = "/api/v2.0/system/gc/schedule";
  const { headers } = await harbor.send({ method: "POST", path, json, signal }).catch((error: unknown) => {
    if (isAppError(error, "runner-refused") && error.context.status === 409)
      throw new AppError("already-running", "Harbor is already running a garbage collection.");
    throw mayHaveBegun(error);
  });
  const id = /\/system\/gc\/([1-9]\d{0,17})$/.exec(headers.location ?? "")?.[1];
  if (!id) throw new AppError("runner-refused", "Harbor accepted the request, but did not return a run.");
  return id;
}

/** Returns Harbor's report on a run that is over. Throws `collector-failed` unless the run succeeded. */
function reportOf(id: string, job: Job, { dryRun }: RunKind): Omit<ServiceReport, "removed"> {
  if (job.job_status !== "Success") {
    const how = job.job_status === "Stopped" ? "was stopped" : "failed";
    throw new AppError("collector-failed", `Garbage collection ${id} of Harbor ${how}; see the log.`);
  }
  const { data } = parametersSchema.safeParse(parseJson(job.job_parameters ?? ""));
  const bytes = data?.freed_space ?? null;
  return {
    blobsEligible: data?.purged_blobs ?? null,
    manifestsEligible: data?.purged_manifests ?? null,
    ...(dryRun ? { reclaimableBytes: bytes, reclaimedBytes: null } : { reclaimableBytes: null, reclaimedBytes: bytes }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function collect(settings: HarborCollector, context: StepContext, kind: RunKind) {
  return withHarbor(settings, async (harbor) => {
    const id = await begin(harbor, settings, kind, context.signal);
    const path = `/api/v2.0/system/gc/${id}`;
    context.log.note(`Harbor's garbage collection ${id}`);
    const removed = new Set<string>();
    const run = {
      title: `Harbor's garbage collection ${id}`,
      look: async (signal: AbortSignal) => {
        const job = await harbor.ask({ method: "GET", path, signal }, jobSchema);
        return over.has(job.job_status) ? job : null;
      },
      readLog: (signal: AbortSignal) =>
        harbor.stream({ method: "GET", path: `${path}/log`, headers: { accept: "text/plain" }, signal }),
      stop: (signal: AbortSignal) => harbor.send({ method: "PUT", path, signal }),
      timeoutMs: settings.timeoutMs,
    };
    const job = await followService(context, run, (line) => {
      const digest = blobLine.exec(line)?.[1];
      if (digest && removed.size < mostRemoved) removed.add(digest);
    });
    return { ...reportOf(id, job, kind), removed };
  });
}

/**
 * Has Harbor collect itself, through its API. Harbor goes on accepting pushes, and keeps what is younger than two
 * hours.
 */
export function harborRunner(connection: RegistryConnection, settings: HarborCollector): ServiceRunner {
  return {
    by: "service",
    kind: "harbor",
    connection,
    schedule: {
      keptBy: "harbor",
      read: () => withHarbor(settings, readHarborSchedule),
      write: (schedule) => withHarbor(settings, (harbor) => writeHarborSchedule(harbor, schedule, settings.workers)),
    },
    offers: () => true,
    collect: (context, kind) => collect(settings, context, kind),
    inspect: (signal) => withHarbor(settings, (harbor) => inspectHarbor(harbor, signal)),
    findVersion: null,
  };
}
