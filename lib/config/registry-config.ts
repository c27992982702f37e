import "server-only";
import type { CollectorConfig } from "./collector-config";

export type RegistryCredentials =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: string }
  | { kind: "identity-token"; token: string; username: string | null };

/** How much load the index may put on a registry. */
export type IndexingSettings = {
  /** The number of parallel requests. */
  concurrency: number;
  /** Null for no limit. */
  requestsPerSecond: number | null;
};

export const defaultIndexing: IndexingSettings = { concurrency: 8, requestsPerSecond: null };

export type RegistryConfig = {
  name: string;
  title: string;
  /** Without a trailing slash; may contain a path prefix. */
  url: string;
  /** The host that people write before the repository's name to pull. */
  pullHost: string;
  credentials: RegistryCredentials;
  /** The only origin besides the registry's own that may be asked for tokens. */
  tokenRealm: string | null;
  /** PEM. */
  ca: string | null;
  clientCertificate: { cert: string; key: string } | null;
  skipVerify: boolean;
  readOnly: boolean;
  catalog: { kind: "listed"; repositories: string[] } | { kind: "registry" };
  indexing: IndexingSettings;
  garbageCollection: CollectorConfig;
  /**
   * The secret that authenticates the registry's notifications; null if the console makes it (`getNotificationSecret`).
   */
  notificationSecret: string | null;
};
