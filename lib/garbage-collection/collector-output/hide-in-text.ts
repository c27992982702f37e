import "server-only";
import { hideKnownSecrets } from "@/lib/config/known-secrets";

const hidden = "[hidden]";
const quoted = `"[^"\\n]*"|'[^'\\n]*'`;
const word = `(?:${quoted}|[^\\s'"]+)`;
const secretWord =
  "(?:password|passwd|passphrase|secret|token|credentials?|api[_-]?key|access[_-]?key|private[_-]?key)";

/** The options whose value is or may hold a secret. */
export const secretOption =
  /^--?(?:[\w.]{1,40}-){0,6}(?:password|passwd|passphrase|pass|passin|passout|token|bearer|secret|api-?key|access-key|secret-key|private-key|creds?|credentials?|user|auth|cookie)$/i;
export const headerOption = /^(?:-H|--(?:\w{1,40}-)?header)$/;
const harmlessHeader = /^(?:accept|content-type|user-agent|host)\s*:/i;

type Rule = [RegExp, string | ((...found: string[]) => string)];

// A repetition that may begin anywhere has a limit: otherwise a long line would take quadratic time.
const rules: Rule[] = [
  // PEM keys: a whole key on one line, and a single line of a key.
  [/(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[^\n]*/g, `$1${hidden}`],
  [/^\s*(?=\S*[G-Zg-z+/])[A-Za-z0-9+/]{40,}={0,2}\s*$/g, hidden],
  // The user and password of a URL, and the secret parameters of its query.
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#'"]*@/gi, `$1${hidden}@`],
  [
    /([?&][\w-]{0,60}(?:token|secret|password|passwd|pwd|key|sig|signature|credential)[\w-]{0,60}=)[^&\s'"#]+/gi,
    `$1${hidden}`,
  ],
  // Headers, as they appear in a command line and in a program's output.
  [
    /((?:^|[^\w-])(?:(?:proxy-)?authorization|(?:set-)?cookie|apikey|(?:\w{1,40}-){1,6}(?:token|key|secret|password|auth))\s*:)(?!\/\/)[^'"\n]+/gi,
    `$1 ${hidden}`,
  ],
  [/\b(Bearer|Basic) (?!realm=|service=|scope=|error=)(?=\S*[\d=._~+/-])[\w.~+/=-]{6,}/g, `$1 ${hidden}`],
  // Options of a command line inside another one.
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
  // Assignments, and JSON and YAML properties.
  [new RegExp(`(\\b\\w{0,60}(?:${secretWord}|_PWD|_AUTH)=)${word}`, "gi"), `$1${hidden}`],
  [new RegExp(`(["']?\\b[\\w-]{0,60}${secretWord}["']?\\s*:\\s*)(?:${quoted})`, "gi"), `$1"${hidden}"`],
  [new RegExp(`^(\\s*[\\w-]{0,60}${secretWord}\\s*:\\s*)\\S+\\s*$`, "gi"), `$1${hidden}`],
  // Credentials that are recognized by their form.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, hidden],
  [
    /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|gl[a-z]{2,5}-[\w-]{16,}|dckr_[a-z]{3}_[\w-]{20,}|AKIA[A-Z0-9]{16})/g,
    hidden,
  ],
];

/** Returns a header with its name but without its value; a header that never holds a secret is returned unchanged. */
export function hideHeader(header: string): string {
  if (harmlessHeader.test(header)) return header;
  const colon = header.indexOf(":");
  return colon < 0 ? hidden : `${header.slice(0, colon)}: ${hidden}`;
}

/** Returns a log line or a sentence without its secrets: the known ones, and those recognized by their place. */
export function hideInText(text: string): string {
  let shown = hideKnownSecrets(text);
  for (const [pattern, replacement] of rules) shown = shown.replace(pattern, replacement as string);
  return shown;
}
