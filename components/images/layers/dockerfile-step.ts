export type DockerfileStep = {
  /** `RUN`, `COPY` …; null if the step isn't written as an instruction. */
  keyword: string | null;
  text: string;
};

const instruction =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?:\s+|$)/;

/** Splits a step of an image's history, cleaned by `lib/oci/history`, into the instruction and the rest. */
export function splitStep(step: string): DockerfileStep {
  const found = instruction.exec(step);
  if (!found) return { keyword: null, text: step.trim() };
  return { keyword: found[1] ?? null, text: step.slice(found[0].length).trim() };
}

/** Returns the step on one line, as the table shows it. */
export function singleLine(text: string): string {
  return text.replace(/(?:\\\r?\n|\s)+/g, " ");
}
