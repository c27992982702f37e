import { expect, test } from "vitest";
import { type Task, TaskQueue } from "./task-queue";

const aTask = (key: string): Task => ({ key, run: async () => undefined });

function takeAll(queue: TaskQueue): Task[] {
  const taken: Task[] = [];
  for (let task = queue.take(); task; task = queue.take()) taken.push(task);
  return taken;
}

test("the most urgent come first, of those the newest, and none twice", () => {
  const queue = new TaskQueue();
  queue.add("rest", [aTask("a"), aTask("b"), aTask("c")]);
  queue.add("moved", [aTask("d")]);
  queue.add("moved", [aTask("e"), aTask("b")]);
  queue.add("sight", [aTask("c")]);
  queue.add("newest", [aTask("c")]);
  expect(takeAll(queue).map(({ key }) => key)).toEqual(["c", "e", "b", "d", "a"]);
});

test("what has moved while it is looked at is looked at once more, after that look", () => {
  const queue = new TaskQueue();
  const [first, second, third] = [aTask("a"), aTask("a"), aTask("a")];
  queue.add("rest", [first]);
  expect(queue.take()).toBe(first);
  queue.add("sight", [aTask("a")]);
  queue.add("moved", [second]);
  queue.add("moved", [third]);
  expect(queue.take()).toBeNull();
  queue.ran(first);
  queue.done(first);
  expect(queue.isIdle).toBe(false);
  expect(queue.take()).toBe(third);
  queue.ran(third);
  expect([queue.isIdle, queue.size]).toEqual([true, 1]);
  queue.done(third);
  expect(queue.size).toBe(0);
});

test("what ran is not asked for again until it is written, unless it has moved", () => {
  const queue = new TaskQueue();
  const first = aTask("a");
  queue.add("rest", [first]);
  queue.take();
  queue.ran(first);
  queue.add("sight", [aTask("a")]);
  expect(queue.take()).toBeNull();
  const again = aTask("a");
  queue.add("moved", [again]);
  queue.done(first);
  expect(queue.take()).toBe(again);
});

test("one that is asked for by who knows more takes the place of the one that waits", () => {
  const queue = new TaskQueue();
  const better = aTask("a");
  queue.add("sight", [aTask("a")]);
  queue.add("moved", [better]);
  expect(takeAll(queue)).toEqual([better]);
});

test("one that could not be done waits with its urgency", () => {
  const queue = new TaskQueue();
  const task = aTask("a");
  queue.add("sight", [task]);
  queue.take();
  queue.putBack(task);
  queue.add("moved", [aTask("b")]);
  expect(takeAll(queue).map(({ key }) => key)).toEqual(["a", "b"]);
});
