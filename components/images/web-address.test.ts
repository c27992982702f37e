import { describe, expect, it } from "vitest";
import { webAddress } from "./web-address";

describe("webAddress", () => {
  it("accepts http and https", () => {
    expect(webAddress("https://git.example/team/app")).toBe("https://git.example/team/app");
    expect(webAddress("http://git.example")).toBe("http://git.example/");
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "git@git.example:team/app",
    "//git.example",
    "https://accounts.example@evil.example/",
    "",
  ])("refuses %j", (text) => {
    expect(webAddress(text)).toBeNull();
  });
});
