import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export type IssuedCertificate = { cert: string; key: string };
export type TestAuthority = {
  /** PEM. */
  cert: string;
  issue: (options?: {
    names?: string[];
    addresses?: string[];
    expired?: boolean;
    daysLeft?: number;
  }) => IssuedCertificate;
};

/** Makes a certificate authority that lives as long as the test, so that the project contains no key. */
export function makeTestAuthority(commonName = "Test authority"): TestAuthority {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const self = { subject: commonName, publicKey: keys.publicKey, issuer: commonName, signer: keys.privateKey };
  return {
    cert: certificate({ ...self, extensions: [basicConstraints(true)] }),
    issue: ({ names = ["localhost"], addresses = ["127.0.0.1"], expired = false, daysLeft } = {}) => {
      const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const extensions = [basicConstraints(false), subjectAltName(names, addresses)];
      const subject = names[0] ?? addresses[0] ?? "nobody";
      return {
        cert: certificate({ ...self, subject, publicKey: own.publicKey, extensions, expired, daysLeft }),
        key: own.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
      };
    },
  };
}

type Content = {
  subject: string;
  publicKey: KeyObject;
  issuer: string;
  signer: KeyObject;
  extensions: Buffer[];
  expired?: boolean;
  daysLeft?: number | undefined;
};

// X.509 v3 in DER (RFC 5280 4.1), with only what TLS needs.
const ecdsaWithSha256 = sequence(oid([1, 2, 840, 10045, 4, 3, 2]));

function certificate({
  subject,
  publicKey,
  issuer,
  signer,
  extensions,
  expired = false,
  daysLeft = 30,
}: Content): string {
  const dayMs = 86_400_000;
  const from = new Date(Date.now() - (expired ? 30 : 1) * dayMs);
  const until = new Date(Date.now() + (expired ? -1 : daysLeft) * dayMs);
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name(issuer),
    sequence(time(from), time(until)),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const bytes = sequence(content, ecdsaWithSha256, bitString(sign("sha256", content, signer)));
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function basicConstraints(isAuthority: boolean): Buffer {
  const value = isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence();
  return sequence(oid([2, 5, 29, 19]), der(0x01, Buffer.from([0xff])), der(0x04, value));
}

function subjectAltName(names: string[], addresses: string[]): Buffer {
  const dns = names.map((value) => der(0x82, Buffer.from(value)));
  const ip = addresses.map((value) => der(0x87, Buffer.from(value.split(".").map(Number))));
  return sequence(oid([2, 5, 29, 17]), der(0x04, sequence(...dns, ...ip)));
}

function name(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid([2, 5, 4, 3]), der(0x0c, Buffer.from(commonName)))));
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return der(0x18, Buffer.from(digits));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function bitString(bytes: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), bytes);
}

function oid([first = 0, second = 0, ...rest]: number[]): Buffer {
  const bytes = rest.flatMap((value) => {
    const groups = [value & 0x7f];
    for (let left = value >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}
