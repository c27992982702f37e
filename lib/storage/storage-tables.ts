import "server-only";
import type { IndexTables } from "@/lib/registry-index/tables/index-tables";

export type StorageTables = IndexTables & {
  /** What a registry held on a UTC day, according to the last measurement of that day. */
  storage_sample: {
    registry: string;
    /** The days since 1970-01-01 UTC. */
    day: number;
    measured_at: number;
    size_bytes: number;
    reclaimable_bytes: number;
    repositories: number;
    tags: number;
    /** 0 if not every tag was read. */
    complete: 0 | 1;
  };
};

declare module "@/lib/db/tables" {
  interface Tables extends StorageTables {}
}
