// Ctrl-C reaches the whole foreground group, and npm passes it on to us once more: the same wish, not a second one.
const sameWishMs = 400;
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

let handler = () => undefined;
let firstAt = null;

/** The signal that asked us to stop, or null as long as none has. */
export let stopSignal = null;

/** Calls `handle(signal, insisting)` for every wish to stop; the last handler given is the one in force. */
export function onStopSignal(handle) {
  handler = handle;
}

/** The exit code of a process that a signal ended, as shells count it. */
export function exitCodeOf(signal) {
  return 128 + (numbers[signal] ?? 9);
}

export function listenForStopSignals() {
  for (const signal of Object.keys(numbers)) process.on(signal, () => wishToStop(signal));
  if (process.env.npm_lifecycle_event && process.platform !== "win32") watchParent();
}

// npm runs us through a shell and passes SIGTERM to that shell only, which ends without telling us.
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
