import "server-only";
import type { ItemProblem } from "@/lib/contract/problem";
import type { AppError } from "@/lib/errors/app-error";
import { toProblem } from "@/lib/errors/problem";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { logger } from "@/lib/logging/logger";
import type { RegistryConnection } from "@/lib/registry/connection";
import { clearRegistryProblem, updateIndexedRegistry } from "@/lib/registry-index/tags/indexed-registry-store";
import { flushWrites, writingProblem } from "@/lib/registry-index/writing/write-behind";
import { inSpan } from "@/lib/tracing/in-span";
import { Changes } from "./changes";
import { isOutage, Pace } from "./pace";
import { RequestRate } from "./request-rate";
import { type Task, TaskQueue, type Urgency } from "./task-queue";

// Finished tasks keep their keys until what they read is written: until then the database doesn't show it.
const mostFinished = 100;
const longestWaitMs = 60_000;
// Tasks that are running at the stop may still succeed; an answer that doesn't arrive in this time is not awaited.
const stopMs = 2_000;

/**
 * Performs tasks on one registry, the most urgent first, and no more at once than the registry can bear. A task that an
 * outage cut off waits until the registry is back.
 */
export class RegistryIndexer {
  readonly changes: Changes;
  /** True for a pull-through cache, which fetches everything that is requested: only names are read there. */
  namesOnly = false;
  readonly #queue = new TaskQueue();
  readonly #pace: Pace;
  readonly #rate: RequestRate;
  /**
   * What the database certainly says about the registry; null if unknown: at the start it may hold an outage of days
   * ago.
   */
  #recorded: "out of reach" | "well" | null = null;
  #finished: Task[] = [];
  readonly #running = new Set<Promise<void>>();
  #wake: () => void = () => undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly connection: RegistryConnection,
    readonly signal: AbortSignal,
  ) {
    const { concurrency, requestsPerSecond } = connection.config.indexing;
    this.#pace = new Pace(concurrency);
    this.#rate = new RequestRate(requestsPerSecond, connection.traffic);
    this.changes = new Changes(this.registry);
  }

  get registry(): string {
    return this.connection.config.name;
  }

  /** Adds tasks that are not known yet, before others of that urgency. */
  add(urgency: Urgency, tasks: Task[]): void {
    this.#queue.add(urgency, tasks);
    this.#wake();
  }

  /** The number of tasks that wait, run, or ran and are not written yet. */
  get known(): number {
    return this.#queue.size;
  }

  isKnown(key: string): boolean {
    return this.#queue.has(key);
  }

  /** Resolves when fewer than `count` tasks wait for their turn. */
  async untilFewerWait(count: number): Promise<void> {
    while (this.#queue.waiting >= count && !this.signal.aborted) await this.#untilProgress();
  }

  /** Resolves when no task waits or runs, and what they read is in the database. */
  async untilDone(): Promise<void> {
    for (;;) {
      await this.#forgetFinished();
      if (this.#queue.size === 0 || this.signal.aborted) return;
      await this.#untilProgress();
    }
  }

  /** Performs tasks until the signal is aborted, and then lets the running tasks finish. */
  async run(): Promise<void> {
    this.signal.addEventListener("abort", () => this.#wake());
    while (!this.signal.aborted) {
      const problem = writingProblem();
      if (problem && this.#pace.waitMs() === 0) this.#pace.failed(problem);
      await this.#untilWoken(this.#startTasks());
    }
    await withTimeLimit(stopMs, Promise.all(this.#running));
    await this.#forgetFinished();
    this.changes.close();
  }

  #startTasks(): number {
    for (;;) {
      const pauseMs = Math.max(this.#pace.waitMs(), this.#rate.waitMs());
      if (pauseMs > 0) return pauseMs;
      const task = this.#running.size < this.#pace.allowed ? this.#queue.take() : null;
      this.#tellProgress();
      if (!task) return longestWaitMs;
      const running = this.#perform(task).finally(() => {
        this.#running.delete(running);
        this.#wake();
      });
      this.#running.add(running);
    }
  }

  #untilWoken(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, atMostMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Whether the registry answered the latest request. */
  get isReachable(): boolean {
    return this.#pace.problem === null;
  }

  async #perform(task: Task): Promise<void> {
    const startedAt = performance.now();
    try {
      const attributes = { "shipshape.registry": this.registry };
      await inSpan(`index ${task.key.split(" ", 1)[0]}`, { attributes }, () => task.run());
      this.#pace.succeeded(performance.now() - startedAt);
      // Recorded only after the success: a failure that arrives meanwhile is a new one, and must not be cleared by
      // this.
      if (this.#recorded !== "well") await this.#record(null);
      this.#finish(task);
    } catch (error) {
      if (isOutage(error)) await this.#waitFor(task, error);
      else {
        logger().error({ err: error, registry: this.registry, task: task.key }, "the index could not take something");
        this.#finish(task);
      }
    }
  }

  #finish(task: Task): void {
    this.#queue.ran(task);
    this.#finished.push(task);
    if (this.#finished.length >= mostFinished || this.#queue.isIdle) void this.#forgetFinished();
  }

  async #forgetFinished(): Promise<void> {
    do {
      const finished = this.#finished;
      this.#finished = [];
      await flushWrites();
      for (const task of finished) this.#queue.done(task);
      // The last task that finishes meanwhile finds others unwritten and leaves itself to this loop.
    } while (this.#finished.length > 0 && this.#queue.isIdle);
    this.#tellProgress();
  }

  #untilProgress(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #tellProgress(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async #waitFor(task: Task, error: AppError): Promise<void> {
    const isNew = this.#pace.problem === null;
    this.#pace.failed(error);
    this.#queue.putBack(task);
    if (!isNew) return;
    logger().warn({ registry: this.registry, code: error.code }, "the registry is out of reach; its index waits");
    await this.#record(toProblem(error));
  }

  async #record(problem: ItemProblem | null): Promise<void> {
    // Another console may read the registry already.
    if (this.signal.aborted) return;
    this.#recorded = problem === null ? "well" : "out of reach";
    try {
      if (problem === null) await clearRegistryProblem(this.registry);
      else await updateIndexedRegistry(this.registry, { problem: JSON.stringify(problem) });
      this.changes.note(null);
    } catch (error) {
      this.#recorded = null;
      // No caller awaits a task: an error that it throws ends the thread.
      logger().warn({ err: error, registry: this.registry }, "the state of the registry could not be recorded");
    }
  }
}
