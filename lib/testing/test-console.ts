import type { Actor } from "@/lib/auth/actor";
import { migrations } from "@/lib/boot/migrations";
import type { Config, RegistryConfig } from "@/lib/config/config";
import { forgetAllProcessWide, processWide } from "@/lib/process/process-wide";
import { openTestDatabase } from "./database/test-database";
import { aRegistryConfig as anyRegistryConfig } from "./fake-registry/registry-config";

export const admin: Actor = { userId: "1", username: "ada", role: "admin" };
/** A member who may read everything. */
export const viewer: Actor = {
  userId: "2",
  username: "vic",
  role: "member",
  grants: [
    {
      id: "1",
      registry: "*",
      pattern: "**",
      role: "reader",
      subject: { kind: "person", name: "vic" },
      expiresAt: null,
    },
  ],
};

/** Returns the configuration of the registry `local`. */
export function aRegistryConfig(url: string, changes: Partial<RegistryConfig> = {}): RegistryConfig {
  return anyRegistryConfig(url, { name: "local", title: "Local", ...changes });
}

/** Opens a console in this process, with an empty database and these registries; returns a function that closes it. */
export async function openTestConsole(registries: RegistryConfig[]): Promise<() => Promise<void>> {
  forgetAllProcessWide();
  processWide("config", () => ({ registries, publicUrl: "http://127.0.0.1:3000" }) as Config);
  return openTestDatabase(migrations);
}
