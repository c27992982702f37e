import "server-only";

/** Returns the command of the program `shipshape` with its arguments, or null if the console is to be served. */
export function findCommand(): string[] | null {
  const command = process.env.SHIPSHAPE_COMMAND;
  return command ? (JSON.parse(command) as string[]) : null;
}
