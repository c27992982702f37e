import "server-only";
import { z } from "zod";
import { fromStoredOrNull } from "@/lib/db/stored-json";

const platformsSchema = z.array(z.string());

/** The platforms of a tag as the index has stored them. */
export const platformsOf = (stored: string | null): string[] => fromStoredOrNull(platformsSchema, stored) ?? [];
