import "server-only";
import { getConfig } from "./config";

/** Sets the public address for next-auth, which reads it from the environment only and would otherwise trust `Host`. */
export function setNextAuthUrl(): void {
  process.env.NEXTAUTH_URL = `${getConfig().publicUrl}/api/auth`;
}
