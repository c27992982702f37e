import { execFileSync } from "node:child_process";
import { createClient } from "@redis/client";
import { beforeEach, describe, expect, test } from "vitest";
import { deleteTestManifest, pushTestImage } from "@/lib/testing/push-to-registry";
import { findRealPrograms, type RealRegistry, startRealRegistry } from "@/lib/testing/real-registry";
import { findRedis, startRedis } from "@/lib/testing/redis-server";
import { emptyRedis } from "./empty-redis";

const redis = findRedis();
const programs = findRealPrograms().filter(({ kind }) => kind !== "zot");
const password = "of the cache";
const notes: string[] = [];
const context = {
  runId: "1",
  dataDir: "",
  signal: new AbortController().signal,
  log: { note: (text: string) => notes.push(text), output: () => {}, flush: async () => {} },
};

describe.runIf(redis).each(programs)("$kind with its blobs in Redis", (program) => {
  let registry: RealRegistry;
  let port: number;

  beforeEach(async () => {
    const cache = await startRedis(redis ?? "", password);
    port = cache.port;
    registry = await startRealRegistry(program, { redisPort: port, redisPassword: password });
    return async () => {
      await registry.close();
      await cache.close();
    };
  });

  const answer = async (digest: string) =>
    (await fetch(`${registry.url}/v2/app/blobs/${digest}`, { method: "HEAD" })).status;

  test("answers for removed blobs until its Redis is emptied, and nobody else's keys go", async () => {
    const others = await createClient({ url: `redis://127.0.0.1:${port}`, password }).connect();
    await others.set("session:1", "of somebody else");
    const image = await pushTestImage(registry.url, "app", "1", ["layer"]);
    const [config = ""] = image.blobs;
    expect(await answer(config)).toBe(200);
    await deleteTestManifest(registry.url, "app", image.digest);
    execFileSync(program.path, ["garbage-collect", registry.configFile], { stdio: "ignore" });
    expect(await answer(config)).toBe(200);
    await emptyRedis({ url: `redis://127.0.0.1:${port}`, username: null, password })(context);
    expect(await answer(config)).toBe(404);
    expect(await others.keys("*")).toEqual(["session:1"]);
    expect(notes.at(-1)).toMatch(/has forgotten the blobs of the registry \(\d+ keys\)/);
    others.destroy();
  });

  test("one that refuses the password is a failure that says what to do by hand", async () => {
    const step = emptyRedis({ url: `redis://127.0.0.1:${port}`, username: null, password: "wrong" });
    await expect(step(context)).rejects.toMatchObject({
      code: "runner-unreachable",
      detail: expect.stringMatching(/WRONGPASS.*Delete its keys blobs::\* and repository::\*/),
    });
  });
});

test("one that nobody answers for is a failure too", async () => {
  const step = emptyRedis({ url: "redis://127.0.0.1:1", username: null, password: null });
  await expect(step(context)).rejects.toMatchObject({ code: "runner-unreachable" });
});
