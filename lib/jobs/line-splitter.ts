import "server-only";
import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

const longestLine = 4_096;

/**
 * Splits a stream of bytes into lines without control characters. Drops what a line has beyond 4,096 characters, so
 * that a program without line feeds doesn't fill the memory.
 */
export function lineSplitter(onLine: (line: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let pending = "";
  const finish = () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
    onLine(stripVTControlCharacters(pending).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ""));
    pending = "";
  };
  const add = (text: string) => {
    pending += text.slice(0, Math.max(0, longestLine - pending.length));
  };
  return {
    write(chunk) {
      const parts = decoder.write(chunk).split("\n");
      for (const [index, part] of parts.entries()) {
        add(part);
        if (index < parts.length - 1) finish();
      }
    },
    end() {
      add(decoder.end());
      if (pending !== "") finish();
    },
  };
}
