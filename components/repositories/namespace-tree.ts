import type { Repository } from "@/lib/contract/repositories";

export type Namespace = {
  /** The last part of the path. */
  name: string;
  path: string;
  namespaces: Namespace[];
  repositories: Repository[];
  /** Counts the repositories in it and in every namespace below it. */
  repositoryCount: number;
  /** Null until every repository below it is counted. */
  tagCount: number | null;
};

function emptyNamespace(path: string): Namespace {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { name, path, namespaces: [], repositories: [], repositoryCount: 0, tagCount: 0 };
}

/** Groups repositories by the parts of their names, in the given order; `a/b/c` is in `b` in `a`. */
export function namespaceTree(repositories: readonly Repository[]): Namespace {
  const root = emptyNamespace("");
  const known = new Map<string, Namespace>([["", root]]);
  for (const repository of repositories) {
    const parts = repository.name.split("/").slice(0, -1);
    const line = [root];
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const path = parts.slice(0, depth).join("/");
      let namespace = known.get(path);
      if (!namespace) {
        namespace = emptyNamespace(path);
        known.set(path, namespace);
        line.at(-1)?.namespaces.push(namespace);
      }
      line.push(namespace);
    }
    line.at(-1)?.repositories.push(repository);
    for (const namespace of line) {
      namespace.repositoryCount += 1;
      const counted = namespace.tagCount !== null && repository.tagCount !== null;
      namespace.tagCount = counted ? Number(namespace.tagCount) + Number(repository.tagCount) : null;
    }
  }
  return root;
}
