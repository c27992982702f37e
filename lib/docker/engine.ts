import "server-only";
import { z } from "zod";
import type { ServiceEndpoint } from "@/lib/config/service-endpoint";
import { AppError } from "@/lib/errors/app-error";
import { openService, type ServiceClient, type ServiceRequest } from "@/lib/service-client/service-client";
import { explainEngineFailure } from "./explain-engine-failure";

/** A Docker Engine, called with one version of its API; paths begin after the version. */
export type Engine = Pick<ServiceClient, "send" | "ask" | "stream"> & { version: string; apiVersion: string };

const versionSchema = z.object({
  Version: z.string().max(100),
  ApiVersion: z.string().regex(/^1\.\d{1,3}$/),
  MinAPIVersion: z
    .string()
    .regex(/^1\.\d{1,3}$/)
    .default("1.24"),
});

const versionMs = 10_000;
// Every call used here exists in all versions between. Newer engines return more than is needed; in older ones, exec
// has no Env.
const oldestMinor = 25;
const newestMinor = 44;

const minorOf = (version: string) => Number(version.slice("1.".length));

/**
 * Returns the newest API version that both sides support, or the engine's oldest if that is newer than all known here.
 */
export function chooseApiVersion({ ApiVersion, MinAPIVersion }: { ApiVersion: string; MinAPIVersion: string }): string {
  const newest = minorOf(ApiVersion);
  if (newest < oldestMinor)
    throw new AppError(
      "runner-refused",
      `This Docker Engine speaks version ${ApiVersion} of its API; at least 1.${oldestMinor} is needed (Docker 1.13).`,
    );
  return `1.${Math.max(Math.min(newest, newestMinor), minorOf(MinAPIVersion))}`;
}

/**
 * Calls `work` with the Docker Engine at that endpoint. Throws `runner-unreachable` if no engine answers, and
 * `runner-refused` if it refuses or its answer makes no sense.
 */
export async function withEngine<T>(
  endpoint: ServiceEndpoint,
  signal: AbortSignal,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const service = openService("Docker", endpoint);
  const explained = <A>(answer: Promise<A>) =>
    answer.catch((error: unknown) => {
      throw explainEngineFailure(endpoint.url, error);
    });
  try {
    const asked = { method: "GET", path: "/version", signal, timeoutMs: versionMs } as const;
    const about = await explained(service.ask(asked, versionSchema));
    const apiVersion = chooseApiVersion(about);
    const versioned = (wanted: ServiceRequest) => ({ ...wanted, path: `/v${apiVersion}${wanted.path}` });
    return await work({
      version: about.Version,
      apiVersion,
      send: (wanted) => explained(service.send(versioned(wanted))),
      ask: (wanted, schema) => explained(service.ask(versioned(wanted), schema)),
      stream: (wanted) => explained(service.stream(versioned(wanted))),
    });
  } finally {
    await service.close();
  }
}
