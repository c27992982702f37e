import "server-only";
import { hideKnownSecrets } from "@/lib/config/known-secrets";

const hidden = "[hidden]";
const quoted = `"[^"\\n]*"|'[^'\\n]*'`;
const word = `(?:${quoted}|[^\\s'"]+)`;
const secretWord =
  "(?:password|passwd|passphrase|secret|token|credentials?|api[_-]?key|access[_-]?key|private[_-]?key)";

/** The options whose value is a secret, or may hold one. */
export const secretOption =
  /^--?(?:[\w.]{1,40}-){0,6}(?:password|passwd|passphrase|pass|passin|passout|token|bearer|secret|api-?key|access-key|secret-key|private-key|creds?|credentials?|user|auth|cookie)$/i;
export const headerOption = /^(?:-H|--(?:\w{1,40}-)?header)$/;
const harmlessHeader = /^(?:accept|content-type|user-agent|host)\s*:/i;

type Rule = [RegExp, string | ((...found: string[]) => string)];

// Every repetition has a limit where it may begin anywhere: a long line must not take the square of its length.
const rules: Rule[] = [
  // Keys in PEM: in one line, and a line of one.
  [/(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[^\n]*/g, `$1${hidden}`],
  [/^\s*(?=\S*[G-Zg-z+/])[A-Za-z0-9+/]{40,}={0,2}\s*$/g, hidden],
  // The user and password of an address, and what its query calls secret.
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#'"]*@/gi, `$1${hidden}@`],
  [
    /([?&][\w-]{0,60}(?:token|secret|password|passwd|pwd|key|sig|signature|credential)[\w-]{0,60}=)[^&\s'"#]+/gi,
    `$1${hidden}`,
  ],
  // Headers, as in a command line, and as programs print them.
  [
    /((?:^|[^\w-])(?:(?:proxy-)?authorization|(?:set-)?cookie|apikey|(?:\w{1,40}-){1,6}(?:token|key|secret|password|auth))\s*:)(?!\/\/)[^'"\n]+/gi,
    `$1 ${hidden}`,
  ],
  [/\b(Bearer|Basic) (?!realm=|service=|scope=|error=)(?=\S*[\d=._~+/-])[\w.~+/=-]{6,}/g, `$1 ${hidden}`],
  // The options of a command line inside another one.
  [
    new RegExp(`((?:^|[\\s'"])(?:-H|--(?:\\w{1,40}-)?header)[\\s=])(${quoted})`, "g"),
    (_all, option, value) => `${option}${value[0]}${hideHeader(value.slice(1, -1))}${value[0]}`,
  ],
  [
    new RegExp(
      `((?:^|[\\s'"])(?:--(?:[\\w.]{1,40}-){0,6}(?:${secretWord}|pass|bearer|creds?|user|auth|cookie)|-u|-pass(?:in|out))[\\s=]+)${word}`,
      "gi",
    ),
    `$1${hidden}`,
  ],
  // Assignments, and properties of JSON and YAML.
  [new RegExp(`(\\b\\w{0,60}(?:${secretWord}|_PWD|_AUTH)=)${word}`, "gi"), `$1${hidden}`],
  [new RegExp(`(["']?\\b[\\w-]{0,60}${secretWord}["']?\\s*:\\s*)(?:${quoted})`, "gi"), `$1"${hidden}"`],
  [new RegExp(`^(\\s*[\\w-]{0,60}${secretWord}\\s*:\\s*)\\S+\\s*$`, "gi"), `$1${hidden}`],
  // What is a credential by its form.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, hidden],
  [
    /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|gl[a-z]{2,5}-[\w-]{16,}|dckr_[a-z]{3}_[\w-]{20,}|AKIA[A-Z0-9]{16})/g,
    hidden,
  ],
];

/** A header with its name, without what it says; those that never say a secret as they are. */
export function hideHeader(header: string): string {
  if (harmlessHeader.test(header)) return header;
  const colon = header.indexOf(":");
  return colon < 0 ? hidden : `${header.slice(0, colon)}: ${hidden}`;
}

/** A line of a log or a sentence without the secrets in it: those that are known, and those that their place tells. */
export function hideInText(text: string): string {
  let shown = hideKnownSecrets(text);
  for (const [pattern, replacement] of rules) shown = shown.replace(pattern, replacement as string);
  return shown;
}
