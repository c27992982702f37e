import { Failure } from "./failure.mjs";
import { endCommands } from "./run-command.mjs";
import { exitCodeOf, listenForStopSignals, onStopSignal, stopSignal } from "./stop-signals.mjs";

const graceMs = 5_000;

/** Runs a command of this folder and exits with the code it returns; a signal to stop ends what the command started. */
export async function runMain(main) {
  if (Number(process.versions.node.split(".")[0]) < 18) {
    console.error(`Shipshape's commands need Node 18 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  listenForStopSignals();
  onStopSignal((_signal, insisting) => {
    console.log("Stopping ...");
    endCommands(insisting ? "SIGKILL" : "SIGTERM");
    // npm is slow to undo half an installation; without the stamp the installation is repeated anyway.
    setTimeout(() => endCommands("SIGKILL"), graceMs).unref();
  });
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!stopSignal) console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = stopSignal ? exitCodeOf(stopSignal) : 1;
  }
}
