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
      /** Tokens are given without credentials too. */
      anonymous?: boolean;
      expiresInSeconds?: number;
      /** The realm of the challenge; the registry's own `/token` by default. */
      realm?: string;
      /** The token service knows no OAuth2 POST (405). */
      getOnly?: boolean;
      /** The actions granted for a scope such as `repository:app:pull,delete`; all by default. */
      grant?: (scope: string) => string[];
    };

/** All of it can be changed while the registry runs, through `registry.options`. */
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
  /** Blobs are answered with 307 to this URL, where there is one. */
  redirectBlobs?: (repository: string, digest: string) => string | undefined;
  /** A pause before every answer. */
  latencyMs?: number;
  /** Looks at each request first; an answer replaces the registry's. */
  intercept?: (request: FakeRequest) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>;
  /** Waits between what is found out and its answer: what happens meanwhile is news to whoever asked. */
  hold?: (request: FakeRequest) => Promise<void> | undefined;
  tls?: { key: string; cert: string; clientCa?: string };
};
