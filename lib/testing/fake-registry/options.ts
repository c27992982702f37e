import type { FakeAnswer, FakeRequest } from "./exchange";
import type { Family, FamilyName } from "./families";

export type FakeAuth =
  | { kind: "none" }
  | { kind: "basic"; username: string; password: string; realm?: string }
  | {
      kind: "bearer";
      username?: string;
      password?: string;
      identityToken?: string;
      /** Tokens are issued without credentials too. */
      anonymous?: boolean;
      expiresInSeconds?: number;
      /** The realm of the challenge; the registry's own `/token` by default. */
      realm?: string;
      /** The token service doesn't support the OAuth2 POST (405). */
      getOnly?: boolean;
      /** The actions granted for a scope such as `repository:app:pull,delete`; all by default. */
      grant?: (scope: string) => string[];
    };

/** All options can be changed through `registry.options` while the registry runs. */
export type FakeRegistryOptions = {
  family?: FamilyName;
  /** Single differences from the family. */
  quirks?: Partial<Family>;
  auth?: FakeAuth;
  /** A path in front of `/v2/`, e.g. `/registry`. */
  prefix?: string;
  deletes?: boolean;
  readOnly?: boolean;
  pullThrough?: boolean;
  catalog?: boolean;
  digestHeader?: "right" | "missing" | "wrong";
  /** The origin that Link and Location headers name instead of a relative path. */
  publicOrigin?: string;
  /** Returns the URL to redirect a blob to with 307; undefined for no redirect. */
  redirectBlobs?: (repository: string, digest: string) => string | undefined;
  /** A delay before every answer. */
  latencyMs?: number;
  /** Sees each request first; an answer replaces the registry's. */
  intercept?: (request: FakeRequest) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>;
  /** Waits between computing an answer and sending it: the answer doesn't reflect what happens meanwhile. */
  hold?: (request: FakeRequest) => Promise<void> | undefined;
  tls?: { key: string; cert: string; clientCa?: string };
};
