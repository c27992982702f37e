import "server-only";
import { sql } from "kysely";

/**
 * A condition on a row of `untagged`: no image index with a tag in the repository lists the manifest, so nothing needs
 * it.
 */
export const listedByNone = sql<boolean>`not exists (
  select 1 from manifest_blob inner join tag on tag.manifest_id = manifest_blob.manifest_id
  where manifest_blob.blob_id = untagged.manifest_id and tag.repository_id = untagged.repository_id
)`;
