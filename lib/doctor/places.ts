import "server-only";
import type { Finding, FoundPlace } from "@/lib/contract/doctor";

const mostPlaces = 20;
const mostTags = 100;

/** Returns the first places, and how many there are in all. */
export function firstPlaces(places: readonly FoundPlace[]): Pick<Finding, "places" | "repositories"> {
  const shown = places.slice(0, mostPlaces).map((place) => ({ ...place, tags: place.tags.slice(0, mostTags) }));
  return { places: shown, repositories: places.length };
}
