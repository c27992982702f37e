import "server-only";
import { notFound } from "next/navigation";
import { z } from "zod";
import { registryNameSchema } from "@/lib/contract/registries";
import { isDigest } from "@/lib/oci/digest";
import { isRepositoryName } from "@/lib/oci/repository-name";
import { isTag } from "@/lib/oci/tag";

// Names are checked where they enter, and refused rather than normalised: a registry gets exactly what a policy sees.
export const registryParam = registryNameSchema;
export const repositoryParam = z.string().refine(isRepositoryName, "is not a repository name");
export const tagParam = z.string().refine(isTag, "is not a tag");
export const digestParam = z.string().refine(isDigest, "is not a digest");
/** The id of a run, session or other row of the console. */
export const idParam = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "is not an id");

type Shape = Record<string, z.ZodType>;
type Values<S extends Shape> = { [K in keyof S]: z.infer<S[K]> };

/**
 * Returns the checked parameters of a page, which arrive percent-encoded (those of a route handler arrive decoded). If
 * one breaks its grammar, the page is not found.
 */
export async function getPageParams<S extends Shape>(
  params: Promise<Record<string, string | string[] | undefined>>,
  shape: S,
): Promise<Values<S>> {
  const encoded = await params;
  const decoded = Object.fromEntries(Object.keys(shape).map((name) => [name, decode(encoded[name])]));
  const parsed = z.object(shape).safeParse(decoded);
  if (!parsed.success) notFound();
  return parsed.data as Values<S>;
}

function decode(value: string | string[] | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
