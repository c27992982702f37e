import "server-only";
import { Lexer } from "yaml";
import { AppError } from "@/lib/errors/app-error";

// The largest policy that the limits of its fields allow has far fewer tokens.
const mostTokens = 5_000;
const deepest = 20;

/**
 * Refuses text that takes the parser long, before the parser sees any of it: some of the parser's work grows with the
 * square of the number of parts, and with their depth. Splitting a text into tokens doesn't, and stops at the limit.
 * Throws `invalid-request`.
 */
export function requireSmallYaml(text: string, tokens: Iterable<string> = new Lexer().lex(text)): void {
  let count = 0;
  let brackets = 0;
  let marks = 0;
  for (const token of tokens) {
    count += 1;
    if (token === "[" || token === "{") brackets += 1;
    if (token === "]" || token === "}") brackets -= 1;
    // `- - -` in one line is a list in a list in a list.
    if (token === "-" || token === "?") marks += 1;
    if (token === "\n") marks = 0;
    if (brackets + marks > deepest)
      throw new AppError("invalid-request", `This YAML is nested too deep: more than ${deepest} levels.`);
    if (count > mostTokens) throw new AppError("invalid-request", "This YAML has more parts than a policy can have.");
  }
}
