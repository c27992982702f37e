/** Returns the sorted tags of a repository, read from the registry itself. */
export async function listTagsOf(registryUrl: string, repository: string): Promise<string[]> {
  const response = await fetch(`${registryUrl}/v2/${repository}/tags/list`);
  const { tags } = (await response.json()) as { tags: string[] | null };
  return (tags ?? []).sort();
}

/** Returns every repository with its tags. */
export async function listEverything(registryUrl: string): Promise<Map<string, string[]>> {
  const response = await fetch(`${registryUrl}/v2/_catalog?n=1000`);
  const { repositories } = (await response.json()) as { repositories: string[] };
  const all = new Map<string, string[]>();
  for (const repository of repositories) all.set(repository, await listTagsOf(registryUrl, repository));
  return all;
}
