import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Job = { id: number; status: string; dryRun: boolean; untagged: boolean; looks: number; log: string };

export type FakeHarbor = {
  url: string;
  jobs: Job[];
  /** The final status of a run after enough status requests; "Running" means never. */
  endsAs: string;
  requests: string[];
  /** Harbor's own schedule, as last set. */
  schedule: { parameters: object; schedule: { type: string; cron?: string } } | null;
  close(): Promise<void>;
};

const account = `Basic ${Buffer.from("robot$shipshape:secret").toString("base64")}`;
const lines = (job: Job, digests: string[]) =>
  [
    ...digests.map((digest) => `blob eligible for deletion: ${digest}`),
    `${digests.length} blobs and 1 manifests eligible for deletion`,
    ...(job.dryRun ? [] : [`${digests.length} blobs and 1 manifests are actually deleted`]),
    "success to run gc in job.",
  ]
    .map((line) => `2026-11-21T10:00:00Z [INFO] [/jobservice/job/impl/gc/garbage_collection.go:298]: ${line}\n`)
    .join("");

/** Serves the Harbor API calls for garbage collection (harbor v2.14: api/v2.0/swagger.yaml, handler/gc.go). */
export async function startFakeHarbor(digests: string[] = []): Promise<FakeHarbor> {
  const harbor: Omit<FakeHarbor, "url" | "close"> = { jobs: [], endsAs: "Success", requests: [], schedule: null };

  const shown = (job: Job) => ({
    id: job.id,
    job_name: "GARBAGE_COLLECTION",
    job_kind: "MANUAL",
    job_status: job.status,
    job_parameters: JSON.stringify({
      delete_untagged: job.untagged,
      dry_run: job.dryRun,
      workers: 1,
      time_window: 2,
      ...(job.status === "Success" && { freed_space: 4096, purged_blobs: digests.length, purged_manifests: 1 }),
    }),
    deleted: false,
    schedule: { type: "Manual" },
    creation_time: "2026-11-21T10:00:00.000Z",
    update_time: "2026-11-21T10:00:01.000Z",
  });

  const advance = (job: Job) => {
    if (job.status !== "Pending" && job.status !== "Running") return;
    job.looks += 1;
    if (job.looks === 1) job.status = "Running";
    if (job.looks === 2) job.log = lines(job, digests).slice(0, 100);
    if (job.looks < 3 || harbor.endsAs === "Running") return;
    job.status = harbor.endsAs;
    job.log = job.status === "Success" ? lines(job, digests) : `${lines(job, [])}failed to run gc in job.\n`;
  };

  const start = (body: string): Answer => {
    const { parameters, schedule } = JSON.parse(body) as { parameters: Record<string, unknown>; schedule: object };
    if (typeof parameters.workers !== "number" || parameters.workers < 1 || parameters.workers > 10)
      return [400, errors("BAD_REQUEST", "workers must be between 1 and 10")];
    if (JSON.stringify(schedule) !== '{"type":"Manual"}') return [400, errors("BAD_REQUEST", "unknown schedule")];
    if (harbor.jobs.some(({ status }) => status === "Running" || status === "Pending"))
      return [409, errors("CONFLICT", "garbage collection is already running")];
    const id = 100 + harbor.jobs.length;
    const { dry_run: dryRun, delete_untagged: untagged } = parameters;
    harbor.jobs.push({
      id,
      status: "Pending",
      dryRun: dryRun === true,
      untagged: untagged === true,
      looks: 0,
      log: "",
    });
    return [201, "", { location: `/api/v2.0/system/gc/${id}` }];
  };

  const scheduled = () => ({
    id: 1,
    job_name: "GARBAGE_COLLECTION",
    job_kind: "SCHEDULE",
    deleted: false,
    job_parameters: json(harbor.schedule?.parameters),
    schedule: harbor.schedule?.schedule,
  });

  const plan = (body: string): Answer => {
    const wanted = JSON.parse(body) as NonNullable<FakeHarbor["schedule"]>;
    const { type, cron = "" } = wanted.schedule;
    if (type !== "None" && !/^0( \S+){5}$/.test(cron)) return [400, errors("BAD_REQUEST", `invalid cron: ${cron}`)];
    harbor.schedule = type === "None" ? null : wanted;
    return [200, ""];
  };

  const answer = (request: IncomingMessage, body: string): Answer => {
    const call = `${request.method} ${request.url}`;
    harbor.requests.push(call);
    if (request.headers.authorization !== account) return [401, errors("UNAUTHORIZED", "unauthorized")];
    if (call === "GET /api/v2.0/systeminfo") return [200, json({ harbor_version: "v2.14.0-abcdef" })];
    if (call === "GET /api/v2.0/system/gc/schedule") return [200, harbor.schedule ? json(scheduled()) : ""];
    if (call === "PUT /api/v2.0/system/gc/schedule") return plan(body);
    if (call.startsWith("GET /api/v2.0/system/gc?")) return [200, json(harbor.jobs.map(shown))];
    if (call === "POST /api/v2.0/system/gc/schedule") return start(body);
    const [, id, log] = /^\/api\/v2\.0\/system\/gc\/(\d+)(\/log)?$/.exec(request.url ?? "") ?? [];
    const job = harbor.jobs.find((known) => known.id === Number(id));
    if (!job) return [404, errors("NOT_FOUND", `gc ${id} not found`)];
    if (log) return job.log === "" ? [404, errors("NOT_FOUND", "no log yet")] : [200, job.log];
    if (request.method === "PUT") job.status = "Stopped";
    else advance(job);
    return [200, request.method === "PUT" ? "" : json(shown(job))];
  };

  const server = createServer(async (request, response) => {
    const [status, content, headers] = answer(request, await text(request));
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(harbor, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

type Answer = [status: number, body: string, headers?: Record<string, string>];
const json = (value: unknown) => JSON.stringify(value);
const errors = (code: string, message: string) => json({ errors: [{ code, message }] });
