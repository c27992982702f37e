import { repositoryQuerySchema } from "@/lib/contract/repositories";
import type { RepositorySearch } from "./repositories-queries";

const pageSize = 100;
const treePageSize = 500;

export type RepositoryView = "table" | "tree";
export type RepositoryPage = { view: RepositoryView; search: RepositorySearch };

const schema = repositoryQuerySchema.pick({ query: true, sort: true, order: true });

/** What the page's address asks for; what it can't mean is left out, so that an old link still opens. */
export function readRepositorySearch(query: Record<string, string | string[] | undefined>): RepositoryPage {
  const view = query.view === "tree" ? "tree" : "table";
  const parsed = schema.safeParse({ query: query.query, sort: query.sort, order: query.order });
  const { query: text, sort, order } = parsed.success ? parsed.data : schema.parse({});
  return view === "tree"
    ? { view, search: { query: text, sort: "name", order: "asc", limit: treePageSize } }
    : { view, search: { query: text, sort, order: order ?? (sort === "name" ? "asc" : "desc"), limit: pageSize } };
}
