// Who must wait for whom: a try waits while an earlier one of its crowd is on its way to the bank, so that a burst of
// parallel tries cannot pass before the first decline is known. Pure choice; the waiting itself is the slow lane's.

/** In flight at once from one address before its tries queue up: a family or an office checks out in parallel, seldom more. */
const PER_ADDRESS = 3;
/** Unproven tries in flight in one worker before kindred ones queue up: twice a busy sale's (2 orders/s × 2 s). */
const PER_WORKER = 8;
/** From this probability on, doubtful tries go one by one. */
const DOUBT = 0.03;

export interface LaneQuestion {
  readonly seat: string;
  readonly ip: string;
  readonly make: string;
  readonly probability: number;
  readonly inFlightFromIp: number;
  readonly inFlight: number;
}

export function laneOf(q: LaneQuestion): string {
  if (q.probability >= DOUBT) return "doubt";
  if (q.inFlightFromIp >= PER_ADDRESS) return `ip ${q.ip}`;
  if (q.inFlight >= PER_WORKER) return `make ${q.make}`;
  return `seat ${q.seat}`;
}

/** Tries on their way to the bank, by address. Bounded by the wire's own connection limit. */
export interface InFlight {
  enter(ip: string): () => void;
  fromIp(ip: string): number;
  total(): number;
}

export function createInFlight(): InFlight {
  const byIp = new Map<string, number>();
  let total = 0;
  return {
    fromIp: (ip) => byIp.get(ip) ?? 0,
    total: () => total,
    enter: (ip) => {
      byIp.set(ip, (byIp.get(ip) ?? 0) + 1);
      total++;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        total--;
        const rest = (byIp.get(ip) ?? 1) - 1;
        if (rest <= 0) byIp.delete(ip);
        else byIp.set(ip, rest);
      };
    },
  };
}
