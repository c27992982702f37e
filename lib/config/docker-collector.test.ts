import { describe, expect, test } from "vitest";
import { dockerSchema, resolveDocker } from "./docker-collector";
import { Mistakes } from "./mistakes";

const minimal = { runner: "docker", container: "registry" };
const parse = (settings: object) => dockerSchema.safeParse({ ...minimal, ...settings });

function resolve(settings: object) {
  const mistakes = new Mistakes();
  const entry = { source: { env: {} } as never, mistakes, directory: "", place: "here" };
  return { collector: resolveDocker(entry, dockerSchema.parse({ ...minimal, ...settings })), mistakes };
}

describe("a Docker runner", () => {
  test("needs nothing but the container's name", () => {
    const { collector, mistakes } = resolve({});
    expect(mistakes.any).toBe(false);
    expect(collector).toMatchObject({
      kind: "docker",
      container: "registry",
      readOnly: { by: "recreate" },
      program: null,
      config: null,
      endpoint: { url: "unix:///var/run/docker.sock" },
      timeoutMs: 21_600_000,
      allowWritable: false,
      redis: null,
    });
  });

  test.each(["-v", "--help", "", "a/b", "a b", "../json", "a?force=1", "a#", "ä", "x".repeat(256)])(
    "takes no container %j",
    (container) => expect(parse({ container }).success).toBe(false),
  );

  test.each([
    { program: "-c" },
    { program: " registry" },
    { program: "" },
    { config: "config.yml" },
    { config: "--dry-run" },
    { readOnly: "never" },
    { container: ["registry"] },
  ])("refuses %j", (settings) => expect(parse(settings).success).toBe(false));

  test.each([
    ["unix://relative.sock", "must be unix:///path/of/the/socket"],
    ["tcp://docker:2375", "must be unix:///path/of/the/socket"],
    ["https://user:secret@docker:2376", "must not hold a user name"],
  ])("can't be asked at %s", (endpoint, words) => {
    const { mistakes } = resolve({ endpoint });
    expect(() => mistakes.throwIfAny()).toThrow(words);
  });

  test("is asked at a socket proxy or over TCP as well", () => {
    expect(resolve({ endpoint: "http://socket-proxy:2375/" }).collector.endpoint.url).toBe("http://socket-proxy:2375");
  });

  test("has steps only where it doesn't make a stand-in, and both of them", () => {
    const [before, after] = [["true"], ["false"]];
    expect(() => resolve({ before, after }).mistakes.throwIfAny()).toThrow("for `readOnly: steps`");
    expect(() => resolve({ readOnly: "steps", before }).mistakes.throwIfAny()).toThrow("both before and after");
    const { collector, mistakes } = resolve({ readOnly: "steps", before, after });
    expect([mistakes.any, collector.readOnly]).toEqual([false, { by: "steps", before, after }]);
  });
});
