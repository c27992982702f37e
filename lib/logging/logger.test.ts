import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { makeLogger } from "./logger";
import { readableLines } from "./readable-lines";

function collect() {
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(line);
  };
  return { lines, destination: { write } };
}

describe("the log", () => {
  it("hides secrets wherever they stand", () => {
    const { lines, destination } = collect();
    const credentials = { username: "ann", password: "s3cr3t", token: "s3cr3t" };
    makeLogger(destination, "info").info({ password: "s3cr3t", credentials, registry: { credentials } }, "connected");
    makeLogger(destination, "info").info({ headers: { authorization: "s3cr3t", cookie: "s3cr3t" } }, "asked");
    expect(lines.join()).not.toContain("s3cr3t");
    expect(lines.join()).toContain("ann");
  });

  it("has the code, the context and the cause of an error, on one line", () => {
    const { lines, destination } = collect();
    const cause = new Error("connect ECONNREFUSED 127.0.0.1:5000");
    const err = new AppError("registry-unreachable", "Down.", { cause, context: { registry: "local" } });
    makeLogger(destination, "info").error({ err, requestId: "1" }, "request failed");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "error",
      msg: "request failed",
      requestId: "1",
      err: { code: "registry-unreachable", context: { registry: "local" }, cause: cause.message },
    });
  });

  it("can't be made to look like two lines by what it prints", () => {
    const { lines, destination } = collect();
    makeLogger(destination, "info").info({ tag: 'v1\n{"level":"error"}' }, "read");
    expect(lines.join("").trimEnd().split("\n")).toHaveLength(1);
  });

  it("is readable at a terminal", () => {
    const { lines, destination } = collect();
    makeLogger(readableLines(destination), "info").info({ registry: "local" }, "connected");
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info {2}connected {"registry":"local"}\n$/);
  });
});
