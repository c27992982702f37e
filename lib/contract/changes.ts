/**
 * An event of `GET /api/events`: the index of these repositories has changed. Null: the index of any repository of the
 * registry. Empty: something else about the registry, such as its runs.
 */
export type Change = { registry: string; repositories: string[] | null };
