import "server-only";

export type Task = {
  /** What the task is about: of two tasks with the same key only one waits. */
  key: string;
  run(): Promise<void>;
};

/**
 * The order of tasks: `sight`, `moved`, `names` (lists), `newest`, `rest`; within one urgency, the last added first.
 */
export type Urgency = "sight" | "moved" | "names" | "newest" | "rest";

/** `ran`: what the task found may not be written yet. */
type State = "waiting" | "running" | "ran";

type Known = {
  task: Task;
  urgency: Urgency;
  state: State;
  /** The task to run after the running one, which may have looked too early. */
  next: Task | null;
};

const order: Urgency[] = ["sight", "moved", "names", "newest", "rest"];

/**
 * Holds tasks by urgency. Each is known by its key from when it is added until it is done; only one task with a key
 * runs at a time.
 */
export class TaskQueue {
  readonly #lanes: Record<Urgency, string[]> = { sight: [], moved: [], names: [], newest: [], rest: [] };
  readonly #known = new Map<string, Known>();
  readonly #counts: Record<State, number> = { waiting: 0, running: 0, ran: 0 };

  /**
   * Adds tasks before those of the same urgency; a task that already waits with less urgency moves up. If something has
   * moved while it is looked at, it is looked at again.
   */
  add(urgency: Urgency, tasks: Task[]): void {
    const fresh = tasks.filter((task) => this.#enter(task, urgency));
    this.#lanes[urgency] = [...fresh.map(({ key }) => key), ...this.#lanes[urgency]];
  }

  /** Returns true if the task gets a place in the lane. */
  #enter(task: Task, urgency: Urgency): boolean {
    const known = this.#known.get(task.key);
    const moved = urgency === "moved";
    if (known?.state === "running") {
      if (moved) known.next = task;
      return false;
    }
    if (known?.state === "ran" && !moved) return false;
    if (known?.state === "waiting" && order.indexOf(urgency) >= order.indexOf(known.urgency)) {
      // The waiting task is at least as urgent, but may know less about what it looks for.
      if (moved) known.task = task;
      return false;
    }
    if (known) this.#counts[known.state]--;
    this.#counts.waiting++;
    this.#known.set(task.key, { task, urgency, state: "waiting", next: null });
    return true;
  }

  /** Returns the next task of at least this urgency, or null; the task keeps its key until `done`. */
  take(least: Urgency = "rest"): Task | null {
    for (const urgency of order) {
      const lane = this.#lanes[urgency];
      for (let key = lane.shift(); key !== undefined; key = lane.shift()) {
        const known = this.#known.get(key);
        // A task that moved up is in two lanes; only the more urgent one counts.
        if (known?.state !== "waiting" || known.urgency !== urgency) continue;
        this.#enterState(known, "running");
        return known.task;
      }
      if (urgency === least) return null;
    }
    return null;
  }

  /** Puts back a task that could not be done now. */
  putBack({ key }: Task): void {
    const known = this.#known.get(key);
    if (known) this.#wait(known, known.next ?? known.task, known.urgency);
  }

  /** Marks the task as run: it keeps its key until `done`, or waits again if it was requested meanwhile. */
  ran({ key }: Task): void {
    const known = this.#known.get(key);
    if (!known) return;
    if (known.next) this.#wait(known, known.next, "moved");
    else this.#enterState(known, "ran");
  }

  #wait(known: Known, task: Task, urgency: Urgency): void {
    this.#enterState(known, "waiting");
    Object.assign(known, { task, urgency, next: null });
    this.#lanes[urgency].unshift(task.key);
  }

  /** Frees the key of a task whose findings are written. */
  done({ key }: Task): void {
    if (this.#known.get(key)?.state !== "ran") return;
    this.#known.delete(key);
    this.#counts.ran--;
  }

  #enterState(known: Known, state: State): void {
    this.#counts[known.state]--;
    this.#counts[state]++;
    known.state = state;
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  get size(): number {
    return this.#known.size;
  }

  /** The number of tasks that wait for their turn. */
  get waiting(): number {
    return this.#counts.waiting;
  }

  /** True while no task waits or runs. */
  get isIdle(): boolean {
    return this.#known.size === this.#counts.ran;
  }
}
