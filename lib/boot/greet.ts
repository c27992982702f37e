import "server-only";
import type { Config } from "@/lib/config/config";
import { tellLauncher } from "./tell-launcher";

/** Prints where the console is and how to sign in. */
export function greet(config: Config, { setUpUrl }: { setUpUrl: string | null }): void {
  const lines = [`Shipshape ${config.version} is running at ${config.publicUrl}`];
  for (const { title, url, skipVerify } of config.registries)
    lines.push(`Registry: ${title} at ${url}${skipVerify ? " (certificate NOT verified)" : ""}`);
  lines.push(
    setUpUrl
      ? `First sign-in: create the administrator at\n  ${setUpUrl}\n  (this link works once, for one hour)`
      : `Sign in at ${config.publicUrl}/sign-in`,
  );
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
  tellLauncher({ runs: true });
}
