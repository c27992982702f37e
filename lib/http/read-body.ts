import "server-only";
import { AppError } from "@/lib/errors/app-error";

/** What a request body of the API may have at most. */
export const maxBodyBytes = 256 * 1024;

const tooLarge = (maxBytes: number) =>
  new AppError("payload-too-large", `The request body has more than the ${maxBytes / 1024} KiB that are accepted.`);

/** The body as text. Throws `payload-too-large` by its announced length, and by the bytes that really come. */
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
 * The body as text, or null where it has more bytes. It is read to its end then too: a client that is answered while it
 * still sends may see nothing but a connection that breaks.
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
 * The JSON of the body; `{}` where there is none, whatever its type, as of a POST that only says "do it". Throws
 * `unsupported-media-type`, `payload-too-large` or `invalid-request`.
 */
export async function readJsonBody(request: Request, maxBytes = maxBodyBytes): Promise<unknown> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const isJson = type === "application/json";
  // Of another type nothing is read but whether there is anything.
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
