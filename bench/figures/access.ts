import { connectToConsole } from "@/bench/console/console-client";
import { registryName } from "@/bench/console/start-bench-console";
import type { Figure } from "@/bench/figure";
import { median } from "@/bench/percentile";
import type { Stage } from "@/bench/stage";
import { accessApiPaths } from "@/lib/contract/access-paths";
import { apiPaths } from "@/lib/contract/paths";

const grants = 200;
const rounds = 60;
const orders = ["name", "pushed", "size"];

type Names = { items: { name: string }[]; nextCursor: string | null };

/**
 * Measures a page of repositories for a member with 200 grants, half of them globs, in turns with the same page for an
 * administrator.
 */
export async function measureAccess({ client, console, set }: Stage): Promise<Figure[]> {
  const person = { username: "member", password: "a password of the benchmark" };
  await client.postJson(accessApiPaths.people(), { ...person, role: "member" });
  const names: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && names.length < grants; ) {
    const page: Names | null = await client.findJson(
      apiPaths.repositories(registryName, { limit: 100, sort: "pushed", ...(cursor && { cursor }) }),
    );
    names.push(...(page?.items ?? []).map(({ name }) => name));
    cursor = page?.nextCursor ?? null;
  }
  const patterns = names.slice(0, grants).map((name, at) => (at % 2 === 0 ? name : `${name.slice(0, 8)}*/**`));
  const subject = { kind: "person", name: person.username };
  for (const pattern of patterns)
    await client.postJson(accessApiPaths.grants(), { registry: registryName, pattern, subject, role: "reader" });
  const member = await connectToConsole(console.url, person);
  const [own, all]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++)
    for (const sort of orders) {
      const path = apiPaths.repositories(registryName, { limit: 50, sort, waitMs: 0 });
      const [theirs, admins] = [await member.get(path), await client.get(path)];
      if (theirs.status !== 200 || admins.status !== 200)
        throw new Error(`${theirs.status} ${theirs.text.slice(0, 200)}`);
      // The first rounds warm both up.
      if (round < 10) continue;
      own.push(theirs.ms);
      all.push(admins.ms);
    }
  await member.close();
  const [mine, everything] = [median(own), median(all)];
  return [
    {
      set: set.name,
      name: `a page of repositories: with ${patterns.length} grants ÷ for an administrator`,
      value: mine / everything,
      goal: { atMost: 1.2 },
      detail: `${mine.toFixed(2)} ms ÷ ${everything.toFixed(2)} ms`,
    },
  ];
}
