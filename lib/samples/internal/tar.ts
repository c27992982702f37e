import "server-only";

/** A file, a directory (its path ends with a slash) or a symbolic link. */
export type TarEntry = { path: string; content?: Buffer; mode?: number; linkTo?: string };

const blockBytes = 512;

/**
 * Makes a POSIX ustar archive of the entries, all owned by root and with the same modification time (seconds since
 * 1970).
 */
export function makeTar(entries: TarEntry[], modifiedAt: number): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = entry.content ?? Buffer.alloc(0);
    return [header(entry, content.length, modifiedAt), content, Buffer.alloc(padding(content.length))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}

function header({ path, mode, linkTo }: TarEntry, sizeBytes: number, modifiedAt: number): Buffer {
  const isDirectory = path.endsWith("/");
  const block = Buffer.alloc(blockBytes);
  if (Buffer.byteLength(path) > 100) throw new RangeError(`too long for a ustar name: ${path}`);
  block.write(path, 0);
  writeOctal(block, mode ?? (isDirectory ? 0o755 : 0o644), 100, 8);
  writeOctal(block, 0, 108, 8);
  writeOctal(block, 0, 116, 8);
  writeOctal(block, sizeBytes, 124, 12);
  writeOctal(block, modifiedAt, 136, 12);
  block.write(linkTo === undefined ? (isDirectory ? "5" : "0") : "2", 156);
  if (linkTo !== undefined) block.write(linkTo, 157);
  block.write("ustar\u000000", 257);
  block.write("root", 265);
  block.write("root", 297);
  // The checksum is computed with its own field full of spaces.
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function writeOctal(block: Buffer, value: number, at: number, length: number): void {
  block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at);
}

function padding(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
}
