import "server-only";
import type { CollectorConfig } from "./collector-config";

export type RegistryCredentials =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: string }
  | { kind: "identity-token"; token: string; username: string | null };

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
  garbageCollection: CollectorConfig;
  /** What the registry's notifications prove themselves by; null where the console makes it: `getNotificationSecret`. */
  notificationSecret: string | null;
};
