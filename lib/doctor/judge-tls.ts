import "server-only";
import type { RegistryConfig } from "@/lib/config/registry-config";
import type { ServerCertificate, TlsInspection } from "@/lib/registry/inspect-certificate";
import type { Attempt } from "./attempt";
import { isThisMachine } from "./is-this-machine";
import type { Judgement } from "./judgement";

type Seen = Omit<Judgement, "check">;

/** Whether what passes between the console and the registry is encrypted, with whom, and for how long still. */
export function judgeTls(
  config: Pick<RegistryConfig, "url" | "skipVerify" | "credentials">,
  inspection: Attempt<TlsInspection> | null,
  now: number,
): Judgement {
  return { check: "tls", ...(inspection ? judgeInspection(config, inspection, now) : judgePlain(config)) };
}

function judgePlain({ url, credentials }: Pick<RegistryConfig, "url" | "credentials">): Seen {
  if (isThisMachine(new URL(url))) return { state: "ok", seen: "Plain HTTP, which doesn't leave this machine." };
  const password = credentials.kind === "none" ? "" : ", the console's credentials among it";
  return {
    ...{ state: "attention", seen: "Plain HTTP: nothing is encrypted." },
    consequence: `Whoever sits between the console and this registry can read and change all that passes${password}.`,
    remedy:
      "Give the registry a certificate (`http.tls`), or put a proxy that has one before it, and let its URL begin with https://.",
  };
}

function judgeInspection(
  { skipVerify }: Pick<RegistryConfig, "skipVerify">,
  { value: inspection, error }: Attempt<TlsInspection>,
  now: number,
): Seen {
  if (error) return { state: "unknown", seen: `Its certificate could not be looked at. ${error.detail}` };
  const [own] = inspection.chain;
  if (!own) return { state: "unknown", seen: "It showed no certificate." };
  const expiring = firstToExpire(inspection, now) ?? own;
  const verdict = judgeCertificate({ own, expiring, refusal: inspection.refusal, now });
  if (!skipVerify) return verdict ?? { state: "ok", seen: certificateWords(own, inspection.protocol, now) };
  return {
    state: "attention",
    seen: `The certificate is not verified (\`skipVerify\`).${verdict ? ` ${verdict.seen}` : ""}`,
    consequence:
      "Whoever sits between the console and this registry can show a certificate of theirs, read and change all that passes.",
    remedy: inspection.refusal
      ? "Put the certificate of the authority that issued it into `caFile`, and take `skipVerify` out."
      : "It would pass: take `skipVerify` out.",
  };
}

type Looked = { own: ServerCertificate; expiring: ServerCertificate; refusal: string | null; now: number };

/** What is wrong with a certificate, or soon will be; null where nothing is. */
function judgeCertificate({ own, expiring, refusal, now }: Looked): Seen | null {
  const whose =
    expiring === own ? "The certificate" : `The certificate of ${expiring.subject}, which is above its own,`;
  if (expiring.validTo <= now)
    return {
      ...{
        state: "broken",
        seen: `${whose} expired ${days(now - expiring.validTo)} ago, on ${day(expiring.validTo)}.`,
      },
      ...{ consequence: nobody, remedy: renew },
    };
  if (own.validFrom > now)
    return {
      ...{ state: "broken", seen: `The certificate is valid from ${day(own.validFrom)} only.`, consequence: nobody },
      remedy: "Check the clocks of both machines, and which certificate the registry was given.",
    };
  if (refusal) return { state: "broken", consequence: nobody, ...explainRefusal(refusal, own) };
  const left = expiring.validTo - now;
  if (left > soonMs(expiring)) return null;
  return {
    ...{ state: "attention", seen: `${whose} expires in ${days(left)}, on ${day(expiring.validTo)}.`, remedy: renew },
    consequence: "From then on neither the console nor any client reaches the registry.",
  };
}

function explainRefusal(refusal: string, own: ServerCertificate): Pick<Seen, "seen" | "remedy"> {
  if (refusal === "ERR_TLS_CERT_ALTNAME_INVALID")
    return {
      seen: `The certificate is for ${own.names.join(", ") || own.subject || "no host"}, and not for the host in the registry's URL.`,
      remedy: "Use one of these names in the URL, or have a certificate issued for the name that is there.",
    };
  const isSelfSigned = refusal === "DEPTH_ZERO_SELF_SIGNED_CERT";
  return {
    seen: isSelfSigned
      ? `The certificate of ${own.subject} was issued by itself, and is not among those the console trusts.`
      : `The certificate of ${own.subject} was issued by ${own.issuer}, which the console doesn't know (${refusal}).`,
    remedy: `Put the certificate of ${isSelfSigned ? "the registry" : "that authority"} into REGISTRY_CA_FILE (\`caFile\` in shipshape.yaml). Where an intermediate certificate is missing, have the registry send it.`,
  };
}

/** Where all is accepted, one above it that has expired is not needed: there is another way to what is trusted. */
function firstToExpire({ chain, refusal }: TlsInspection, now: number): ServerCertificate | undefined {
  const needed = refusal === null ? chain.filter(({ validTo }) => validTo > now) : chain;
  return needed.toSorted((a, b) => a.validTo - b.validTo)[0];
}

const dayMs = 24 * 60 * 60_000;

/** When a renewal is late: certificates that live for 90 days are renewed in their last third, those of a year in a month. */
const soonMs = ({ validFrom, validTo }: ServerCertificate) => Math.min(30 * dayMs, (validTo - validFrom) / 4);

function certificateWords(own: ServerCertificate, protocol: string | null, now: number): string {
  const names = own.names.slice(0, 3).join(", ") || own.subject;
  return `${protocol ?? "TLS"}, with a certificate for ${names} by ${own.issuer}. It is valid for ${days(own.validTo - now)} still, until ${day(own.validTo)}.`;
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

function days(ms: number): string {
  const count = Math.floor(ms / dayMs);
  if (count >= 1) return count === 1 ? "1 day" : `${count} days`;
  const hours = Math.floor(ms / (60 * 60_000));
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

const nobody = "Neither the console nor any client that verifies certificates reaches the registry.";
const renew = "Renew it, and have the registry, or the proxy before it, load the new one.";
