import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, loadConfig } from "@/lib/config/config";
import { ConfigError } from "@/lib/config/config-error";
import { makeTestAuthority } from "./certificates";

/** An operator's folder, with files beside the configuration, and the result of loading it. */
export class ConfigFolder {
  readonly directory = mkdtempSync(join(tmpdir(), "shipshape-config-"));

  write(name: string, text: string): string {
    mkdirSync(join(this.directory, name, ".."), { recursive: true });
    writeFileSync(join(this.directory, name), text);
    return join(this.directory, name);
  }

  writeCertificate(): { cert: string; key: string } {
    const { cert, key } = makeTestAuthority().issue();
    return { cert: this.write("tls.crt", cert), key: this.write("tls.key", key) };
  }

  load(env: Record<string, string>): Config {
    const readFile = (path: string) => readFileSync(path, "utf8");
    const dataDir = join(this.directory, "data");
    return loadConfig({ env: { DATA_DIR: dataDir, ...env }, directory: this.directory, readFile });
  }

  mistakesOf(env: Record<string, string>): string[] {
    try {
      this.load(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.mistakes;
      throw error;
    }
    return [];
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
