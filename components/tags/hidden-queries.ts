import { apiSend } from "@/components/api/api-client";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";

/** Hides an empty repository from the lists. Throws an ApiError if that fails. */
export async function hideRepository(registry: string, repository: string): Promise<void> {
  await apiSend("PUT", cleanUpApiPaths.hidden(registry, repository), { body: { hidden: true } });
}
