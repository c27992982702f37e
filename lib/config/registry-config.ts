import "server-only";

export type RegistryCredentials =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: string }
  | { kind: "identity-token"; token: string; username: string | null };

export type CommandRunner = {
  kind: "command";
  dryRun: string[];
  collect: string[];
  removeUntaggedDryRun: string[] | null;
  removeUntaggedCollect: string[] | null;
  before: string[] | null;
  after: string[] | null;
  timeoutMs: number;
  /** Collect although the registry accepts pushes meanwhile. */
  allowWritable: boolean;
};

/** How hard the index may work a registry. */
export type IndexingSettings = {
  /** Requests at the same time. */
  concurrency: number;
  /** Null for as many as the registry answers. */
  requestsPerSecond: number | null;
};

export const defaultIndexing: IndexingSettings = { concurrency: 8, requestsPerSecond: null };

export type RegistryConfig = {
  name: string;
  title: string;
  /** Without a trailing slash; may hold a path prefix. */
  url: string;
  /** What people write before the repository's name to pull. */
  pullHost: string;
  credentials: RegistryCredentials;
  /** The origin, beside the registry's own, that may be asked for tokens. */
  tokenRealm: string | null;
  /** PEM. */
  ca: string | null;
  clientCertificate: { cert: string; key: string } | null;
  skipVerify: boolean;
  readOnly: boolean;
  catalog: { kind: "listed"; repositories: string[] } | { kind: "registry" };
  indexing: IndexingSettings;
  garbageCollection: { kind: "none" } | { kind: "managed" } | CommandRunner;
  /** What the registry's notifications prove themselves by; null where the console makes it: `getNotificationSecret`. */
  notificationSecret: string | null;
};
