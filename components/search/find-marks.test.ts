import { expect, test } from "vitest";
import { findMarks } from "./find-marks";

const marked = (text: string, query: string) =>
  findMarks(text, query)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join("");

test("marks every place of every word, whatever the case", () => {
  expect(marked("payments/API:1.4.1", "api 1")).toBe("payments/[API]:[1].4.[1]");
  expect(marked("aaa", "aa a")).toBe("[aaa]");
});

test("marks the parts of a reference and of a label", () => {
  expect(marked("payments/api:1.4.0", "payments/api:1.4")).toBe("[payments/api:1.4].0");
  expect(marked("payments/api:v1.4.0", "payments/api:1.4")).toBe("[payments/api]:v[1.4].0");
  expect(marked("image.vendor=my Acme", "vendor=ac")).toBe("image.[vendor]=my [Ac]me");
});

test("leaves alone what has nothing of it", () => {
  expect(marked("web", "api")).toBe("web");
  expect(marked("web", " ")).toBe("web");
  expect(marked("İstanbul", "i")).toBe("İstanbul");
  expect(findMarks("", "a")).toEqual([]);
});
