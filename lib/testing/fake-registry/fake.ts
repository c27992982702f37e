import type { FakeRequest } from "./exchange";
import type { Family } from "./families";
import type { FakeRegistryOptions } from "./options";
import type { FakeStore } from "./store";

/** The state that all handlers share. */
export type Fake = {
  options: FakeRegistryOptions;
  family: Family;
  store: FakeStore;
  /** `http://127.0.0.1:port`. */
  origin: string;
  uploads: Map<string, { repository: string; bytes: Buffer }>;
  tokens: Map<string, { scopes: string[]; expiresAt: number }>;
};

export type RouteMatch = { fake: Fake; request: FakeRequest; repository: string; reference: string };

/** Returns a path of this registry as its Link and Location headers contain it. */
export function ownUrl(fake: Fake, path: string): string {
  return `${fake.options.publicOrigin ?? ""}${path}`;
}
