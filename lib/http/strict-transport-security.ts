import "server-only";
import { getConfig } from "@/lib/config/config";

/** Returns the header's value for a console opened by https; null on plain http, where it would lock people out. */
export function strictTransportSecurity(): string | null {
  const { publicUrl, basePath } = getConfig();
  if (!publicUrl.startsWith("https://")) return null;
  // Below a path the host belongs to others too, and so do its subdomains.
  return basePath ? "max-age=31536000" : "max-age=31536000; includeSubDomains";
}
