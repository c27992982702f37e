import "server-only";

/** Everything that is wrong with the configuration, each with its place; holds no values, as a value may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(readonly mistakes: string[]) {
    const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
    super(`The configuration has ${count}:\n${mistakes.map((mistake) => `  ${mistake}`).join("\n")}`);
  }
}
