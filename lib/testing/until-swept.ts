import { getIndexProgress } from "@/lib/catalog/get-index-progress";
import { requestSweep } from "@/lib/catalog/request-sweep";
import type { IndexProgress } from "@/lib/contract/index-progress";
import { onIndexAnnouncement } from "@/lib/registry-index/records/index-announcements";
import { admin } from "./test-console";

/** Waits until `isSo` holds for the index of the registry `local`, and returns its progress. */
export function untilIndex(isSo: (progress: IndexProgress) => boolean): Promise<IndexProgress> {
  return new Promise((resolve, reject) => {
    let looking = Promise.resolve();
    const look = async () => {
      const progress = await getIndexProgress(admin, "local");
      if (!isSo(progress)) return;
      forget();
      resolve(progress);
    };
    const lookNext = () => {
      looking = looking.then(look).catch(reject);
    };
    const forget = onIndexAnnouncement("changed", lookNext);
    lookNext();
  });
}

/** Waits until that many sweeps have finished. */
export const untilSwept = (sweeps = 1) => untilIndex((progress) => progress.sweeps >= sweeps);

/** Requests another sweep, and waits until it has finished. */
export async function sweepAgain(): Promise<IndexProgress> {
  const { sweeps } = await getIndexProgress(admin, "local");
  requestSweep(admin, "local");
  return untilSwept(sweeps + 1);
}
