import { isDeepStrictEqual } from "node:util";
import type { Json } from "./json-patch";

/** The processes behind the pods. */
export type Machine = {
  /** Makes exactly these registries run; resolves when they answer, or when the others no longer do. */
  serve(registries: { env: Record<string, string> }[]): Promise<void>;
  /** Runs a Job's container; resolves with its exit code. */
  run(container: Json, print: (line: string) => void, killed: AbortSignal): Promise<number>;
};

type LogLine = { time: string; text: string };
export type JobRun = { lines: LogLine[]; exitCode: number | null; onChange: Set<() => void>; kill: AbortController };

const node = "node-a";
const now = () => new Date().toISOString();

const envOf = (pod: Json): Record<string, string> =>
  Object.fromEntries((pod.spec.containers[0].env ?? []).map(({ name, value }: Json) => [name, value]));

/**
 * The objects of a namespace, and controllers that advance one step per call of `step`: so tests can see every
 * intermediate state, and nothing depends on timing.
 */
export class World {
  private version = 100;
  private names = 0;
  private template: Json = null;
  readonly pods: Json[] = [];
  readonly jobs: Json[] = [];
  readonly events: Json[] = [];
  readonly claims: Record<string, Json> = {};
  readonly scalers: Json[] = [];
  readonly runs = new Map<string, JobRun>();
  /** What happens to a Job's pod instead of starting. */
  trouble: { conditions?: Json[]; waiting?: Json; terminated?: Json } | null = null;

  constructor(
    public workload: Json,
    private readonly machine: Machine,
  ) {
    this.stamp(workload);
  }

  stamp(object: Json): Json {
    object.metadata.resourceVersion = String(++this.version);
    return object;
  }

  /** Replaces the workload; only a changed spec increases the generation. */
  replaceWorkload(next: Json): Json {
    if (!isDeepStrictEqual(next.spec, this.workload.spec)) next.metadata.generation += 1;
    this.workload = this.stamp(next);
    return next;
  }

  addJob(job: Json): Json {
    this.jobs.push(this.stamp(job));
    return job;
  }

  removeJob(name: string): boolean {
    const at = this.jobs.findIndex(({ metadata }) => metadata.name === name);
    if (at >= 0) this.jobs.splice(at, 1);
    return at >= 0;
  }

  /** Steps until there is nothing more to do. */
  async settle(): Promise<void> {
    while (await this.step()) {
      // Each step is one state.
    }
  }

  /** Advances one step; returns false if there was nothing to do. */
  async step(): Promise<boolean> {
    return (await this.stepJobs()) || this.noteStatus() || (await this.stepWorkload()) || this.noteStatus();
  }

  private noteStatus(): boolean {
    const { metadata, spec } = this.workload;
    const mine = this.registries().filter((pod) => !pod.metadata.deletionTimestamp);
    const count = (pods: Json[]) => (pods.length > 0 ? pods.length : undefined);
    const status = JSON.parse(
      JSON.stringify({
        observedGeneration: metadata.generation,
        replicas: count(mine),
        updatedReplicas: count(mine.filter((pod) => pod.template === JSON.stringify(spec.template))),
        availableReplicas: count(mine.filter((pod) => pod.status.phase === "Running")),
      }),
    );
    if (isDeepStrictEqual(status, this.workload.status)) return false;
    this.workload = this.stamp({ ...this.workload, status });
    return true;
  }

  private registries = () => this.pods.filter((pod) => pod.template !== undefined);

  private serve(): Promise<void> {
    const running = this.registries().filter(({ status }) => status.phase === "Running");
    return this.machine.serve(running.map((pod) => ({ env: envOf(pod) })));
  }

  private async stepWorkload(): Promise<boolean> {
    const { spec, kind } = this.workload;
    // A paused rollout keeps its template.
    if (!spec.paused || !this.template) this.template = spec.template;
    const current = this.registries().filter((pod) => !pod.metadata.deletionTimestamp);
    const fresh = current.filter((pod) => pod.template === JSON.stringify(this.template));
    const old = current.filter((pod) => !fresh.includes(pod));
    const ending = this.registries().filter((pod) => pod.metadata.deletionTimestamp);
    const endsFirst = kind === "StatefulSet" || spec.strategy?.type === "Recreate" || spec.replicas === 0;
    const starting = fresh.find((pod) => pod.status.phase === "Pending");
    if (ending[0] && (endsFirst || (!starting && fresh.length >= spec.replicas))) return this.remove(ending[0]);
    if (endsFirst && old[0]) return this.end(old[0]);
    if (fresh.length > spec.replicas) return this.end(fresh[0]);
    if (fresh.length < spec.replicas) return this.addRegistry();
    if (starting) return this.start(starting);
    return old[0] ? this.end(old[0]) : false;
  }

  private addRegistry(): boolean {
    const { metadata, spec } = this.template;
    const pod = this.podOf(`registry-${++this.names}`, metadata, spec);
    this.pods.push({ ...pod, template: JSON.stringify(this.template) });
    return true;
  }

  private podOf(name: string, metadata: Json, spec: Json): Json {
    const pending = { phase: "Pending", containerStatuses: [] };
    return this.stamp({
      metadata: { ...structuredClone(metadata), name, namespace: "registry" },
      spec: { ...structuredClone(spec), nodeName: node },
      status: pending,
    });
  }

  private async start(pod: Json): Promise<boolean> {
    pod.status = { phase: "Running", containerStatuses: [{ name: "registry", state: { running: {} } }] };
    await this.serve();
    return true;
  }

  private end(pod: Json): boolean {
    pod.metadata.deletionTimestamp = now();
    return true;
  }

  private async remove(pod: Json): Promise<boolean> {
    this.pods.splice(this.pods.indexOf(pod), 1);
    await this.serve();
    return true;
  }

  private async stepJobs(): Promise<boolean> {
    for (const job of this.jobs) {
      const pod = this.pods.find(({ owner }) => owner === job.metadata.name);
      if (!pod) {
        if (job.status?.conditions || this.trouble?.conditions?.length === 0) continue;
        const { metadata, spec } = job.spec.template;
        const made = this.podOf(`${job.metadata.name}-${++this.names}`, metadata, spec);
        this.pods.push({ ...made, owner: job.metadata.name });
        return true;
      }
      if (this.stepJobPod(job, pod)) return true;
    }
    const orphan = this.pods.find(
      ({ owner }) => owner !== undefined && !this.jobs.some(({ metadata }) => metadata.name === owner),
    );
    if (!orphan) return false;
    if (!orphan.metadata.deletionTimestamp) {
      orphan.metadata.deletionTimestamp = now();
      this.runs.get(orphan.metadata.name)?.kill.abort();
    } else this.pods.splice(this.pods.indexOf(orphan), 1);
    return true;
  }

  private stepJobPod(job: Json, pod: Json): boolean {
    const { name } = pod.spec.containers[0];
    const run = this.runs.get(pod.metadata.name);
    if (pod.status.phase === "Pending") {
      if (this.trouble) {
        const { conditions, ...state } = this.trouble;
        pod.status = {
          phase: state.terminated ? "Failed" : "Pending",
          conditions,
          containerStatuses: [{ name, state }],
        };
        return false;
      }
      pod.status = { phase: "Running", containerStatuses: [{ name, state: { running: {} } }] };
      this.runs.set(pod.metadata.name, this.begin(pod.spec.containers[0]));
      return true;
    }
    if (pod.status.phase !== "Running" || run?.exitCode == null) return false;
    const exitCode = run.exitCode;
    pod.status = {
      phase: exitCode === 0 ? "Succeeded" : "Failed",
      containerStatuses: [
        { name, state: { terminated: { exitCode, reason: exitCode === 0 ? "Completed" : "Error" } } },
      ],
    };
    job.status = { conditions: [{ type: exitCode === 0 ? "Complete" : "Failed", status: "True" }] };
    return true;
  }

  private begin(container: Json): JobRun {
    const run: JobRun = { lines: [], exitCode: null, onChange: new Set(), kill: new AbortController() };
    const tell = () => {
      for (const listener of run.onChange) listener();
    };
    // A node's timestamps have nine decimals, and two lines may have the same timestamp.
    const print = (text: string) => {
      run.lines.push({ time: `2026-01-01T00:00:00.${String(run.lines.length >> 1).padStart(9, "0")}Z`, text });
      tell();
    };
    void this.machine.run(container, print, run.kill.signal).then((exitCode) => {
      run.exitCode = exitCode;
      tell();
    });
    return run;
  }
}
