import "server-only";
import { database } from "@/lib/db/database";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { processWide } from "@/lib/process/process-wide";
import { findTagState } from "@/lib/registry-index/questions/find-tag-state";
import { recordPush } from "@/lib/registry-index/records/record-traffic";
import { hintAtIndex } from "./index-hints";

/** A push that was reported: the tag will name the digest in a moment. */
export type Expected = { registry: string; repository: string; tag: string; digest: string; at: number };

// CNCF Distribution reports a push before it writes the tag, which may take a while on slow storage.
const checkAfterMs = [500, 2_000, 8_000];
const mostWaiting = 1_000;

const waiting = () => processWide("expected-tags", () => new Map<string, NodeJS.Timeout>());
const keyOf = ({ registry, repository, tag }: Pick<Expected, "registry" | "repository" | "tag">) =>
  JSON.stringify([registry, repository, tag]);

/** Has the tag looked at again while the index doesn't show this digest for it: three times, then it takes a sweep. */
export function expectTag(expected: Expected): void {
  expectNoTag(expected);
  if (waiting().size < mostWaiting) wait(expected, 0);
}

/** Stops expecting the tag, as it was moved or deleted since. */
export function expectNoTag(tag: Pick<Expected, "registry" | "repository" | "tag">): void {
  const key = keyOf(tag);
  clearTimeout(waiting().get(key));
  waiting().delete(key);
}

function wait(expected: Expected, checks: number): void {
  const key = keyOf(expected);
  const timer = setTimeout(() => {
    if (waiting().get(key) !== timer) return;
    waiting().delete(key);
    check(expected, checks).catch((error) =>
      warnSparingly("expected-tag", { err: error }, "a tag that was pushed could not be looked for"),
    );
  }, checkAfterMs[checks]).unref();
  waiting().set(key, timer);
}

async function check(expected: Expected, checks: number): Promise<void> {
  const { registry, repository, tag, digest, at } = expected;
  const known = await findTagState(registry, repository, tag);
  // A look that came too early has removed the tag from the index, and with it what was recorded of the push.
  if ((known?.pushedAt ?? 0) < at)
    await database()
      .transaction()
      .execute((db) => recordPush(db, expected));
  if (known?.digest === digest) return;
  hintAtIndex(registry, repository, [tag]);
  if (checks + 1 < checkAfterMs.length && !waiting().has(keyOf(expected))) wait(expected, checks + 1);
}
