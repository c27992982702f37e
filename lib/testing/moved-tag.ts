import { database } from "@/lib/db/database";
import { listTagHistory } from "@/lib/tag-history/list-tag-history";
import { anImage, type FakeManifest } from "./factories";
import { openIndexingConsole } from "./indexing-console";
import { admin } from "./test-console";
import { sweepAgain, untilSwept } from "./until-swept";

/** Opens a console over a registry whose `app:latest` moved from the first image to the second; the index saw both. */
export async function openMovedTag(first: FakeManifest = anImage({ layers: 2 }), config = {}) {
  const registry = await openIndexingConsole({}, { config });
  const second = anImage();
  registry.push("app", "latest", first);
  await untilSwept();
  registry.push("app", "latest", second);
  await sweepAgain();
  return { registry, first, second };
}

/** Returns the moves of `app:latest`, oldest first: from, to, source, by. */
export const outlineOfMoves = async () =>
  (await listTagHistory(admin, "local", "app", "latest", { limit: 50 })).items
    .toReversed()
    .map(({ from, to, source, by }) => [from, to, source, by]);

/** Returns the audit entries: who did what, and how it ended. */
export const audited = () => database().selectFrom("audit").select(["actor", "subject", "outcome", "detail"]).execute();
