import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { ServerCertificate, TlsInspection } from "@/lib/registry/inspect-certificate";
import { judgeTls } from "./judge-tls";
import { wordsOf } from "./judgement";

const now = Date.parse("2026-11-21T12:00:00Z");
const hour = 60 * 60_000;
const day = 24 * hour;
const config = { url: "https://registry.example", skipVerify: false, credentials: { kind: "none" } } as const;

/** A certificate with a lifetime of `lifeDays`, of which `leftMs` are left. */
function aCertificate(lifeDays: number, leftMs: number, changes: Partial<ServerCertificate> = {}): ServerCertificate {
  const validTo = now + leftMs;
  return {
    subject: "registry.example",
    issuer: "Harbour",
    names: ["registry.example"],
    validFrom: validTo - lifeDays * day,
    validTo,
    ...changes,
  };
}

const judge = (inspection: Partial<TlsInspection>, skipVerify = false) => {
  const value = { protocol: "TLSv1.3", refusal: null, chain: [aCertificate(365, 200 * day)], ...inspection };
  return judgeTls({ ...config, skipVerify }, { value, error: null }, now);
};

test("a good certificate is told with how long it is valid still", () => {
  expect(judge({})).toMatchObject({ check: "tls", state: "ok" });
  expect(wordsOf(judge({})).seen).toBe(
    "TLSv1.3, with a certificate for registry.example issued by Harbour. It is valid for another 200 days, until 2027-06-09.",
  );
});

describe("a certificate that expires soon needs attention", () => {
  test.each<[lifeDays: number, leftMs: number, state: string]>([
    [365, 30 * day + hour, "ok"],
    [365, 30 * day, "attention"],
    [365, hour, "attention"],
    // People who renew such certificates at all renew them in the last third of their lifetime.
    [90, 23 * day, "ok"],
    [90, 22 * day, "attention"],
    [6, 2 * day, "ok"],
    [6, day, "attention"],
  ])("of %i days with %i ms left: %s", (life, left, state) => {
    expect(judge({ chain: [aCertificate(life, left)] }).state).toBe(state);
  });

  test("and so does one above it", () => {
    const above = aCertificate(3_650, 3 * day, { subject: "Harbour", names: [] });
    const judgement = judge({ chain: [aCertificate(365, 200 * day), above] });
    expect(judgement.state).toBe("attention");
    expect(wordsOf(judgement).seen).toBe("The certificate of the issuer Harbour expires in 3 days, on 2026-11-24.");
  });

  test("but not one that has expired and isn't needed", () => {
    const above = aCertificate(3_650, -3 * day, { subject: "Old harbour" });
    expect(judge({ chain: [aCertificate(365, 200 * day), above] }).state).toBe("ok");
  });
});

describe("a certificate that nobody takes is broken", () => {
  test.each<[what: string, inspection: Partial<TlsInspection>, seen: RegExp]>([
    [
      "expired",
      { refusal: "CERT_HAS_EXPIRED", chain: [aCertificate(365, -day - hour)] },
      /expired 1 day ago, on 2026-11-20/,
    ],
    [
      "not valid yet",
      { refusal: "CERT_NOT_YET_VALID", chain: [aCertificate(1, 3 * day)] },
      /not valid before 2026-11-23/,
    ],
    ["for another host", { refusal: "ERR_TLS_CERT_ALTNAME_INVALID" }, /is for registry\.example, not for the host/],
    ["issued by itself", { refusal: "DEPTH_ZERO_SELF_SIGNED_CERT" }, /self-signed/],
    [
      "of an unknown authority",
      { refusal: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
      /issued by Harbour, which the console does not trust/,
    ],
  ])("%s", (_, inspection, seen) => {
    const judgement = judge(inspection);
    expect(judgement.state).toBe("broken");
    expect(wordsOf(judgement).seen).toMatch(seen);
    expect(wordsOf(judgement).remedy).toMatch(/\w/);
  });
});

test("a certificate that is not verified needs attention, and what verification would say is told", () => {
  expect(judge({}, true)).toMatchObject({ state: "attention", code: "tls.unverified", values: { trusted: "yes" } });
  const expired = { refusal: "CERT_HAS_EXPIRED", chain: [aCertificate(365, -day)] };
  expect(judge(expired, true).state).toBe("attention");
  expect(wordsOf(judge(expired, true)).seen).toContain("expired 1 day ago");
});

test("plain HTTP needs attention where it leaves this machine", () => {
  const plain = (url: string) => judgeTls({ ...config, url }, null, now).state;
  expect(["http://127.0.0.1:5000", "http://localhost:5000", "http://[::1]:5000"].map(plain)).toEqual([
    "ok",
    "ok",
    "ok",
  ]);
  expect(["http://registry:5000", "http://127.example"].map(plain)).toEqual(["attention", "attention"]);
});

test("what could not be looked at can't be told", () => {
  const error = new AppError("registry-unreachable", "It is away.");
  expect(judgeTls(config, { value: null, error }, now)).toMatchObject({
    state: "unknown",
    values: { detail: "It is away." },
  });
  expect(judge({ chain: [] }).state).toBe("unknown");
});
