import "server-only";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import { visibleText } from "@/lib/format/visible-text";
import type { RegistryConnection } from "./connection";
import { notForbidden, trustOf } from "./internal/agents";
import { guardedConnector } from "./internal/guarded-connector";
import { transportError } from "./internal/transport-error";

/** A certificate as a server presents it; its texts come from outside. */
export type ServerCertificate = {
  subject: string;
  issuer: string;
  /** The hosts it was issued for; empty if it names none. */
  names: string[];
  /** Epoch milliseconds. */
  validFrom: number;
  validTo: number;
};

export type TlsInspection = {
  /** Such as "TLSv1.3". */
  protocol: string | null;
  /**
   * Node's or OpenSSL's code for refusing the connection if certificates are verified; null if it would not be refused.
   */
  refusal: string | null;
  /** The server's own certificate first, then its issuers as far as they are known. */
  chain: ServerCertificate[];
};

const mostCertificates = 8;
const mostNames = 20;
const longestText = 200;

/**
 * Returns what the registry presents of itself when TLS begins, trusted or not. Sends nothing on that connection, not
 * even the console's client certificate, and closes it at once. Throws the AppError of a connection that fails.
 */
export async function inspectCertificate(
  { config, baseUrl, limits }: RegistryConnection,
  { timeoutMs = limits.connectMs }: { timeoutMs?: number } = {},
): Promise<TlsInspection> {
  const options = { ...trustOf(config), rejectUnauthorized: false, allowH2: false, timeout: timeoutMs };
  const connect = guardedConnector(options, notForbidden);
  const { hostname, host, protocol, port } = baseUrl;
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    connect({ hostname, host, protocol, port }, (error, opened) => {
      if (error) reject(transportError(error, config.title, baseUrl));
      else resolve(opened as TLSSocket);
    });
  });
  // The server may end a connection without a client certificate; what it presented before stays true.
  socket.on("error", () => undefined);
  try {
    return inspectionOf(socket);
  } finally {
    socket.destroy();
  }
}

function inspectionOf(socket: TLSSocket): TlsInspection {
  const { authorizationError } = socket;
  const refusal = authorizationError ? String(codeOf(authorizationError)).slice(0, longestText) : null;
  return { protocol: socket.getProtocol(), refusal, chain: chainOf(socket.getPeerCertificate(true)) };
}

// Its type is Error, but in fact it is a code.
const codeOf = (error: Error | string) =>
  typeof error === "string" ? error : ((error as { code?: string }).code ?? error.message);

function chainOf(leaf: DetailedPeerCertificate): ServerCertificate[] {
  const chain: ServerCertificate[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = leaf;
  while (next?.valid_to && !seen.has(next.fingerprint256) && chain.length < mostCertificates) {
    seen.add(next.fingerprint256);
    chain.push({
      subject: nameOf(next.subject),
      issuer: nameOf(next.issuer),
      names: namesOf(next.subjectaltname),
      validFrom: Date.parse(next.valid_from),
      validTo: Date.parse(next.valid_to),
    });
    next = next.issuerCertificate;
  }
  return chain;
}

function nameOf(name: DetailedPeerCertificate["subject"] | undefined): string {
  const value = name?.CN ?? name?.O ?? "";
  return visibleText([value].flat().join(", ").slice(0, longestText));
}

function namesOf(subjectAltName: string | undefined): string[] {
  const entries = (subjectAltName ?? "").split(", ").slice(0, mostNames);
  return entries
    .flatMap((entry) => /^(?:DNS|IP Address):(.{1,200})/.exec(entry)?.[1] ?? [])
    .map((name) => visibleText(name));
}
