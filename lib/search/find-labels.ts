import "server-only";
import type { HitOf } from "@/lib/contract/search";
import { database } from "@/lib/db/database";
import { foldText, ownWord, withoutScheme, wordPrefix } from "@/lib/registry-index/labels/label-words";
import { type Label, labelText } from "@/lib/registry-index/labels/labels";
import { inChunks } from "@/lib/registry-index/tables/in-chunks";
import { decodeLabelName, encodeLabelName } from "@/lib/registry-index/tables/label-name-code";
import type { SearchTables } from "@/lib/registry-index/tables/search-tables";
import { findTagsLabelled, type LabelRow } from "./find-tags-labelled";
import { matchAll, matchRepository, matchTag } from "./match-name";
import type { Ranked } from "./ranked";
import type { Scope } from "./scope";
import { toTagHits } from "./tag-rows";

const shortestWord = 3;
const mostDrivers = 4;
const mostRead = 150;
const mostSigns = 20;
// Sorts after every letter in byte order.
const end = "\u{10FFFF}";

/** A label of the index; `outer` are the words of the query that it doesn't have. */
type FoundLabel = { rows: LabelRow[]; name: string; value: string; match: number; outer: string[] };

/**
 * Returns labels and annotations with a word that begins with a word of the query, and tags that have them and match
 * the other words.
 */
export async function findLabels(
  scope: Scope,
  words: readonly string[],
  limit: number,
): Promise<Ranked<HitOf<"label">>[]> {
  const labels = new Map<string, FoundLabel>();
  for (const word of words.slice(0, mostDrivers))
    for (const row of await readBeginning(valuePart(word))) {
      const label = toLabel(row, word, words);
      const known = label && labels.get(labelText(label));
      if (known && !known.rows.some(({ id }) => id === row.id)) known.rows.push(row);
      else if (label && !known) labels.set(labelText(label), label);
    }
  const closest = [...labels.values()].sort((a, b) => a.match - b.match || a.value.length - b.value.length);
  const hits: Ranked<HitOf<"label">>[] = [];
  // What the person may not see must not take the place of what they may.
  const tried = scope.onlyIds ? closest : closest.slice(0, limit * 2);
  for (const some of inChunks(tried, limit)) {
    const found = await Promise.all(some.map((label) => toHit(scope, label)));
    hits.push(...found.filter((hit) => hit !== null));
    if (hits.length >= limit) break;
  }
  return hits.slice(0, limit);
}

// A query such as `vendor=acme` looks for the value and checks the name.
function valuePart(word: string): string {
  return word.slice(word.indexOf("=") + 1);
}

/** Returns labels whose values begin with the text, then those with a word that does; not all if there are hundreds. */
async function readBeginning(text: string): Promise<SearchTables["label"][]> {
  const beginning = wordPrefix(text);
  if (beginning.length < shortestWord) return [];
  const found = await Promise.all([`=${beginning}`, beginning].map(readRange));
  return found.flat();
}

async function readRange(beginning: string): Promise<SearchTables["label"][]> {
  const words = database()
    .selectFrom("label_word")
    .select("label_id")
    .where("word", ">=", beginning)
    .where("word", "<", beginning + end)
    .orderBy("word")
    .limit(mostRead);
  return database().selectFrom("label").selectAll().where("id", "in", words).execute();
}

function toLabel(row: SearchTables["label"], driver: string, words: readonly string[]): FoundLabel | null {
  const label = { name: decodeLabelName(row.name), value: row.value };
  const folded = { name: foldText(label.name), value: withoutScheme(foldText(label.value)) };
  if (!hasWord(folded, driver)) return null;
  const wanted = withoutScheme(valuePart(driver));
  const match = folded.value === wanted ? 1.2 : folded.value.startsWith(wanted) ? 3.2 : 4.2;
  return { rows: [row], ...label, match, outer: words.filter((word) => !hasWord(folded, word)) };
}

function hasWord({ name, value }: Label, word: string): boolean {
  const wanted = withoutScheme(valuePart(word));
  if (!word.includes("=")) return name.includes(word) || value.includes(wanted);
  return name.includes(word.slice(0, word.indexOf("="))) && value.includes(wanted);
}

// A label that no tag has any more is no hit.
async function toHit(scope: Scope, label: FoundLabel): Promise<Ranked<HitOf<"label">> | null> {
  const { rows, name, value, outer } = label;
  const { tags, more } = await findTagsLabelled(scope, rows, { fits: fitsAll(outer), atLeast: 1 });
  const [first] = tags;
  const repository = first && scope.find(first.repositoryId);
  if (!repository) return null;
  const place = { registry: repository.registry, repository: repository.name, tag: first.name };
  return { match: label.match, hit: { kind: "label", name, value, tags: tags.length, more, ...place } };
}

/** Returns the tags with exactly this label, written `name=value`, that match all words; the newest first. */
export async function findTagsWithLabel(
  scope: Scope,
  text: string,
  words: readonly string[],
  limit: number,
): Promise<Ranked<HitOf<"tag">>[]> {
  const rows = await database()
    .selectFrom("label_word")
    .innerJoin("label", "label.id", "label_word.label_id")
    .selectAll("label")
    .distinct()
    .where("label_word.word", "in", ["", ...splitLabel(text).map(ownWord)])
    .execute();
  const same = rows.filter(({ name, value }) => labelText({ name: decodeLabelName(name), value }) === text);
  if (same.length === 0) return [];
  const { tags } = await findTagsLabelled(scope, same, { fits: fitsAll(words), atLeast: limit });
  return toTagHits(scope, tags.slice(0, limit));
}

// A name may hold an equals sign, and so may a value.
function splitLabel(text: string): Label[] {
  const signs = [...text.matchAll(/=/g)].map(({ index }) => index).slice(0, mostSigns);
  return signs.map((at) => ({ name: encodeLabelName(text.slice(0, at)), value: text.slice(at + 1) }));
}

function fitsAll(words: readonly string[]) {
  return (repository: string, tag: string) =>
    matchAll(words, (word) => matchRepository(repository, word) ?? matchTag(tag.toLowerCase(), word)) !== null;
}
