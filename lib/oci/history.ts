import type { Descriptor } from "./descriptor";
import type { HistoryEntry } from "./image-config";

export type HistoryStep = {
  createdBy: string;
  created: string | null;
  empty: boolean;
  layer: string | null;
  /** The layer's position in the manifest, from 0: two steps may make the same layer, which is then listed twice. */
  layerIndex: number | null;
};

/**
 * Returns the build steps, each with the layer it made. Steps are matched to layers only if the number of non-empty
 * steps equals the number of layers (image-spec, config.md "history"). Otherwise no step names a layer, as a guess
 * would blame the wrong one.
 */
export function mapHistory(history: HistoryEntry[], layers: Descriptor[]): { steps: HistoryStep[]; matched: boolean } {
  const filled = history.filter((entry) => !entry.empty_layer).length;
  const matched = history.length > 0 && filled === layers.length;
  let next = 0;
  const steps = history.map((entry) => {
    const layerIndex = !entry.empty_layer && matched ? next++ : null;
    return {
      createdBy: cleanStep(entry.created_by ?? entry.comment ?? ""),
      created: entry.created,
      empty: entry.empty_layer,
      layer: layerIndex === null ? null : (layers[layerIndex]?.digest ?? null),
      layerIndex,
    };
  });
  return { steps, matched };
}

// Matches `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` and similar.
const shellPrefix = /^\/bin\/(?:ba|a|da)?sh (?:-[a-z]+ (?:pipefail )?){0,4}?-[a-z]*c /;

/** Returns a step as its Dockerfile line, without the text that BuildKit and the classic builder put around it. */
export function cleanStep(createdBy: string): string {
  const step = createdBy.endsWith("# buildkit") ? createdBy.slice(0, -"# buildkit".length).trimEnd() : createdBy.trim();
  const instruction = /^RUN /.test(step) ? step.slice(4).trimStart() : null;
  const command = withoutBuildArguments(instruction ?? step);
  const shell = shellPrefix.exec(command);
  if (!shell) return instruction === null ? step : `RUN ${command}`;
  const rest = command.slice(shell[0].length).trimStart();
  if (!rest.startsWith("#(nop)")) return `RUN ${rest}`;
  return rest
    .slice("#(nop)".length)
    .trimStart()
    .replace(/^(ADD|COPY) (?:file|dir|multi):([0-9a-f]{12})[0-9a-f]* in /, "$1 $2… ");
}

// With build arguments, their number and values precede the shell: "|1 VERSION=1.4.2 /bin/sh -c …".
function withoutBuildArguments(command: string): string {
  if (!/^\|\d+ /.test(command)) return command;
  const shell = command.search(/ \/bin\/(?:ba|a|da)?sh -/);
  return shell === -1 ? command : command.slice(shell + 1);
}
