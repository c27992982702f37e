import { Random } from "@/bench/data-set/random";
import type { SampleImage } from "@/bench/data-set/sample-images";
import { type Figure, NotAvailable } from "@/bench/figure";
import { median, percentile } from "@/bench/percentile";
import type { Stage } from "@/bench/stage";
import { accessApiPaths } from "@/lib/contract/access-paths";

const searchPath = (query: string) => `/api/search?query=${encodeURIComponent(query)}`;

/**
 * Measures what people type while they search against the smallest read by the same API from the same database: the
 * list of people, which has one entry. It reads one row by its key, after the session's row.
 */
export async function measureSearch({ client, set, samples, say }: Stage): Promise<Figure[]> {
  if ((await client.findJson(searchPath("latest"))) === null) throw new NotAvailable("this console has no search");
  const queries = queriesFor(samples.slice(0, 40));
  const searches: { query: string; ms: number }[] = [];
  const lookups: number[] = [];
  for (const round of [0, 1, 2])
    for (const query of queries) {
      const lookup = await client.get(accessApiPaths.people());
      const { status, ms, text } = await client.get(searchPath(query));
      for (const answer of [{ status, text }, lookup])
        if (answer.status !== 200) throw new Error(`"${query}": ${answer.status} ${answer.text.slice(0, 200)}`);
      // The first round warms both up.
      if (round === 0) continue;
      searches.push({ query, ms });
      lookups.push(lookup.ms);
    }
  const times = searches.map(({ ms }) => ms);
  const slowest = [...searches].sort((a, b) => b.ms - a.ms).slice(0, 5);
  say(`  slowest: ${slowest.map(({ query, ms }) => `"${query}" ${ms.toFixed(1)} ms`).join(", ")}`);
  const [p95, p50, key] = [percentile(times, 0.95), median(times), median(lookups)];
  const p95Key = percentile(lookups, 0.95).toFixed(1);
  return [
    {
      set: set.name,
      name: "search: p95 ÷ p50 of a lookup of one row",
      value: p95 / key,
      goal: { atMost: 4 },
      detail: `${p95.toFixed(1)} ms ÷ ${key.toFixed(1)} ms; p50 ${p50.toFixed(1)} ms of ${queries.length} queries, p95 of the lookup ${p95Key} ms`,
    },
  ];
}

/** Returns beginnings, parts and wholes of names, tags, digests and labels, as they occur while people type. */
function queriesFor(samples: readonly SampleImage[]): string[] {
  return samples.flatMap(({ repository, tag, digest, revision }) => {
    const random = new Random(digest);
    const middle = random.between(1, Math.max(1, repository.length - 5));
    return [
      repository.slice(0, random.between(2, 5)),
      repository.slice(middle, middle + 4),
      repository,
      tag.slice(0, 3),
      tag,
      digest.slice(7, 7 + random.between(6, 12)),
      digest,
      revision.slice(0, 8),
    ];
  });
}
