/** Where the time comes from; tests put their own in place. */
let read: () => Date = () => new Date();

export function now(): Date {
  return read();
}

/** Replaces the clock and returns a function that puts the former one back. */
export function setClock(clock: () => Date): () => void {
  const former = read;
  read = clock;
  return () => {
    read = former;
  };
}
