import { expect, test } from "vitest";
import { tellPhase } from "./build-console.mjs";
import { busyHint } from "./run-step.mjs";

test("a long step on a busy machine says that it is the machine", () => {
  expect(busyHint(60_000, 14.2, 2)).toBe("(this machine is busy: 14 programs want its 2 processors)");
  expect(busyHint(60_000, 1.5, 2)).toBe("");
  expect(busyHint(5_000, 14.2, 2)).toBe("");
});

test("a build says in plain words what it is at", () => {
  expect(tellPhase("   Creating an optimized production build ...")).toBe("compiling the pages and the server");
  expect(tellPhase("Collecting build traces ...")).toBe("collecting what the server needs");
  expect(tellPhase("something new")).toBe("something new");
});
