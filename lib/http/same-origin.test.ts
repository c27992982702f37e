import { describe, expect, it } from "vitest";
import type { AppError } from "@/lib/errors/app-error";
import { requireSameOrigin } from "./same-origin";

const accepts = (publicUrl: string, headers: Record<string, string>) => {
  try {
    requireSameOrigin(new Headers(headers), publicUrl);
    return true;
  } catch {
    return false;
  }
};

describe("a console at https://console.example.com", () => {
  const publicUrl = "https://console.example.com";

  it("accepts what a browser says is its own, and curl that names its origin", () => {
    expect(accepts(publicUrl, { "sec-fetch-site": "same-origin" })).toBe(true);
    expect(accepts(publicUrl, { origin: publicUrl })).toBe(true);
  });

  it.each<Record<string, string>>([
    {},
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: "https://sub.console.example.com" },
    { origin: "https://console.example.com:8443" },
    { origin: "http://console.example.com" },
    { origin: "https://console.example.com.evil.example" },
    { origin: "https://console.example.com/" },
    { origin: "http://localhost:3000", host: "console.example.com" },
    { host: "console.example.com", "x-forwarded-host": "console.example.com" },
    { "sec-fetch-site": "none", origin: publicUrl },
    { "sec-fetch-site": "same-site", origin: publicUrl },
    { "sec-fetch-site": "cross-site", origin: publicUrl },
  ])("refuses %j", (headers) => expect(accepts(publicUrl, headers)).toBe(false));
});

describe("a console on this machine", () => {
  it.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])("is opened at %s", (origin) => {
    expect(accepts("http://localhost:3000", { origin })).toBe(true);
    expect(accepts("http://127.0.0.1:3000", { origin })).toBe(true);
  });

  it("is not another port", () => {
    expect(accepts("http://localhost:3000", { origin: "http://localhost:5000" })).toBe(false);
  });
});

describe("a wrong PUBLIC_URL", () => {
  const refusal = (publicUrl: string, headers: Record<string, string>) => {
    try {
      requireSameOrigin(new Headers(headers), publicUrl);
      return "";
    } catch (error) {
      return (error as AppError).detail;
    }
  };

  it.each([
    ["http://localhost:3000", "http://10.0.0.5:3000", "another host"],
    ["http://10.0.0.5", "http://10.0.0.5:3000", "another port"],
    ["https://console.example.com", "http://console.example.com", "another scheme"],
  ])("%s for a console opened at %s is told with the right value: %s", (publicUrl, origin, difference) => {
    const detail = refusal(publicUrl, { origin, host: new URL(origin).host });
    expect(detail).toContain(`PUBLIC_URL=${origin},`);
    expect(detail).toContain(difference);
  });

  it("keeps the base path", () => {
    const headers = { origin: "http://10.0.0.5", host: "10.0.0.5" };
    expect(refusal("http://localhost:3000/registry", headers)).toContain("PUBLIC_URL=http://10.0.0.5/registry,");
  });

  it("is never believed of another site", () => {
    const detail = refusal("https://console.example.com", {
      origin: "https://evil.example",
      host: "console.example.com",
    });
    expect(detail).not.toContain("evil");
  });
});
