import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { parseJson } from "@/lib/oci/parse-json";
import { isRepositoryName } from "@/lib/oci/repository-name";
import type { RegistryConnection } from "@/lib/registry/connection";
import { bodyLimits } from "@/lib/registry/limits";
import { readErrors } from "./error-body";
import { catalogPath, referrersPath } from "./registry-path";
import { catalogScope, pullScope } from "./scope";
import { sendRequest } from "./send-request";

/** A digest that no manifest has. */
export const absentDigest = `sha256:${"0".repeat(64)}`;

/** Returns whether the registry has a catalog for this account, and a repository to use in further probes. */
export async function probeCatalog(
  connection: RegistryConnection,
): Promise<{ catalog: boolean; first: string | null }> {
  const { catalog } = connection.config;
  if (catalog.kind === "listed") return { catalog: false, first: catalog.repositories[0] ?? null };
  try {
    const { body } = await sendRequest(connection, {
      asked: { action: "read", kind: "catalog" },
      method: "GET",
      path: `${catalogPath}?n=1`,
      scope: catalogScope,
      headers: { accept: "application/json" },
      maxBytes: bodyLimits.listPageBytes,
      answers: [200],
    });
    const names = (parseJson(body, "The catalog") as { repositories?: unknown } | null)?.repositories;
    if (names !== null && !Array.isArray(names)) return { catalog: false, first: null };
    const first = (names ?? []).find((name: unknown) => typeof name === "string" && isRepositoryName(name));
    return { catalog: true, first: first ?? null };
  } catch (error) {
    if (isAppError(error)) return { catalog: false, first: null };
    throw error;
  }
}

/** Returns true if the registry has the referrers API. */
export async function probeReferrers(connection: RegistryConnection, repository: string): Promise<boolean> {
  try {
    const answer = await sendRequest(connection, {
      asked: { action: "read", kind: "referrers", repository },
      method: "GET",
      path: referrersPath(repository, absentDigest),
      scope: pullScope(repository),
      headers: { accept: "application/vnd.oci.image.index.v1+json" },
      maxBytes: bodyLimits.listPageBytes,
      answers: [200, 400],
    });
    // Quay has the API, but refuses a subject that it doesn't know.
    if (answer.status === 400) return readErrors(answer).some(({ code }) => code === "MANIFEST_INVALID");
    const body = parseJson(answer.body, "The list of referrers") as { manifests?: unknown } | null;
    return Array.isArray(body?.manifests) || body?.manifests === null;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
