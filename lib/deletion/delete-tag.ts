import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { DeletionItem } from "@/lib/contract/deletions";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { isErrorCode } from "@/lib/errors/error-codes";
import { errorOfProblem } from "@/lib/errors/error-of-problem";
import { inTurn } from "@/lib/jobs/in-turn";
import { logger } from "@/lib/logging/logger";
import { getConnection, type RegistryConnection } from "@/lib/registry/connection";
import { resolveReference } from "@/lib/registry/resolve-reference";
import { getKnownCapabilities } from "@/lib/registry-index/records/registry-traits";
import { failed } from "./carrying-out/attempt";
import type { CarryingOut } from "./carrying-out/carry-out";
import { carryOutBatch, nextBatch, tooSlow } from "./carrying-out/run-deletion";
import { tellWhatIsListed } from "./carrying-out/tell-what-is-listed";
import { listItems, settleItems } from "./journal/deletion-item-store";
import type { DeletionRow, JournalItem } from "./journal/deletion-tables";
import { keepTouched } from "./journal/keep-touched";
import { beginAtOnce, finish, leaveOpen } from "./journal/transitions";
import { storePlan } from "./plan-deletion";
import { obstacleOf } from "./plan-tag-deletion";
import { prepareRemoval } from "./removal/prepare-removal";

/**
 * Removes one tag, and nothing else, while it names `expectedDigest`. Returns the id of the deletion, which can be
 * undone. Throws `tag-moved` if the tag names another digest, and the plan's reason if the plan is blocked. After a
 * throw the tag still exists or, if the registry fell silent halfway, is looked at every minute until the outcome is
 * known.
 */
export async function deleteTag(
  actor: Actor | null,
  registry: string,
  repository: string,
  tag: string,
  expectedDigest: string,
): Promise<string> {
  authorize(actor, "tag:delete", { registry, repository });
  const connection = getConnection(registry);
  return inTurn(registry, repository, async () => {
    await requireDigest(connection, repository, tag, expectedDigest);
    await getKnownCapabilities(connection, { repository, refresh: true });
    const named = new Map([[tag, expectedDigest]]);
    const prepared = await prepareRemoval(connection, repository, { tags: [tag], named, withReferrers: false });
    if (prepared.graph.tags.get(tag) !== expectedDigest)
      await requireDigest(connection, repository, tag, expectedDigest);
    const obstacle = prepared.blockedBy ?? obstacleOf(tag, prepared);
    if (obstacle) throw errorOfProblem(obstacle);
    const asked = { registry, repository, tags: [tag], withReferrers: false, wholeRepository: false, hideName: false };
    const deletion = await storePlan(actor, asked, prepared, { resumes: false });
    await perform(connection, deletion, { actor, tag, digest: expectedDigest });
    return deletion.id;
  });
}

type Deleted = { actor: Actor; tag: string; digest: string };

async function perform(
  connection: RegistryConnection,
  deletion: DeletionRow,
  { actor, tag, digest }: Deleted,
): Promise<void> {
  const { id, registry, repository } = deletion;
  const audit = { actor, action: "tag:delete", registry, repository, subject: `${tag}@${digest}` };
  await beginAtOnce(id);
  const touched = keepTouched(id);
  const ending = await attempt({ deletion, connection, mayGoOn: touched.isOurs }, tag).finally(touched.end);
  const outcome = ending.item?.state === "done" ? "succeeded" : "failed";
  const detail = outcome === "succeeded" ? `method ${ending.item?.method}` : ending.error?.detail;
  await writeDown(async () => {
    await recordAudit({ ...audit, outcome, detail: detail ?? "The console failed." });
    // Open items are looked at every minute: without an owner, from now on.
    await (ending.open ? leaveOpen(id) : finish(id, "done"));
  });
  if (outcome === "failed") throw ending.error;
}

// A decision may become outdated before anything is done.
const mostFruitless = 5;

type Ending = { item: JournalItem | null; error: AppError | null; open: boolean };

/** Carries out the whole plan, and returns what became of the tag. */
async function attempt(run: CarryingOut, tag: string): Promise<Ending> {
  let last: unknown;
  for (let fruitless = 0; fruitless < mostFruitless; ) {
    try {
      const batch = await nextBatch(run);
      if (batch.length === 0) await tellWhatIsListed(run);
      if (batch.length === 0) break;
      const { lost, ended } = await carryOutBatch(run, batch);
      if (lost) break;
      fruitless = ended > 0 ? 0 : fruitless + 1;
    } catch (error) {
      last = error;
      break;
    }
  }
  const left = await listItems(run.deletion.id, { state: "planned" });
  await settleItems(
    run.deletion.id,
    left.map(({ at }) => (last === undefined ? { at, state: "failed", ...tooSlow } : failed(at, last))),
  );
  return conclude(run.deletion, tag, last);
}

async function conclude({ id }: DeletionRow, tag: string, error: unknown): Promise<Ending> {
  const items = await listItems(id);
  const item = items.find((one) => one.tag === tag) ?? null;
  const open = items.some(({ state }) => state === "intended");
  if (error !== undefined && !isAppError(error)) logger().error({ err: error, deletion: id }, "a deletion failed");
  return { item, error: isAppError(error) ? error : errorOf(item), open };
}

function errorOf(item: JournalItem | null): AppError {
  const state: DeletionItem["state"] | undefined = item?.state;
  if (state === "intended") return new AppError("registry-failed", halfWay);
  const code = item?.code ?? "";
  return new AppError(isErrorCode(code) ? code : "internal", item?.detail ?? "The console failed.");
}

const halfWay = "The registry stopped responding halfway. The console checks the result every minute.";

// The outcome is known even if it can't be written down now: what stays open in the journal is looked at later.
async function writeDown(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    logger().error({ err: error }, "the end of a deletion could not be written down yet");
  }
}

async function requireDigest(
  connection: RegistryConnection,
  repository: string,
  tag: string,
  expected: string,
): Promise<void> {
  const { digest } = await resolveReference(connection, repository, tag);
  if (digest === expected) return;
  throw new AppError(
    "tag-moved",
    `${tag} now points to another image (${digest}). Nothing was deleted. Check the new image first.`,
  );
}
