import "server-only";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";

/** 204, with the address of the deletion by which it can be undone. */
export function deletionResponse(deletion: string): Response {
  return new Response(null, { status: 204, headers: { location: cleanUpApiPaths.deletion(deletion) } });
}
