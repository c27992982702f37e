/**
 * An event of `GET /api/events`: what the index knows of these repositories has changed; null: of any of the registry;
 * none: something else about the registry, such as its runs.
 */
export type Change = { registry: string; repositories: string[] | null };
