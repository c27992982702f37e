import "server-only";
import { z } from "zod";
import { fromStoredOrNull } from "@/lib/db/stored-json";

const platformsSchema = z.array(z.string());

/** Returns the platforms of a tag from the text that the index has stored. */
export const platformsOf = (stored: string | null): string[] => fromStoredOrNull(platformsSchema, stored) ?? [];
