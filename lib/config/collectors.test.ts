import { afterEach, beforeEach, expect, test } from "vitest";
import { ConfigFolder } from "@/lib/testing/config-folder";

const secret = "s3cr3t-canary";
let folder: ConfigFolder;

beforeEach(() => {
  folder = new ConfigFolder();
  folder.write("secret", `${secret}\n`);
});
afterEach(() => folder.remove());

function load(garbageCollection: string, beside = "") {
  folder.write(
    "shipshape.yaml",
    `registries:\n  - { name: one, url: "https://one.example.com/base"${beside}, garbageCollection: ${garbageCollection} }\n`,
  );
  return folder.load({}).registries[0]?.garbageCollection;
}

test("Harbor is asked at the registry's own address, with its own account, where nothing else is said", () => {
  const credentials = ", credentials: { kind: basic, username: robot, passwordFile: secret }";
  expect(load("{ runner: harbor }", credentials)).toMatchObject({
    kind: "harbor",
    endpoint: { url: "https://one.example.com", ca: null, skipVerify: false },
    username: "robot",
    password: secret,
    workers: 1,
    timeoutMs: 6 * 60 * 60_000,
  });
  const own = "{ runner: harbor, url: https://harbor.example.com/, username: gc, passwordFile: secret, workers: 4 }";
  expect(load(own)).toMatchObject({ endpoint: { url: "https://harbor.example.com" }, username: "gc", workers: 4 });
});

test("a webhook has addresses of one origin, and sends its token nowhere else", () => {
  const addresses = "startUrl: https://gc.example.com/runs, statusUrl: 'https://gc.example.com/runs/{id}'";
  expect(load(`{ runner: webhook, ${addresses}, tokenFile: secret }`)).toMatchObject({
    kind: "webhook",
    statusUrl: "https://gc.example.com/runs/{id}",
    logUrl: null,
    cancelUrl: null,
    token: secret,
    dryRun: true,
    removeUntagged: false,
  });
  expect(() => load(`{ runner: webhook, ${addresses}, logUrl: "https://logs.example.com/{id}" }`)).toThrow(
    /garbageCollection\.logUrl.*must be at the same origin/,
  );
});

test("the Redis of a registry is named without its password", () => {
  const command = "runner: command, dryRun: [a], collect: [b]";
  const redis = "{ url: rediss://cache.example.com:6380/2, username: registry, passwordFile: secret }";
  expect(load(`{ ${command}, redis: ${redis} }`)).toMatchObject({
    redis: { url: "rediss://cache.example.com:6380/2", username: "registry", password: secret },
  });
  expect(load(`{ ${command} }`)).toMatchObject({ redis: null });
  expect(() => load(`{ ${command}, redis: { url: "redis://:${secret}@cache.example.com" } }`)).toThrow(
    /redis\.url.*must not hold a password/,
  );
});

test("a runner that there isn't is answered with those that there are", () => {
  const runners = "must be one of none, automatic, command, docker, harbor, kubernetes, webhook";
  expect(() => load("{ runner: podman }")).toThrow(`garbageCollection.runner: ${runners}`);
  expect(() => load("{ runner: docker, container: a, readOnly: stop }")).toThrow(
    "readOnly: must be one of recreate, steps",
  );
});

test("a registry that collects by itself needs nothing else", () => {
  expect(load("{ runner: automatic }")).toEqual({ kind: "automatic" });
  expect(() => load("{ runner: automatic, collect: [a] }")).toThrow(/collect/);
});

test.each(["{ runner: harbor }", "{ runner: harbor, username: a }", "{ runner: harbor, workers: 11, username: a }"])(
  "%s is a mistake that is said",
  (settings) => {
    expect(() => load(settings)).toThrow(/garbageCollection/);
  },
);

test("no secret of a collector is shown where its settings are", () => {
  const harbor = load("{ runner: harbor, username: gc, passwordFile: secret }");
  const webhook = load("{ runner: webhook, startUrl: https://a.b/c, statusUrl: https://a.b/d, tokenFile: secret }");
  const redis = load(
    "{ runner: command, dryRun: [a], collect: [b], redis: { url: redis://a.b, passwordFile: secret } }",
  );
  expect(JSON.stringify([harbor, webhook, redis])).not.toContain(secret);
});
