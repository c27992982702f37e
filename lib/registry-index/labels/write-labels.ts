import "server-only";
import type { Database } from "@/lib/db/tables";
import { inLists, inSteps } from "@/lib/registry-index/tables/in-chunks";
import { decodeLabelName, encodeLabelName } from "@/lib/registry-index/tables/label-name-code";
import { takeIds } from "@/lib/registry-index/tables/next-ids";
import type { SearchTables } from "@/lib/registry-index/tables/search-tables";
import { type KnownLabel, recallLabel, rememberLabel } from "./label-cache";
import { insertLabelUses, type LabelUse } from "./label-uses";
import { ownWord, wordsOf } from "./label-words";
import { type Label, labelText } from "./labels";

type UnknownLabel = { label: Label; manifestIds: number[] };

/**
 * Writes the labels of manifests. `ids` maps digests to their ids. `written` holds the manifests that were written
 * before, with 1 if everything about them was known: such a manifest has its labels already.
 */
export async function writeLabels(
  db: Database,
  labels: Map<string, readonly Label[]>,
  ids: Map<string, number>,
  written: ReadonlyMap<number, 0 | 1>,
): Promise<void> {
  const uses: LabelUse[] = [];
  const unknown = new Map<string, UnknownLabel>();
  for (const [digest, some] of labels) {
    const manifestId = ids.get(digest) as number;
    if (written.get(manifestId) === 1) continue;
    for (const label of some) {
      const text = labelText(label);
      const known = recallLabel(text);
      if (known) addUse(uses, known, manifestId);
      else {
        const waiting = unknown.get(text);
        if (waiting) waiting.manifestIds.push(manifestId);
        else unknown.set(text, { label, manifestIds: [manifestId] });
      }
    }
  }
  await recallFromDatabase(db, unknown, uses);
  await insertLabels(db, unknown, uses);
  await insertLabelUses(db, uses, written);
}

// The first manifest is stored with the label itself.
function addUse(uses: LabelUse[], { id, manifestId: first }: KnownLabel, manifestId: number): void {
  if (manifestId !== first) uses.push({ labelId: id, manifestId });
}

async function recallFromDatabase(db: Database, unknown: Map<string, UnknownLabel>, uses: LabelUse[]): Promise<void> {
  const words = new Set([...unknown.values()].map(({ label }) => ownWord(encoded(label))));
  for (const some of inLists(words)) {
    const rows = await db
      .selectFrom("label_word")
      .innerJoin("label", "label.id", "label_word.label_id")
      .select(["label.id", "label.name", "label.value", "label.manifest_id"])
      .where("label_word.word", "in", some)
      .execute();
    for (const { id, name, value, manifest_id } of rows) {
      const text = labelText({ name: decodeLabelName(name), value });
      const waiting = unknown.get(text);
      if (!waiting) continue;
      unknown.delete(text);
      const known = { id, manifestId: manifest_id };
      rememberLabel(text, known);
      for (const manifestId of waiting.manifestIds) addUse(uses, known, manifestId);
    }
  }
}

async function insertLabels(db: Database, fresh: Map<string, UnknownLabel>, uses: LabelUse[]): Promise<void> {
  if (fresh.size === 0) return;
  let id = await takeIds(db, "label", fresh.size);
  const rows: SearchTables["label"][] = [];
  const words: SearchTables["label_word"][] = [];
  for (const [text, { label, manifestIds }] of fresh) {
    const [manifestId, ...others] = manifestIds as [number, ...number[]];
    const stored = encoded(label);
    rows.push({ id, manifest_id: manifestId, ...stored });
    for (const word of wordsOf(stored)) words.push({ word, label_id: id });
    const known = { id, manifestId };
    rememberLabel(text, known);
    for (const other of others) addUse(uses, known, other);
    id++;
  }
  for (const some of inSteps(rows)) await db.insertInto("label").values(some).execute();
  for (const some of inSteps(words)) await db.insertInto("label_word").values(some).execute();
}

function encoded({ name, value }: Label): Label {
  return { name: encodeLabelName(name), value };
}
