import "server-only";
import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import type { Mistakes } from "./mistakes";

/** Returns the PEM text if every certificate in it can be read. Otherwise adds a mistake and returns null. */
export function checkCertificates(mistakes: Mistakes, place: string, pem: string | null): string | null {
  if (pem === null) return null;
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error("none");
    for (const block of blocks) new X509Certificate(block);
    return pem;
  } catch {
    mistakes.add(place, "holds no readable PEM certificate");
    return null;
  }
}

/** Returns the pair if the key belongs to the certificate. Otherwise adds a mistake and returns null. */
export function checkCertificateAndKey(
  mistakes: Mistakes,
  place: string,
  pair: { cert: string; key: string },
): { cert: string; key: string } | null {
  try {
    createSecureContext(pair);
    return pair;
  } catch {
    mistakes.add(place, "is not a PEM private key (without passphrase) that belongs to the certificate");
    return null;
  }
}
