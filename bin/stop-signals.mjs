// Ctrl-C reaches the whole foreground group, and npm passes it on to this process once more: that is one request, not
// two.
const sameWishMs = 400;
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

let handler = () => undefined;
let firstAt = null;

/** The signal that asked this process to stop, or null while there is none. */
export let stopSignal = null;

/** Calls `handle(signal, insisting)` for every request to stop; only the last handler given is called. */
export function onStopSignal(handle) {
  handler = handle;
}

/** Returns the exit code of a process that a signal ended, as shells count it. */
export function exitCodeOf(signal) {
  return 128 + (numbers[signal] ?? 9);
}

export function listenForStopSignals() {
  for (const signal of Object.keys(numbers)) process.on(signal, () => wishToStop(signal));
  if (process.env.npm_lifecycle_event && process.platform !== "win32") watchParent();
}

// npm runs this process through a shell and passes SIGTERM only to that shell, which ends without passing it on.
function watchParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    if (!stopSignal) wishToStop("SIGTERM");
  }, 500);
  timer.unref();
}

function wishToStop(signal) {
  const now = Date.now();
  if (firstAt !== null && now - firstAt < sameWishMs) return;
  const insisting = firstAt !== null;
  firstAt ??= now;
  stopSignal ??= signal;
  handler(signal, insisting);
}
