import { describe, expect, test } from "vitest";
import { frame } from "@/lib/testing/docker/fake-docker/execs";
import { demultiplexer } from "./demultiplex";

function read(bytes: Buffer, pieceBytes: number) {
  const seen: Record<string, string> = {};
  const output = demultiplexer((stream, piece) => {
    seen[stream] = (seen[stream] ?? "") + piece.toString("latin1");
  });
  for (let at = 0; at < bytes.length; at += pieceBytes) output.write(bytes.subarray(at, at + pieceBytes));
  output.end();
  return seen;
}

describe("what Docker mixes into one stream", () => {
  const mixed = Buffer.concat([frame(1, "out "), frame(2, "wrong"), frame(1, ""), frame(1, "put"), frame(3, "engine")]);

  test.each([1, 2, 3, 7, 8, 9, 13, 1000])("is taken apart however it is cut: pieces of %i bytes", (pieceBytes) => {
    expect(read(mixed, pieceBytes)).toEqual({ stdout: "out put", stderr: "wrong", engine: "engine" });
  });

  test("of a frame as long as can be only what has come is kept", () => {
    const header = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    let bytes = 0;
    const output = demultiplexer((_stream, piece) => {
      bytes += piece.length;
    });
    output.write(header);
    for (let piece = 0; piece < 100; piece += 1) output.write(Buffer.alloc(1024));
    expect(bytes).toBe(102_400);
    expect(() => output.end()).toThrow("was lost");
  });

  test.each([
    ["another stream's number", [9, 0, 0, 0, 0, 0, 0, 1]],
    ["no zeros after it", [1, 0, 7, 0, 0, 0, 0, 1]],
    ["plain text", [...Buffer.from("app: marking")]],
  ])("is refused with %s", (_what, bytes) => {
    expect(() => read(Buffer.from(bytes), 5)).toThrow("invalid output");
  });

  test("is incomplete where it ends in a header or a frame", () => {
    expect(() => read(mixed.subarray(0, 5), 5)).toThrow("was lost");
    expect(() => read(mixed.subarray(0, 10), 5)).toThrow("was lost");
  });
});
