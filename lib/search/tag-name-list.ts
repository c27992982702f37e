import "server-only";
import { setImmediate as pause } from "node:timers/promises";
import { database } from "@/lib/db/database";
import { processWide } from "@/lib/process/process-wide";

/** Every tag name, one per line, with a line feed at both ends; `folded` is the same in lower case. */
export type TagNameList = { names: string; folded: string };

type Kept = { list: TagNameList; last: number; reading: Promise<void> };

const atOnce = 5_000;

/**
 * Returns the names of all tags as one text, which takes a millisecond or two to search for any part of a name. Only
 * new names are read from the database, in the order of their ids; a name that no tag has any more may be included.
 */
export async function getTagNameList(): Promise<TagNameList> {
  const kept = processWide<Kept>("search-tag-names", () => ({
    list: { names: "\n", folded: "\n" },
    last: 0,
    reading: Promise.resolve(),
  }));
  kept.reading = kept.reading.catch(() => undefined).then(() => readNew(kept));
  await kept.reading;
  return kept.list;
}

async function readNew(kept: Kept): Promise<void> {
  for (;;) {
    const rows = await database()
      .selectFrom("tag_name")
      .select(["id", "name"])
      .where("id", ">", kept.last)
      .orderBy("id")
      .limit(atOnce)
      .execute();
    const end = rows.at(-1);
    if (!end) return;
    const fresh = `${rows.map(({ name }) => name).join("\n")}\n`;
    const { names, folded } = kept.list;
    kept.list = { names: names + fresh, folded: folded + fresh.toLowerCase() };
    kept.last = end.id;
    if (rows.length < atOnce) return;
    await pause();
  }
}
