import "server-only";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";

/** Returns 204, with the address of the deletion, which can be undone there. */
export function deletionResponse(deletion: string): Response {
  return new Response(null, { status: 204, headers: { location: cleanUpApiPaths.deletion(deletion) } });
}
