import { describe, expect, test } from "vitest";
import { configPlatform, parseImageConfig } from "./image-config";

const parse = (json: unknown) => parseImageConfig(Buffer.from(JSON.stringify(json)));
const base = { os: "linux", architecture: "amd64", created: "2026-03-01T10:00:00Z" };

describe("an image config with an odd value", () => {
  test("shows numbers as text, and lists them", () => {
    const { config, oddities } = parse({
      ...base,
      config: { User: 1000, Labels: { build: 89526235, ok: "yes", nothing: null }, Env: ["A=1", 2, null] },
    });
    expect(config.User).toBe("1000");
    expect(config.Labels).toEqual({ build: "89526235", ok: "yes", nothing: "" });
    expect(config.Env).toEqual(["A=1", "2"]);
    expect(oddities).toEqual([
      "`config.User` is a number",
      "`config.Env[1]` is a number",
      "`config.Env[2]` is null",
      "`config.Labels.build` is a number",
      "`config.Labels.nothing` is null",
    ]);
  });

  test("reads ports and volumes that are a list, and a bare entrypoint", () => {
    const { config } = parse({
      config: { ExposedPorts: ["8080/tcp", 9090], Volumes: ["/data"], Entrypoint: "/bin/a" },
    });
    expect([config.ExposedPorts, config.Volumes, config.Entrypoint]).toEqual([
      ["8080/tcp", "9090"],
      ["/data"],
      ["/bin/a"],
    ]);
  });

  test("reads an environment that is an object, and labels that are a list", () => {
    const { config } = parse({ config: { Env: { A: "1", B: 2 }, Labels: ["a=b", "c"] } });
    expect([config.Env, config.Labels]).toEqual([["A=1", "B=2"], { a: "b", c: "" }]);
  });

  test("takes no null for odd", () => {
    const nulls = {
      Env: null,
      Cmd: null,
      Entrypoint: null,
      Labels: null,
      ExposedPorts: null,
      Volumes: null,
      User: null,
    };
    const { config, history, oddities } = parse({ ...base, config: nulls, history: null, author: null, variant: null });
    expect([config.Env, config.Labels, history, oddities]).toEqual([[], {}, [], []]);
  });

  test("skips a step that is null, and keeps the others", () => {
    const { history, oddities } = parse({ history: [null, { created_by: "RUN make", created: 7 }, "COPY . ."] });
    expect(history.map((step) => step.created_by)).toEqual(["RUN make", "COPY . ."]);
    expect(oddities).toEqual(["`history[0]` is null", "`history[1].created` is a number", "`history[2]` is a text"]);
  });

  test.each([
    [1_700_000_000, "`created` is a number"],
    ["2022-02-21T14:44:59+00:00Z", "`created` is not a date"],
    [["2022"], "`created` is a list"],
  ])("has no date where `created` is %j", (created, oddity) => {
    const config = parse({ ...base, created });
    expect([config.created, config.oddities, configPlatform(config)]).toEqual([null, [oddity], "linux/amd64"]);
  });

  test.each([[{ config: [] }], [{ config: "x", history: {}, os: {}, architecture: [] }], [{ rootfs: null }], [{}]])(
    "is read: %j",
    (json) => {
      expect(configPlatform(parse(json))).toBeNull();
    },
  );

  test("says at most a hundred things, however odd it is", () => {
    const labels = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`l${at}`, at]));
    expect(parse({ config: { Labels: labels } }).oddities).toHaveLength(100);
  });
});

test.each(["[]", '"x"', "null", "{"])("what is no object is refused: %s", (text) => {
  expect(() => parseImageConfig(Buffer.from(text))).toThrow();
});
