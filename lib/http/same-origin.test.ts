import { describe, expect, it } from "vitest";
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
