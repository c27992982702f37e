import "server-only";
import type { Incoming } from "./exchange";

type Flight = { answer: Promise<Incoming>; controller: AbortController; callers: number };

/** Shared requests: callers that ask for something already under way wait for that answer instead of asking again. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  /** Returns the answer of the request under way, or of a new one; it is aborted when its last caller has left. */
  share(
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<Incoming>,
  ): Promise<Incoming> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const known = this.#flights.get(key);
    if (known) return this.#join(key, known, signal);
    const controller = new AbortController();
    const flight = { answer: start(controller.signal), controller, callers: 0 };
    this.#flights.set(key, flight);
    const joined = this.#join(key, flight, signal);
    const end = () => this.#drop(key, flight);
    flight.answer.then(end, end);
    return joined;
  }

  /** Stops sharing the requests under way: after a write no caller may get an answer that was requested before it. */
  forget(): void {
    this.#flights.clear();
  }

  #join(key: string, flight: Flight, signal: AbortSignal | undefined): Promise<Incoming> {
    flight.callers++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal?.reason);
        flight.callers--;
        if (flight.callers > 0) return;
        this.#drop(key, flight);
        flight.controller.abort(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      const stay = () => signal?.removeEventListener("abort", leave);
      flight.answer.then(resolve, reject).finally(stay);
    });
  }

  #drop(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
