import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorCodes } from "./error-codes";

test("the guide explains every error, with its status, in the order of the table", () => {
  const guide = readFileSync("docs/troubleshooting.md", "utf8");
  const rows = [...guide.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(rows).toEqual(Object.entries(errorCodes).map(([code, [status]]) => [code, status]));
});
