import { expect, it } from "vitest";
import { commandText } from "./command-text";

it("quotes the words that need it", () => {
  expect(commandText(["tini", "--", "sh", "-c", "echo hi", ""])).toBe('tini -- sh -c "echo hi" ""');
});
