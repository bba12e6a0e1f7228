// Time as an argument for the example servers, in the shape of Misemori's own Clock so that a drill can turn the hands.

export interface ExampleClock {
  nowMs(): number;
  sleep(durationMs: number): Promise<unknown>;
}

export function wallClock(): ExampleClock {
  return {
    nowMs: () => Date.now(),
    sleep: (durationMs) =>
      new Promise((resolve) => {
        setTimeout(resolve, durationMs);
      }),
  };
}
