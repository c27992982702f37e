import "server-only";

/** Every mistake in the configuration, each with its place. It contains no values, as a value may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  /** `file`: the file that holds the settings whose place names no file. */
  constructor(
    readonly mistakes: string[],
    file: string | null = null,
  ) {
    const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
    super(
      `The configuration${file === null ? "" : ` in ${file}`} has ${count}:\n${mistakes.map((mistake) => `  ${mistake}`).join("\n")}`,
    );
  }
}
