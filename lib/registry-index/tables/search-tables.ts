import "server-only";

/** What the search looks into, beside the tables of the index. */
export type SearchTables = {
  /** Every name that a tag has or had, once; a name stays when its last tag goes, until it is tidied away. */
  tag_name: { id: number; name: string };
  /** Labels and annotations, each name and value once; `manifest_id` is the first manifest that had it. */
  label: { id: number; name: string; value: string; manifest_id: number };
  label_word: { word: string; label_id: number };
  /** The other manifests that have a label, many in a row (label-uses.ts). */
  label_use: { label_id: number; page: number; manifests: string };
};

declare module "@/lib/db/tables" {
  interface Tables extends SearchTables {}
}
