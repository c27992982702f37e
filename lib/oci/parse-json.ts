import { AppError } from "@/lib/errors/app-error";

const maxDepth = 64;

/**
 * Parses JSON of unknown origin. Throws `registry-bad-response` for anything but UTF-8 JSON nested at most 64 deep:
 * deeper values can be parsed, but break code that prints them. Keys named `__proto__` are dropped.
 */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  const text = decode(bytes, what);
  if (depthOf(text) > maxDepth) throw new AppError("registry-bad-response", `${what} is nested too deeply.`);
  try {
    return JSON.parse(text, text.includes("__proto__") ? dropProto : undefined);
  } catch (cause) {
    throw new AppError("registry-bad-response", `${what} is not valid JSON.`, { cause });
  }
}

function decode(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("registry-bad-response", `${what} is not UTF-8 text.`, { cause });
  }
}

function dropProto(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth);
    else if (char === "}" || char === "]") depth--;
  }
  return deepest;
}
