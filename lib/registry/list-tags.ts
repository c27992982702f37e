import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { isTag } from "@/lib/oci/tag";
import type { RegistryConnection } from "./connection";
import { arrayAt, nameReader, readPages } from "./internal/read-pages";
import { tagsPath } from "./internal/registry-path";
import { pullScope } from "./internal/scope";
import { bodyLimits, listLimits } from "./limits";

export type TagList = {
  /** In no meaningful order. */
  tags: string[];
  truncated: boolean;
  /** Tags left out because they break the grammar. */
  refused: number;
};

/**
 * Returns every tag of a repository; an empty list means a repository without tags. Throws `repository-not-found`,
 * `invalid-request` for an invalid name, or the AppError of the failure.
 */
export async function listTags(
  connection: RegistryConnection,
  repository: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<TagList> {
  const read = async (firstQuery: string, tooLarge: ErrorCode) => {
    const { items, ...rest } = await readPages(connection, {
      request: {
        asked: { action: "read", kind: "tags", repository },
        scope: pullScope(repository),
        headers: { accept: "application/json" },
        maxBytes: bodyLimits.listPageBytes,
        tooLarge,
        signal,
      },
      path: tagsPath(repository),
      firstQuery,
      readItems: (body) => arrayAt(body, "tags"),
      readItem: nameReader(connection.config.title, isTag),
      maxItems: listLimits.tags,
      what: "the list of tags",
    });
    return { tags: items, ...rest };
  };
  // Without `n` CNCF Distribution returns everything at once, which is complete and cheap. Only a list too large for
  // one answer is read in pages.
  try {
    return await read("", "payload-too-large");
  } catch (error) {
    if (!isAppError(error, "payload-too-large")) throw error;
    return await read("?n=1000", "registry-bad-response");
  }
}
