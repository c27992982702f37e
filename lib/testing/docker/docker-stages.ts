import { request } from "node:http";
import { json } from "node:stream/consumers";
import { findRegistryPrograms } from "@/lib/testing/registry-programs";
import { startFakeDocker } from "./fake-docker/fake-docker";
import { fakeImages } from "./fake-docker/images";

/** A Docker Engine to test with, and the registry image that it has. */
export type DockerStage = {
  name: string;
  image: string;
  open(): Promise<{ endpoint: string; close(): Promise<void> }>;
};

/**
 * Returns fake engines with the real registries of this machine, and the real engine that TEST_DOCKER_ENGINE names
 * (`unix://…`) with the images of TEST_DOCKER_IMAGES (`registry:3,…`). Warns if there is no real engine.
 */
export function findDockerStages(): DockerStage[] {
  const fakes = findRegistryPrograms().map((program) => ({
    name: `a fake engine with registry ${program.version}`,
    image: program.version === "3" ? "registry:3" : "registry:2",
    open: () => startFakeDocker(fakeImages([program])),
  }));
  const endpoint = process.env.TEST_DOCKER_ENGINE;
  if (!endpoint) console.warn("SKIPPED: TEST_DOCKER_ENGINE names no Docker Engine; what needs a real one doesn't run");
  const images = endpoint ? (process.env.TEST_DOCKER_IMAGES ?? "registry:3").split(",") : [];
  const open = async () => ({ endpoint: endpoint ?? "", close: async () => undefined });
  return [...fakes, ...images.map((image) => ({ name: `a real engine with ${image}`, image, open }))];
}

export type EngineAnswer = { status: number; body: Record<string, unknown> };

/** Sends a request to an engine as another client does, such as the docker command. */
export function askEngine(endpoint: string, method: string, target: string, body?: unknown): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const socketPath = endpoint.slice("unix://".length);
    const options = { socketPath, path: `/v1.41${target}`, method, headers: { "content-type": "application/json" } };
    request(options, async (response) => {
      const read = await json(response).catch(() => ({}));
      resolve({ status: response.statusCode ?? 0, body: read as EngineAnswer["body"] });
    })
      .on("error", reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}
