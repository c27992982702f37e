import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

// Debian, Red Hat, Homebrew and Postgres.app keep the server's programs off the PATH, in a folder for each version.
const versioned = [
  ["/usr/lib/postgresql", /^\d+$/, "bin"],
  ["/usr", /^pgsql-\d+$/, "bin"],
  ["/opt/homebrew/opt", /^postgresql(@\d+)?$/, "bin"],
  ["/usr/local/opt", /^postgresql(@\d+)?$/, "bin"],
  ["/Applications/Postgres.app/Contents/Versions", /^\d+$/, "bin"],
];

/**
 * Finds a PostgreSQL server that can run here: the folder of its programs and, if this process is root, the account to
 * run it under, because PostgreSQL refuses to run as root. Null if there is none.
 * @returns {{folder: string, account: {uid?: number, gid?: number}} | null}
 */
export function findPostgres() {
  const account = process.getuid?.() === 0 ? findAccount("postgres", "nobody") : {};
  const folder = account && folders().find((candidate) => runs(candidate, account));
  return folder ? { folder, account } : null;
}

function folders() {
  const known = versioned.flatMap(([parent, name, ...rest]) =>
    list(parent)
      .filter((entry) => name.test(entry))
      .sort((a, b) => numberIn(b) - numberIn(a))
      .map((entry) => join(parent, entry, ...rest)),
  );
  return [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...known];
}

const numberIn = (name) => Number(/\d+$/.exec(name)?.[0] ?? Number.MAX_SAFE_INTEGER);

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

// A container may deny the right to change the account, or hide the temporary folder from that account.
function runs(folder, account) {
  try {
    accessSync(join(folder, "initdb"), constants.X_OK);
    return spawnSync(join(folder, "postgres"), ["--version"], { ...account, cwd: tmpdir() }).status === 0;
  } catch {
    return false;
  }
}

function findAccount(...names) {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const fields = names.map((name) => lines.find((line) => line.startsWith(`${name}:`))?.split(":")).find(Boolean);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}
