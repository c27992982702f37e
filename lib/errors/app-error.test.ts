import { expect, test, vi } from "vitest";
import { AppError, isAppError } from "./app-error";

test("an error made in another bundle is still one of ours", async () => {
  vi.resetModules();
  const other = await import("./app-error");
  const error: unknown = new other.AppError("registry-timeout", "It took too long.");
  expect(other.AppError).not.toBe(AppError);
  expect(error).toBeInstanceOf(AppError);
  expect(isAppError(error, "registry-timeout")).toBe(true);
  expect(isAppError(error, "internal")).toBe(false);
});

test.each([new Error("no"), { code: "internal", detail: "" }, null, "internal"])("%j is not one of ours", (value) => {
  expect(isAppError(value)).toBe(false);
});
