import "server-only";
import { AppError } from "@/lib/errors/app-error";

/** The largest request body that the API accepts, in bytes. */
export const maxBodyBytes = 256 * 1024;

const tooLarge = (maxBytes: number) =>
  new AppError("payload-too-large", `The request body has more than the ${maxBytes / 1024} KiB that are accepted.`);

/** Returns the body as text. Throws `payload-too-large`, checking both the announced length and the bytes received. */
export async function readBody(request: Request, maxBytes = maxBodyBytes): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * Returns the body as text, or null if it is larger than `maxBytes`. Reads it to the end even then: a client that gets
 * an answer while it still sends may see only a broken connection.
 */
export async function readOrDrainBody(request: Request, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return sizeBytes <= maxBytes ? Buffer.concat(chunks).toString("utf8") : null;
}

/**
 * Returns the JSON of the body, or `{}` for an empty body of any type, as in a POST that only says "do it". Throws
 * `unsupported-media-type`, `payload-too-large` or `invalid-request`.
 */
export async function readJsonBody(request: Request, maxBytes = maxBodyBytes): Promise<unknown> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const isJson = type === "application/json";
  // For another type it only matters whether the body is empty.
  const text = await readBody(request, isJson ? maxBytes : 0).catch((error: unknown) => {
    throw isJson ? error : notJson();
  });
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid-request", "The body is not valid JSON.");
  }
}

const notJson = () =>
  new AppError("unsupported-media-type", "Send the body as JSON, with Content-Type: application/json.");
