import { describe, expect, it } from "vitest";
import { visibleText } from "./visible-text";

describe("visibleText", () => {
  it("shows what reorders text as escapes", () => {
    expect(visibleText("safe\u202Egnp.exe")).toBe("safe\\u202Egnp.exe");
    expect(visibleText("a\u2066b\u2069c\u200fd")).toBe("a\\u2066b\\u2069c\\u200Fd");
  });

  it("shows what can't be seen as escapes", () => {
    expect(visibleText("a\u200bb\u00adc\ufeffd")).toBe("a\\u200Bb\\u00ADc\\uFEFFd");
    expect(visibleText("tag\u{e0041}")).toBe("tag\\u{E0041}");
    expect(visibleText("\x1b[31mred\x7f\0")).toBe("\\u001B[31mred\\u007F\\0");
  });

  it("shows a lone half of a surrogate pair, and leaves whole pairs alone", () => {
    expect(visibleText("\ud83d!")).toBe("\\uD83D!");
    expect(visibleText("𝄞")).toBe("𝄞");
  });

  it("keeps lines only where it is asked to", () => {
    expect(visibleText("a\n\tb\r")).toBe("a\\n\\tb\\r");
    expect(visibleText("a\n\tb\r", { keepLines: true })).toBe("a\n\tb\\r");
  });

  it("leaves ordinary text of any script alone", () => {
    const text = '<svg onload="x"> Übung, العربية, 日本語 {"a": 1}';
    expect(visibleText(text)).toBe(text);
  });
});
