/** Something the person at the terminal can act on: its message is printed as it is, without a stack. */
export class Failure extends Error {
  name = "Failure";
}
