import "server-only";
import { sql } from "kysely";

/** Of a row of `untagged`: no index that has a tag in the repository lists the manifest, so that nothing needs it. */
export const listedByNone = sql<boolean>`not exists (
  select 1 from manifest_blob inner join tag on tag.manifest_id = manifest_blob.manifest_id
  where manifest_blob.blob_id = untagged.manifest_id and tag.repository_id = untagged.repository_id
)`;
