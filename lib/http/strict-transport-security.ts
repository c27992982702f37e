import "server-only";
import { getConfig } from "@/lib/config/config";

/** The header's value for a console that people open by https; null on plain http, where it would lock them out. */
export function strictTransportSecurity(): string | null {
  return getConfig().publicUrl.startsWith("https://") ? "max-age=31536000; includeSubDomains" : null;
}
