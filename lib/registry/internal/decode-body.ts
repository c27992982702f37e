import "server-only";
import { promisify } from "node:util";
import zlib from "node:zlib";

/** Thrown for an answer larger than allowed; the caller knows what kind of answer it is. */
export class BodyTooLarge extends Error {}

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const gunzip = promisify(zlib.gunzip) as Decoder;
const decoders: Record<string, Decoder> = {
  gzip: gunzip,
  "x-gzip": gunzip,
  deflate: promisify(zlib.inflate) as Decoder,
  br: promisify(zlib.brotliDecompress) as Decoder,
  zstd: promisify(zlib.zstdDecompress) as Decoder,
};

const mostEncodings = 3;

/**
 * Returns the decoded body and, if it was compressed although the console didn't ask for that, also the body as sent: a
 * server that holds a compressed blob may declare that compression too. A body that doesn't match its header is
 * returned as it is. Throws BodyTooLarge.
 */
export async function decodeBody(
  sent: Buffer,
  contentEncoding: string,
  maxBytes: number,
): Promise<{ body: Buffer; encodedBody?: Buffer }> {
  const names = contentEncoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length === 0 || names.length > mostEncodings || sent.length === 0) return { body: sent };
  let body = sent;
  for (const name of names.reverse()) {
    const decode = decoders[name];
    if (!decode) return { body: sent };
    try {
      body = await decode(body, { maxOutputLength: Math.max(1, maxBytes) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new BodyTooLarge();
      return { body: sent };
    }
  }
  return { body, encodedBody: sent };
}
