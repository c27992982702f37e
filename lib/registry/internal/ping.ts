import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { RegistryConnection } from "@/lib/registry/connection";
import { bodyLimits } from "@/lib/registry/limits";
import type { Incoming } from "./exchange";
import { pingPath } from "./registry-path";
import { pingScope } from "./scope";
import { sendRequest } from "./send-request";

/** Sends `GET /v2/` with credentials. Throws the AppError of what is wrong with the registry or the way to it. */
export async function ping(connection: RegistryConnection, { totalMs }: { totalMs?: number } = {}): Promise<Incoming> {
  const answer = await sendRequest(connection, {
    asked: { action: "read", kind: "registry" },
    method: "GET",
    path: pingPath,
    scope: pingScope,
    headers: { accept: "application/json" },
    maxBytes: bodyLimits.listPageBytes,
    answers: [200],
    totalMs,
  });
  if (
    /html/i.test(answer.headers.get("content-type") ?? "") &&
    !answer.headers.has("docker-distribution-api-version")
  ) {
    const { title } = connection.config;
    throw new AppError(
      "registry-bad-response",
      `What answers for ${title} is a web page, not a registry. Check its URL.`,
    );
  }
  return answer;
}
