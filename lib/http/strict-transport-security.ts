import "server-only";
import { getConfig } from "@/lib/config/config";

/** Returns the header's value for a console opened by https; null on plain http, where it would lock people out. */
export function strictTransportSecurity(): string | null {
  return getConfig().publicUrl.startsWith("https://") ? "max-age=31536000; includeSubDomains" : null;
}
