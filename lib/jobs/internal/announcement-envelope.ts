import "server-only";
import { z } from "zod";

const envelopeSchema = z.object({
  from: z.string(),
  // PostgreSQL delivers equal texts of one transaction once; the number tells them apart.
  number: z.number(),
  topic: z.string(),
  payload: z.unknown(),
});
type Envelope = z.infer<typeof envelopeSchema>;

const maxPayloadBytes = 7_500;
const maxTopicBytes = 200;

/**
 * Returns the announcement as text. Throws a RangeError if it doesn't fit, because PostgreSQL takes less than 8,000
 * bytes, and a TypeError for values that JSON can't represent.
 */
export function writeEnvelope(envelope: Envelope): string {
  const payload = JSON.stringify(envelope.payload) ?? "null";
  if (Buffer.byteLength(payload) > maxPayloadBytes)
    throw new RangeError(`the announcement of ${envelope.topic} is longer than ${maxPayloadBytes} bytes`);
  if (Buffer.byteLength(JSON.stringify(envelope.topic)) > maxTopicBytes)
    throw new RangeError(`the topic is longer than ${maxTopicBytes} bytes: ${envelope.topic.slice(0, 80)}`);
  return JSON.stringify({ ...envelope, payload: envelope.payload ?? null });
}

/** Returns null for anything that no console wrote: everybody with access to the database may notify. */
export function parseEnvelope(text: unknown): Envelope | null {
  try {
    return envelopeSchema.parse(JSON.parse(String(text)));
  } catch {
    return null;
  }
}
