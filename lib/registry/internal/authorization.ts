import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { bodyLimits } from "@/lib/registry/limits";
import { basicAuthorization } from "./basic-authorization";
import { type Challenge, parseChallenge } from "./challenge";
import type { Incoming } from "./exchange";
import { fetchToken } from "./fetch-token";
import { sendAside } from "./send-aside";

// A token that is about to expire counts as expired. A token that lives for hours is renewed early all the same.
const marginSeconds = 10;
const clamp = (seconds: number) => Math.min(300, Math.max(30, seconds));

/** The authorization of one registry, according to its last challenge. */
export class Authorization {
  #challenge: Challenge | null = null;
  #asked: Promise<void> | null = null;

  get challenge(): Challenge | null {
    return this.#challenge;
  }

  /** Stores the challenge of an answer and returns it, or null if the answer has none. */
  learn(wwwAuthenticate: string | undefined): Challenge | null {
    const challenge = parseChallenge(wwwAuthenticate);
    if (challenge) this.#challenge = challenge;
    return challenge;
  }

  /** Returns the `Authorization` header for a scope, or null if none is to be sent. */
  async header(connection: RegistryConnection, scope: string): Promise<string | null> {
    const { credentials } = connection.config;
    if (credentials.kind !== "none" && this.#challenge === null) await this.#ask(connection);
    if (this.#challenge?.scheme === "bearer") return `Bearer ${await this.#token(connection, this.#challenge, scope)}`;
    // Without a challenge an identity token has no meaning. A password is meant for this registry in any case.
    if (this.#challenge === null && credentials.kind !== "basic") return null;
    return basicAuthorization(credentials);
  }

  /** Forgets a refused token: the next request gets a new one, unless another request has fetched one already. */
  async forgetToken(connection: RegistryConnection, scope: string, header: string | null): Promise<void> {
    if (this.#challenge === null || !header?.startsWith("Bearer ")) return;
    await connection.answers.forgetIf(tokenKey(this.#challenge, scope), header.slice("Bearer ".length));
  }

  /**
   * Asks for the challenge before the first request: a registry with public read access shows less without credentials
   * than to the console's account, and would never send a 401 (zot sends the challenge with its 200).
   */
  #ask(connection: RegistryConnection): Promise<void> {
    this.#asked ??= ping(connection).then(
      ({ status, headers }) => {
        this.learn(headers.get("www-authenticate"));
        if (status >= 500 || status === 429) this.#asked = null;
      },
      (error: unknown) => {
        this.#asked = null;
        throw error;
      },
    );
    return this.#asked;
  }

  #token(connection: RegistryConnection, challenge: Challenge, scope: string): Promise<string> {
    return connection.answers.get(tokenKey(challenge, scope), async () => {
      const { token, expiresInSeconds } = await fetchToken(connection, challenge, scope);
      return { value: token, forMs: (clamp(expiresInSeconds) - marginSeconds) * 1000 };
    });
  }
}

function ping(connection: RegistryConnection): Promise<Incoming> {
  const url = new URL(`${connection.config.url}/v2/`);
  return sendAside(connection, { method: "GET", url, headers: {}, maxBytes: bodyLimits.listPageBytes });
}

// The key needs no credentials: the cache belongs to the connection, which has only one set of them.
function tokenKey({ realm, service }: Challenge, scope: string): string {
  return JSON.stringify(["token", realm, service, scope]);
}
