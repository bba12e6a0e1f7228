// The log: one JSON line per event on stderr, stable names, every text masked before it is written.

import { pino } from "pino";
import { maskText } from "../scrub/index.ts";

export type LogLevel = "info" | "warn" | "error";
export type Log = (level: LogLevel, event: string, facts: Readonly<Record<string, unknown>>) => void;

export function openLog(write: (line: string) => void): Log {
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => write(maskText(line)) },
  );
  return (level, event, facts) => logger[level]({ event, ...facts });
}
