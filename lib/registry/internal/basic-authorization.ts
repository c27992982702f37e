import "server-only";
import type { RegistryConfig } from "@/lib/config/config";

/** Returns the `Authorization` header for Basic; null without credentials. */
export function basicAuthorization(credentials: RegistryConfig["credentials"]): string | null {
  if (credentials.kind === "none") return null;
  const { username, password } =
    credentials.kind === "basic"
      ? credentials
      : // Docker's own name for "the password is an identity token".
        { username: credentials.username ?? "<token>", password: credentials.token };
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
