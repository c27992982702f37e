import "server-only";
import { database } from "@/lib/db/database";
import type { Measurement } from "@/lib/storage/measurement";
import { utcDay } from "./utc-day";

/** Stores the measurement beside the index of the registry, and as the sample of its day. */
export async function writeMeasurement(registry: string, measurement: Measurement): Promise<void> {
  await database()
    .updateTable("indexed_registry")
    .set({ storage: JSON.stringify(measurement) })
    .where("registry", "=", registry)
    .execute();
  await writeSample(registry, measurement);
}

// A measurement from before everything was read does not replace a complete one.
async function writeSample(registry: string, measurement: Measurement): Promise<void> {
  const sample = {
    measured_at: measurement.measuredAt,
    size_bytes: measurement.sizeBytes,
    reclaimable_bytes: measurement.deletedBytes + measurement.untaggedBytes,
    repositories: measurement.repositories,
    tags: measurement.tags,
    complete: measurement.complete ? (1 as const) : (0 as const),
  };
  await database()
    .insertInto("storage_sample")
    .values({ registry, day: utcDay(measurement.measuredAt), ...sample })
    .onConflict((conflict) =>
      conflict
        .columns(["registry", "day"])
        .doUpdateSet(sample)
        .where((eb) => eb("storage_sample.complete", "<=", sample.complete)),
    )
    .execute();
}
