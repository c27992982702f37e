import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";

type Wording = (title: string, url: URL) => [code: ErrorCode, detail: string];

const unreachable =
  (text: string): Wording =>
  (title, { host }) => ["registry-unreachable", `${title} can't be reached at ${host}: ${text}`];

const timeout =
  (text: string): Wording =>
  (title, { host }) => ["registry-timeout", `${title} did not answer in time at ${host}: ${text}`];

const certificate =
  (text: string): Wording =>
  (title, { host }) => ["registry-certificate", `The certificate of ${title} at ${host} is not trusted: ${text}`];

const ownAuthority = certificate(
  "it was not issued by an authority the console knows. Put the certificate of your authority into REGISTRY_CA_FILE (`caFile` in shipshape.yaml).",
);
const refusedClient: Wording = (title, { host }) => [
  "registry-certificate",
  `${title} at ${host} asks for a client certificate, or refused the console's. Check \`clientCertificateFile\` and \`clientKeyFile\` in shipshape.yaml.`,
];
const notTls = unreachable("it doesn't speak TLS there. Check whether its URL should begin with http://.");
const brokenOff: Wording = (title, { host, protocol }) => {
  const hint =
    protocol === "https:"
      ? " It may want a client certificate (`clientCertificateFile` in shipshape.yaml)."
      : " If it speaks TLS, its URL must begin with https://.";
  return ["registry-unreachable", `${title} broke off the connection at ${host}.${hint}`];
};

/** The wording of each socket error, by its code. */
const wordings: Record<string, Wording> = {
  ECONNREFUSED: unreachable("the connection was refused. Check that it runs, and the host and port of its URL."),
  ENOTFOUND: unreachable("the host name is not known. Check its URL, and the DNS of the machine the console runs on."),
  EAI_AGAIN: unreachable("the host name could not be looked up. Check the DNS of the machine the console runs on."),
  EHOSTUNREACH: unreachable("there is no route to the host."),
  ENETUNREACH: unreachable("there is no route to its network."),
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  UND_ERR_SOCKET: brokenOff,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: brokenOff,
  UND_ERR_CONNECT_TIMEOUT: timeout("the connection could not be opened. Check its URL and any firewall in between."),
  ETIMEDOUT: timeout("the connection could not be opened. Check its URL and any firewall in between."),
  UND_ERR_HEADERS_TIMEOUT: timeout("the connection is open, but no answer came."),
  UND_ERR_BODY_TIMEOUT: timeout("the answer began and then stopped."),
  DEPTH_ZERO_SELF_SIGNED_CERT: ownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: ownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: ownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ownAuthority,
  CERT_UNTRUSTED: ownAuthority,
  CERT_SIGNATURE_FAILURE: ownAuthority,
  CERT_HAS_EXPIRED: certificate("it has expired."),
  CERT_NOT_YET_VALID: certificate("it is not valid yet. Check the clocks of both machines."),
  ERR_TLS_CERT_ALTNAME_INVALID: certificate(
    "it was issued for another host name. Check the host in the registry's URL.",
  ),
  EPROTO: notTls,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
};

const neverSent = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|.*CERT.*)$/;

/**
 * Returns the AppError for an error that a socket threw; an AppError is returned unchanged. For a request that changes
 * something, its `context.stateUnknown` says whether the registry may have done it all the same.
 */
export function transportError(thrown: unknown, title: string, url: URL, changesState = false): AppError {
  const chain = causes(thrown);
  const ours = chain.find((error) => error instanceof AppError);
  if (ours) return ours;
  const codes = chain.flatMap((error) => ("code" in error && typeof error.code === "string" ? [error.code] : []));
  const stateUnknown = changesState && !codes.some((code) => neverSent.test(code));
  const options = { cause: thrown, context: { host: url.host, codes, ...(stateUnknown && { stateUnknown }) } };
  const clientCertificateRefused = codes.some((code) => /^ERR_SSL_.*(?:ALERT|HANDSHAKE).*/.test(code));
  if (clientCertificateRefused) return new AppError(...refusedClient(title, url), options);
  if (chain.some(({ name }) => name === "HTTPParserError")) {
    return new AppError(
      "registry-bad-response",
      `What answers at ${url.host} doesn't speak HTTP as ${title} should.`,
      options,
    );
  }
  const known = codes.flatMap((code) => wordings[code] ?? [])[0] ?? brokenOff;
  return new AppError(...known(title, url), options);
}

function causes(thrown: unknown): Error[] {
  const found: Error[] = [];
  let next = thrown;
  while (next instanceof Error && found.length < 8) {
    found.push(next);
    if (next instanceof AggregateError) found.push(...next.errors.filter((error) => error instanceof Error));
    next = next.cause;
  }
  return found;
}
