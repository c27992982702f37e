import "server-only";

export type Task = {
  /** What it is about: of two tasks with one key only the first is kept. */
  key: string;
  run(): Promise<void>;
};

/** What must be done next: `sight` before `moved` before `newest` before `rest`; the newest look comes first. */
export type Urgency = "sight" | "moved" | "newest" | "rest";

const order: Urgency[] = ["sight", "moved", "newest", "rest"];

/** Tasks by urgency, each known by its key from when it is added until it is done. */
export class TaskQueue {
  readonly #lanes: Record<Urgency, Task[]> = { sight: [], moved: [], newest: [], rest: [] };
  readonly #urgency = new Map<string, Urgency>();
  readonly #taken = new Set<string>();

  /** Adds tasks before those of the same urgency; what waits already with less urgency moves up. */
  add(urgency: Urgency, tasks: Task[]): void {
    const fresh = tasks.filter(({ key }) => this.#comesSooner(key, urgency));
    for (const { key } of fresh) this.#urgency.set(key, urgency);
    this.#lanes[urgency] = [...fresh, ...this.#lanes[urgency]];
  }

  #comesSooner(key: string, urgency: Urgency): boolean {
    const known = this.#urgency.get(key);
    if (this.#taken.has(key)) return false;
    return known === undefined || order.indexOf(urgency) < order.indexOf(known);
  }

  /** The next task down to the given urgency; it keeps its key until `done`. */
  take(least: Urgency = "rest"): Task | null {
    for (const urgency of order) {
      const lane = this.#lanes[urgency];
      for (let task = lane.shift(); task; task = lane.shift()) {
        // One that moved up is in two lanes; it counts where it is more urgent.
        if (this.#urgency.get(task.key) !== urgency || this.#taken.has(task.key)) continue;
        this.#taken.add(task.key);
        return task;
      }
      if (urgency === least) return null;
    }
    return null;
  }

  /** Puts back a task that could not be done now. */
  putBack(task: Task): void {
    this.#taken.delete(task.key);
    this.#lanes[this.#urgency.get(task.key) ?? "rest"].unshift(task);
  }

  done({ key }: Task): void {
    this.#urgency.delete(key);
    this.#taken.delete(key);
  }

  has(key: string): boolean {
    return this.#urgency.has(key);
  }

  get size(): number {
    return this.#urgency.size;
  }
}
