import { isDigest } from "./digest";
import { FieldReader, isObject, type Oddities, typeName } from "./field-reader";
import { type Platform, readPlatform } from "./platform";

/** An OCI descriptor (image-spec, descriptor.md), as far as it could be read. */
export type Descriptor = {
  /** Empty if it is missing. */
  mediaType: string;
  digest: string;
  /** Null if it is missing, or can't be true. */
  size: number | null;
  annotations: Record<string, string>;
  platform: Platform | undefined;
  artifactType?: string | undefined;
  /** Other places to fetch the content from. */
  urls: string[];
};

const longestType = 500;
const mostUrls = 100;
/** The digest of an empty blob. */
export const emptyBlob = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/** Only these digests can have size 0. */
const emptyDigests = new Set([
  emptyBlob,
  "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
]);

/** Reads a descriptor field by field, and notes what is odd. Returns null if it has no valid digest. */
export function readDescriptor(value: unknown, place: string, oddities: Oddities): Descriptor | null {
  if (!isObject(value)) {
    oddities.note(place, `is ${typeName(value)}, so that it names nothing`);
    return null;
  }
  const { digest } = value;
  if (typeof digest !== "string" || !isDigest(digest)) {
    const what = typeof digest === "string" && digest !== "" ? "is not a digest" : `is ${typeName(digest)}`;
    oddities.note(`${place}.digest`, `${what}, so that it names nothing`);
    return null;
  }
  const fields = new FieldReader(value, oddities, place);
  const artifactType = fields.text("artifactType", longestType);
  return {
    mediaType: fields.text("mediaType", longestType) ?? "",
    digest,
    size: readSize(fields, digest),
    annotations: fields.record("annotations"),
    platform: readPlatform(fields),
    ...(artifactType !== null && { artifactType }),
    urls: fields.texts("urls", mostUrls),
  };
}

function readSize(fields: FieldReader, digest: string): number | null {
  const size = fields.raw("size");
  const oddity = sizeOddity(size, digest);
  if (oddity === null) return size as number;
  fields.note("size", oddity);
  return null;
}

function sizeOddity(size: unknown, digest: string): string | null {
  if (typeof size !== "number") return `is ${typeName(size)}`;
  if (size < 0) return "is negative";
  if (!Number.isSafeInteger(size)) return "is not a whole number of bytes";
  return size === 0 && !emptyDigests.has(digest)
    ? "is declared as 0 B, though the digest is not that of an empty blob"
    : null;
}
