import "server-only";

/** Everything that is wrong with the configuration, each with its place; holds no values, as a value may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  /** `file`: where the settings are that are named without a place of their own. */
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
