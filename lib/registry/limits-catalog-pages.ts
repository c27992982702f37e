import "server-only";
import type { RegistryConnection } from "./connection";
import { readErrors } from "./internal/error-body";
import { catalogPath } from "./internal/registry-path";
import { catalogScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { bodyLimits } from "./limits";

// One more than the default of `catalog.maxentries`.
const tooMany = 1_001;

/**
 * Returns true if the registry refuses to list more repositories at once than its configured limit, as CNCF
 * Distribution does since 2.8.2. If that limit was raised, it may return false all the same. Throws if the registry
 * can't be asked for its catalog.
 */
export async function limitsCatalogPages(connection: RegistryConnection): Promise<boolean> {
  const answer = await sendRequest(connection, {
    asked: { action: "read", kind: "catalog" },
    method: "GET",
    path: `${catalogPath}?n=${tooMany}`,
    scope: catalogScope,
    headers: { accept: "application/json" },
    maxBytes: bodyLimits.listPageBytes,
    answers: [200, 400],
  });
  return answer.status === 400 && readErrors(answer).some(({ code }) => code === "PAGINATION_NUMBER_INVALID");
}
