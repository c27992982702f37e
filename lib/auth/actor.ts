import "server-only";
import type { Role } from "@/lib/contract/people";

/** Who does something. */
export type Actor = { userId: string; username: string; role: Role };

/** The console itself, for what happens without a person: start-up repairs and schedules. */
export const systemActor: Actor = { userId: "system", username: "system", role: "admin" };
