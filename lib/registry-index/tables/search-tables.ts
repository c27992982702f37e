import "server-only";

/** The tables that the search reads, beside the tables of the index. */
export type SearchTables = {
  /**
   * Every name that a tag has or had, once; a name stays after its last tag is gone, until unused names are removed.
   */
  tag_name: { id: number; name: string };
  /** Labels and annotations, each name and value once; `manifest_id` is the first manifest that had it. */
  label: { id: number; name: string; value: string; manifest_id: number };
  label_word: { word: string; label_id: number };
  /** The other manifests that have a label, many in one row (label-uses.ts). */
  label_use: { label_id: number; page: number; manifests: string };
};

declare module "@/lib/db/tables" {
  interface Tables extends SearchTables {}
}
