import "server-only";
import { ConfigError } from "./config-error";

/** Collects mistakes, so that all of them are reported at once. */
export class Mistakes {
  private readonly list: string[] = [];
  /** The configuration file, once it is known. */
  file: string | null = null;

  add(place: string, text: string): void {
    this.list.push(`${place}: ${text}`);
  }

  get any(): boolean {
    return this.list.length > 0;
  }

  /** Throws a ConfigError that names every mistake so far; does nothing if there is none. */
  throwIfAny(): void {
    if (this.any) throw new ConfigError(this.list, this.file);
  }
}
