import "server-only";
import { AppError } from "@/lib/errors/app-error";

type Place = { key: string; at: number };

/**
 * Returns one page of a sorted list. The cursor holds the key of the last item and its position. If items were added or
 * removed meanwhile, the next page continues after that item, or after its old position if the item is gone. Throws
 * `invalid-request` for a cursor that the console didn't make.
 */
export function pageOf<T>(
  sorted: T[],
  keyOf: (item: T) => string,
  { limit, cursor, offset = 0 }: { limit: number; cursor?: string | undefined; offset?: number | undefined },
): { items: T[]; nextCursor: string | null } {
  const from = cursor === undefined ? offset : positionAfter(sorted, keyOf, parseCursor(cursor));
  const items = sorted.slice(from, from + limit);
  const last = items.at(-1);
  const more = last !== undefined && from + limit < sorted.length;
  return { items, nextCursor: more ? printCursor({ key: keyOf(last), at: from + items.length }) : null };
}

function positionAfter<T>(sorted: T[], keyOf: (item: T) => string, place: Place): number {
  const expected = sorted[place.at - 1];
  if (expected !== undefined && keyOf(expected) === place.key) return place.at;
  const found = sorted.findIndex((item) => keyOf(item) === place.key);
  return found === -1 ? place.at : found + 1;
}

function printCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.key, place.at])).toString("base64url");
}

function parseCursor(cursor: string): Place {
  try {
    const [key, at] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as [unknown, unknown];
    if (typeof key === "string" && Number.isSafeInteger(at) && (at as number) >= 0) return { key, at: at as number };
  } catch {
    // Every invalid cursor gets the same error, below.
  }
  throw new AppError("invalid-request", "The cursor does not belong to this list. Start from the first page.");
}
