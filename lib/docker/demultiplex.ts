import "server-only";
import { AppError } from "@/lib/errors/app-error";

const headerBytes = 8;
// The engine uses the last one to report on a program that it could not run.
const streams = ["stdin", "stdout", "stderr", "engine"] as const;
type OutputStream = (typeof streams)[number];

function readHeader(header: Buffer): { stream: OutputStream; length: number } {
  const stream = streams[header.readUInt8(0)];
  if (stream === undefined || header.readUIntBE(1, 3) !== 0)
    throw new AppError("runner-refused", "Docker sent invalid output of the collector.");
  return { stream, length: header.readUInt32BE(4) };
}

/**
 * Splits the stream in which Docker multiplexes a program's output: frames of a stream number, three zero bytes, a
 * length and that many bytes, cut at any point. Passes bytes on as they arrive and keeps at most a header. Throws
 * `runner-refused` for anything else; `end` throws `runner-unreachable` if the stream was cut off.
 */
export function demultiplexer(onBytes: (stream: OutputStream, bytes: Buffer) => void) {
  let header = Buffer.alloc(0);
  let stream: OutputStream = "stdout";
  let missing = 0;
  return {
    write(chunk: Buffer): void {
      for (let rest = chunk; rest.length > 0; ) {
        if (missing > 0) {
          const bytes = rest.subarray(0, missing);
          missing -= bytes.length;
          rest = rest.subarray(bytes.length);
          onBytes(stream, bytes);
          continue;
        }
        const wanted = headerBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, wanted)]);
        rest = rest.subarray(wanted);
        if (header.length < headerBytes) return;
        ({ stream, length: missing } = readHeader(header));
        header = Buffer.alloc(0);
      }
    },
    end(): void {
      if (missing > 0 || header.length > 0)
        throw new AppError("runner-unreachable", "The connection to Docker was lost in the middle of the output.");
    },
  };
}
