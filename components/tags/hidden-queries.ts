import { apiSend } from "@/components/api/api-client";
import { cleanUpApiPaths } from "@/lib/contract/clean-up-paths";

/** Has the lists leave an empty repository out. Throws an ApiError where that was not done. */
export async function hideRepository(registry: string, repository: string): Promise<void> {
  await apiSend("PUT", cleanUpApiPaths.hidden(registry, repository), { body: { hidden: true } });
}
