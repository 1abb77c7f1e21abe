import { call } from "./call.ts";

interface Flight {
  readonly answer: Promise<unknown>;
  readonly aborter: AbortController;
  readonly begun: number;
  waiting: number;
}

export interface Question<Value> {
  readonly answer: Promise<Value>;
  /** Nobody here waits any more; the request ends when nobody anywhere does. */
  readonly leave: () => void;
}

/** Screens that hear the same event ask within this time of each other; what was asked before may be older than the event. */
const togetherMs = 40;
const flights = new Map<string, Flight>();

/** A GET that is asked once for everybody who asks for it at the same time. */
export function ask<Value>(path: string): Question<Value> {
  const flight = join(path) ?? begin(path);
  flight.waiting += 1;
  return {
    answer: flight.answer as Promise<Value>,
    leave: () => {
      flight.waiting -= 1;
      if (flight.waiting === 0) flight.aborter.abort();
    },
  };
}

function join(path: string): Flight | undefined {
  const flight = flights.get(path);
  return flight && performance.now() - flight.begun < togetherMs && !flight.aborter.signal.aborted ? flight : undefined;
}

function begin(path: string): Flight {
  const aborter = new AbortController();
  const flight: Flight = { answer: call(path, { signal: aborter.signal }), aborter, begun: performance.now(), waiting: 0 };
  flights.set(path, flight);
  const end = (): void => {
    if (flights.get(path) === flight) flights.delete(path);
  };
  flight.answer.then(end, end);
  return flight;
}
