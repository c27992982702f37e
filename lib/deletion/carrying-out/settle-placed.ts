import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { TagItem } from "@/lib/deletion/journal/deletion-tables";
import { AppError } from "@/lib/errors/app-error";
import { forEachAtOnce } from "@/lib/jobs/for-each-at-once";
import type { RegistryConnection } from "@/lib/registry/connection";
import { putManifest } from "@/lib/registry/put-manifest";
import type { Content } from "@/lib/registry-index/contents/write-contents";
import { type AttemptEnding, deletedThenNames, failed, ignoredDelete } from "./attempt";
import { isListed, lookAt } from "./look";
import { whileGood } from "./while-good";

/**
 * What the tags named before the placeholder, and why its delete was refused; `refusal` is null if it was confirmed.
 */
export type Placed = { originals: ReadonlyMap<string, Content>; refusal: unknown };

const requestsAtOnce = 8;

/**
 * Returns how the items end whose tags named a placeholder when its delete was requested. If a tag still names it after
 * a few seconds, the tag gets back what it named: no placeholder outlives its deletion.
 */
export async function settlePlaced(
  connection: RegistryConnection,
  items: TagItem[],
  placeholder: string,
  placed: Placed,
): Promise<AttemptEnding[]> {
  const { readBackMs } = connection.limits;
  const confirmed = placed.refusal === null;
  const ended = new Map<number, AttemptEnding>();
  const standing = () => items.filter(({ at }) => !ended.has(at));
  for (const ms of confirmed ? readBackMs : [0]) {
    if (standing().length === 0) break;
    if (ms > 0) await wait(ms);
    await forEachAtOnce(standing(), requestsAtOnce, async (item) => {
      const now = await lookAt(connection, item.repository, item.tag).catch(() => placeholder);
      if (now !== placeholder) ended.set(item.at, deletedThenNames(item, now));
    });
  }
  const back = standing();
  await forEachAtOnce(back, requestsAtOnce, async (item) => {
    ended.set(item.at, await takeBack(connection, item, placeholder, placed));
  });
  if (back.length > 0 && confirmed) await lookOnceMore(connection, back, ended);
  return [...ended.values()];
}

/** A registry that deletes late may still do so now: a tag that is gone then is done. */
async function lookOnceMore(
  connection: RegistryConnection,
  items: TagItem[],
  ended: Map<number, AttemptEnding>,
): Promise<void> {
  await wait(connection.limits.readBackMs.at(-1) ?? 0);
  await forEachAtOnce(items, requestsAtOnce, async (item) => {
    const unknown = "unknown";
    const now = await lookAt(connection, item.repository, item.tag).catch(() => unknown);
    if (now === null) ended.set(item.at, done(item.at));
  });
}

/**
 * Gives the tag back what it named, if it names the placeholder, verifies that by another look, and returns how its
 * item ends. If the tag named nothing, the delete of the placeholder must be requested again.
 */
export async function takeBack(
  connection: RegistryConnection,
  item: TagItem,
  placeholder: string,
  { originals, refusal }: Placed,
): Promise<AttemptEnding> {
  const { at, repository, tag, digest } = item;
  const ending = failed(at, refusal ?? ignoredDelete(connection, tag));
  const original = digest === null ? undefined : originals.get(digest);
  const look = async () => {
    const now = await lookAt(connection, repository, tag);
    if (now === digest) return digest === null && !(await isListed(connection, repository, tag)) ? done(at) : ending;
    if (now === null) return done(at);
    if (now !== placeholder) return deletedThenNames(item, now);
    if (original) return null;
    const otherwise = { ...ending, detail: `${ending.detail ?? ""} ${leftOver(placeholder)}` };
    return { at, state: "open" as const, error: refusal, otherwise };
  };
  try {
    return await whileGood<AttemptEnding>(
      look,
      async (beforeSending) => {
        await putManifest(connection, repository, tag, original as Content, { beforeSending });
        const now = await lookAt(connection, repository, tag);
        if (now === digest) return ending;
        if (now === placeholder) throw notTakenBack(connection, tag);
        return deletedThenNames(item, now);
      },
      () => true,
    );
  } catch (error) {
    return { at, state: "open", error };
  }
}

const done = (at: number) => ({ at, state: "done" as const });

const leftOver = (placeholder: string) =>
  `It pointed to a missing manifest before, and now points to an empty index from the console, ${placeholder}.`;

const notTakenBack = ({ config }: RegistryConnection, tag: string) =>
  new AppError("registry-failed", `${config.title} accepted the image of ${tag}, but then returned something else.`);
