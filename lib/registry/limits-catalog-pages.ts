import "server-only";
import type { RegistryConnection } from "./connection";
import { readErrors } from "./internal/error-body";
import { catalogPath } from "./internal/registry-path";
import { catalogScope } from "./internal/scope";
import { sendRequest } from "./internal/send-request";
import { bodyLimits } from "./limits";

// The default of `catalog.maxentries`, and one more.
const tooMany = 1_001;

/**
 * Whether the registry refuses to list more repositories at once than it is set to: CNCF Distribution does since 2.8.2. Where
 * that limit was raised, it may do so and say no. Throws where it can't be asked for its catalog.
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
