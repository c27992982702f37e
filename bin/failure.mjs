/** An error that the person at the terminal can act on: its message is printed unchanged, without a stack. */
export class Failure extends Error {
  name = "Failure";
}
