import "server-only";
import type { RegistryConnection } from "@/lib/registry/connection";
import { bodyLimits } from "@/lib/registry/limits";
import { basicAuthorization } from "./basic-authorization";
import { type Challenge, parseChallenge } from "./challenge";
import type { Incoming } from "./exchange";
import { fetchToken } from "./fetch-token";
import { sendAside } from "./send-aside";

// A token that is about to expire is as good as expired; one that lives for hours is asked for anew all the same.
const marginSeconds = 10;
const clamp = (seconds: number) => Math.min(300, Math.max(30, seconds));

/** How a registry wants to be spoken to: what its last challenge said. */
export class Authorization {
  #challenge: Challenge | null = null;
  #asked: Promise<void> | null = null;

  get challenge(): Challenge | null {
    return this.#challenge;
  }

  /** Takes the challenge of an answer; returns it, or null where the answer holds none. */
  learn(wwwAuthenticate: string | undefined): Challenge | null {
    const challenge = parseChallenge(wwwAuthenticate);
    if (challenge) this.#challenge = challenge;
    return challenge;
  }

  /** The `Authorization` header for a scope, or null where nothing is to be sent. */
  async header(connection: RegistryConnection, scope: string): Promise<string | null> {
    const { credentials } = connection.config;
    if (credentials.kind !== "none" && this.#challenge === null) await this.#ask(connection);
    if (this.#challenge?.scheme === "bearer") return `Bearer ${await this.#token(connection, this.#challenge, scope)}`;
    // Without a challenge an identity token has no meaning; a password is for this registry, whoever asked.
    if (this.#challenge === null && credentials.kind !== "basic") return null;
    return basicAuthorization(credentials);
  }

  /** The token in this header was refused: the next request gets a new one, unless somebody has asked for it already. */
  async forgetToken(connection: RegistryConnection, scope: string, header: string | null): Promise<void> {
    if (this.#challenge === null || !header?.startsWith("Bearer ")) return;
    await connection.answers.forgetIf(tokenKey(this.#challenge, scope), header.slice("Bearer ".length));
  }

  /**
   * Asks for the challenge before anything else is asked: a registry that lets everybody read shows less to a stranger
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

// The credential needs no place in the key: a connection has one, and the cache belongs to the connection.
function tokenKey({ realm, service }: Challenge, scope: string): string {
  return JSON.stringify(["token", realm, service, scope]);
}
