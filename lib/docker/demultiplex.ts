import "server-only";
import { AppError } from "@/lib/errors/app-error";

const headerBytes = 8;
// The last is what the engine itself has to say of a program that it could not run.
const streams = ["stdin", "stdout", "stderr", "engine"] as const;
type OutputStream = (typeof streams)[number];

function readHeader(header: Buffer): { stream: OutputStream; length: number } {
  const stream = streams[header.readUInt8(0)];
  if (stream === undefined || header.readUIntBE(1, 3) !== 0)
    throw new AppError("runner-refused", "Docker sent invalid output of the collector.");
  return { stream, length: header.readUInt32BE(4) };
}

/**
 * Takes the stream apart in which Docker mixes what a program prints: frames of a stream's number, three zeros, a
 * length and so many bytes, cut anywhere. Hands on what comes and keeps at most a header. Throws `runner-refused` for
 * anything else; `end` throws where the stream was cut off.
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
