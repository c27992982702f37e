import "server-only";
import { getConfig } from "./config";

/** Tells next-auth the public address; it reads that from the environment only, and would trust `Host` otherwise. */
export function setNextAuthUrl(): void {
  process.env.NEXTAUTH_URL = getConfig().publicUrl;
}
