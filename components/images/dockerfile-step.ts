export type DockerfileStep = {
  /** `RUN`, `COPY` …; null where the step isn't written as an instruction. */
  keyword: string | null;
  text: string;
};

const instruction =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?:\s+|$)/;
// `|2 A=1 B=2 ` before a shell: the build arguments that were set, with their count.
const buildArguments = /^\|\d+\s+(?:.*?\s)?(?=(?:\/\S*\/)?(?:sh|bash|ash|cmd|powershell)\b)/s;
const shell =
  /^(?:(?:\/\S*\/)?(?:sh|bash|ash)(?:\s+-[a-z]+(?:\s+pipefail)?)*?\s+-[a-z]*c|cmd\s+\/S\s+\/C|powershell(?:\.exe)?\s+-Command)\s+/i;
const longSource = /\b(file|dir|multi):([0-9a-f]{12})[0-9a-f]{52}\b/g;

/**
 * A `created_by` of an image's history as its Dockerfile had it: without the shell, the build arguments and the marks
 * that the classic builder (`/bin/sh -c #(nop)`) and BuildKit (`# buildkit`) add. A cleaned one comes back the same.
 */
export function parseDockerfileStep(createdBy: string): DockerfileStep {
  const trimmed = createdBy.replace(/\s+#\s*buildkit\s*$/, "").trim();
  const named = instruction.exec(trimmed);
  if (named && named[1] !== "RUN") return { keyword: named[1] ?? null, text: tidy(trimmed.slice(named[0].length)) };
  const command = (named ? trimmed.slice(named[0].length) : trimmed).replace(buildArguments, "");
  const bare = command.replace(shell, "");
  if (bare.startsWith("#(nop)")) return parseDockerfileStep(bare.slice("#(nop)".length));
  const ran = named !== null || bare !== command;
  return { keyword: ran ? "RUN" : null, text: tidy(bare) };
}

function tidy(text: string): string {
  return text.trim().replace(longSource, "$1:$2");
}

/** The step on one line, as the table shows it. */
export function singleLine(text: string): string {
  return text.replace(/(?:\\\r?\n|\s)+/g, " ");
}
