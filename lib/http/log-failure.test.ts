import { beforeEach, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { makeLogger } from "@/lib/logging/logger";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { logFailure } from "./log-failure";

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  forgetAllProcessWide();
  processWide("logger", () => makeLogger({ write: (line) => void lines.push(line) }, "info"));
});
const log = (error: unknown) => logFailure(error, new Request("http://127.0.0.1:3000/api/r/local?limit=1"), "id-1");

it("a registry's fault is in the log under the id that the person sees, with its reason and without a stack", () => {
  const cause = new Error("connect ECONNREFUSED");
  log(new AppError("registry-unreachable", "Local can't be reached.", { cause, context: { host: "local:5000" } }));
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "warn",
    time: expect.any(String),
    msg: "request failed",
    requestId: "id-1",
    method: "GET",
    path: "/api/r/local",
    code: "registry-unreachable",
    detail: "Local can't be reached.",
    context: { host: "local:5000" },
    cause: "connect ECONNREFUSED",
  });
});

it("what a client did wrong is not", () => {
  log(new AppError("tag-not-found", "No such tag."));
  expect(lines).toEqual([]);
});

it("a bug is, with its stack", () => {
  log(new TypeError("x is undefined"));
  expect(lines[0]).toContain("log-failure.test.ts");
});
