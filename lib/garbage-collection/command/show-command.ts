import "server-only";
import { basename } from "node:path";
import {
  headerOption,
  hideHeader,
  hideInText,
  secretOption,
} from "@/lib/garbage-collection/collector-output/hide-in-text";

const hidden = "[hidden]";

// Short options mean a secret only in some programs.
const shortOptions: Record<string, RegExp> = {
  curl: /^-[uUb]/,
  sshpass: /^-p/,
  "redis-cli": /^-a/,
  "valkey-cli": /^-a/,
  mysql: /^-p/,
  login: /^-[up]/,
};

/** Returns the command line as users may see it: without the secrets in its arguments, and quoted where necessary. */
export function showCommand(command: readonly string[]): string {
  const programs = command.map((part) => basename(part));
  const short = programs.flatMap(
    (program) => (Object.hasOwn(shortOptions, program) ? shortOptions[program] : []) ?? [],
  );
  let before = "";
  const shown = command.map((part) => {
    const option = before;
    before = part;
    return hideArgument(part, option, short);
  });
  return shown.map((part) => (/^[\w@%+=:,./[\]-]+$/.test(part) ? part : JSON.stringify(part))).join(" ");
}

function hideArgument(part: string, option: string, short: RegExp[]): string {
  if (headerOption.test(option)) return hideInText(hideHeader(part));
  if (secretOption.test(option) || short.some((pattern) => pattern.test(option) && option.length === 2)) return hidden;
  const [, name = "", value] = /^(--?[\w.-]+)=([\s\S]*)$/.exec(part) ?? [];
  if (value !== undefined && headerOption.test(name)) return `${name}=${hideInText(hideHeader(value))}`;
  if (value !== undefined && secretOption.test(name)) return `${name}=${hidden}`;
  if (/^-H./.test(part)) return `-H${hideInText(hideHeader(part.slice(2)))}`;
  if (part.length > 2 && short.some((pattern) => pattern.test(part))) return `${part.slice(0, 2)}${hidden}`;
  return hideInText(part);
}
