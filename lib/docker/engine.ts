import "server-only";
import { z } from "zod";
import type { ServiceEndpoint } from "@/lib/config/service-endpoint";
import { AppError } from "@/lib/errors/app-error";
import { openService, type ServiceClient, type ServiceRequest } from "@/lib/service-api/service-client";
import { explainEngineFailure } from "./explain-engine-failure";

/** A Docker Engine that is spoken to in one version of its API; paths begin after the version. */
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
// Every call used here is in all versions between; above, engines tell more than is needed, below, exec has no Env.
const oldestMinor = 25;
const newestMinor = 44;

const minorOf = (version: string) => Number(version.slice("1.".length));

/** The newest version of the API that both sides know; the engine's oldest where that is newer than all known here. */
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
 * Does `work` with the Docker Engine that listens there. Throws `runner-unreachable` where none answers, and
 * `runner-refused` where it refuses or answers what makes no sense.
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
