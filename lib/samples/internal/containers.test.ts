import { execFileSync } from "node:child_process";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { storeAsGzip } from "./gzip";
import { seededBytes } from "./seeded-bytes";
import { makeTar } from "./tar";
import { storeAsZstd } from "./zstd";

describe.each([0, 1, 65_535, 65_536, 131_072, 300_001])("%i bytes", (length) => {
  const bytes = seededBytes("anything", length);

  test("are what a gzip reader finds", () => {
    expect(gunzipSync(storeAsGzip(bytes)).equals(bytes)).toBe(true);
  });

  test("are what a zstd reader finds", () => {
    expect(zstdDecompressSync(storeAsZstd(bytes)).equals(bytes)).toBe(true);
  });
});

test("tar lists files, directories and links with their modes, and finds their content", () => {
  const tar = makeTar(
    [
      { path: "app/" },
      { path: "app/run", content: Buffer.from("#!/bin/sh\n"), mode: 0o755 },
      { path: "app/link", linkTo: "run", mode: 0o777 },
    ],
    Date.parse("2026-03-01T12:00:00Z") / 1000,
  );
  const listing = execFileSync("tar", ["-tvf", "-"], {
    input: tar,
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
  });
  expect(listing.split("\n").map((line) => line.replace(/\s+/g, " "))).toEqual([
    "drwxr-xr-x root/root 0 2026-03-01 12:00 app/",
    "-rwxr-xr-x root/root 10 2026-03-01 12:00 app/run",
    "lrwxrwxrwx root/root 0 2026-03-01 12:00 app/link -> run",
    "",
  ]);
  expect(execFileSync("tar", ["-xOf", "-", "app/run"], { input: tar, encoding: "utf8" })).toBe("#!/bin/sh\n");
});
