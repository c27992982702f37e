import "server-only";
import type { RegistryConfig } from "@/lib/config/registry-config";
import type { ServerCertificate, TlsInspection } from "@/lib/registry/inspect-certificate";
import type { Attempt } from "./attempt";
import { isThisMachine } from "./is-this-machine";
import { type Judgement, type Told, wordsOf } from "./judgement";

type Verdict = Told & Pick<Judgement, "state">;

/**
 * Judges whether the connection between the console and the registry is encrypted, with whom, and for how much longer.
 */
export function judgeTls(
  config: Pick<RegistryConfig, "url" | "skipVerify" | "credentials">,
  inspection: Attempt<TlsInspection> | null,
  now: number,
): Judgement {
  return { check: "tls", ...(inspection ? judgeInspection(config, inspection, now) : judgePlain(config)) };
}

function judgePlain({ url, credentials }: Pick<RegistryConfig, "url" | "credentials">): Verdict {
  if (isThisMachine(new URL(url))) return { state: "ok", code: "tls.plainHere" };
  return { state: "attention", code: "tls.plain", values: { password: credentials.kind === "none" ? "no" : "yes" } };
}

function judgeInspection(
  { skipVerify }: Pick<RegistryConfig, "skipVerify">,
  { value: inspection, error }: Attempt<TlsInspection>,
  now: number,
): Verdict {
  if (error) return { state: "unknown", code: "tls.unknown", values: { detail: error.detail } };
  const { chain, refusal, protocol } = inspection;
  const [own] = chain;
  if (!own) return { state: "unknown", code: "tls.none" };
  const expiring = firstToExpire(inspection, now) ?? own;
  const verdict = judgeCertificate({ own, expiring, refusal, now });
  if (!skipVerify) return verdict ?? { state: "ok", code: "tls.ok", values: certificateValues(own, protocol, now) };
  const values = { verdict: verdict ? wordsOf(verdict).seen : "none", trusted: refusal ? "no" : "yes" };
  return { state: "attention", code: "tls.unverified", values };
}

type Looked = { own: ServerCertificate; expiring: ServerCertificate; refusal: string | null; now: number };

/** Returns what is wrong with a certificate, or soon will be; null if nothing is. */
function judgeCertificate({ own, expiring, refusal, now }: Looked): Verdict | null {
  const left = expiring.validTo - now;
  const whose = { whose: expiring === own ? "own" : "issuer", subject: expiring.subject, day: day(expiring.validTo) };
  if (left <= 0) return { state: "broken", code: "tls.expired", values: { ...whose, ...span(-left) } };
  if (own.validFrom > now) return { state: "broken", code: "tls.notYet", values: { day: day(own.validFrom) } };
  if (refusal) return { state: "broken", ...explainRefusal(refusal, own) };
  if (left > soonMs(expiring)) return null;
  return { state: "attention", code: "tls.expiring", values: { ...whose, ...span(left) } };
}

function explainRefusal(refusal: string, { names, subject, issuer }: ServerCertificate): Told {
  if (refusal === "ERR_TLS_CERT_ALTNAME_INVALID")
    return { code: "tls.wrongHost", values: { names: names.join(", ") || subject || "none" } };
  if (refusal === "DEPTH_ZERO_SELF_SIGNED_CERT") return { code: "tls.selfSigned", values: { subject } };
  return { code: "tls.unknownIssuer", values: { subject, issuer, refusal } };
}

/**
 * Returns the certificate that expires first. If the registry's chain is accepted, an expired certificate above its own
 * is not needed: there is another way to a trusted one.
 */
function firstToExpire({ chain, refusal }: TlsInspection, now: number): ServerCertificate | undefined {
  const needed = refusal === null ? chain.filter(({ validTo }) => validTo > now) : chain;
  return needed.toSorted((a, b) => a.validTo - b.validTo)[0];
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/**
 * How long before its expiry a renewal is late: certificates that live for 90 days are renewed in their last third,
 * those that live for a year in their last month.
 */
const soonMs = ({ validFrom, validTo }: ServerCertificate) => Math.min(30 * dayMs, (validTo - validFrom) / 4);

function certificateValues(
  { names, subject, issuer, validTo }: ServerCertificate,
  protocol: string | null,
  now: number,
) {
  const shown = names.slice(0, 3).join(", ") || subject;
  return { protocol: protocol ?? "TLS", names: shown, issuer, day: day(validTo), ...span(validTo - now) };
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

function span(ms: number): { count: number; unit: "days" | "hours" } {
  const count = Math.floor(ms / dayMs);
  return count >= 1 ? { count, unit: "days" } : { count: Math.floor(ms / hourMs), unit: "hours" };
}
