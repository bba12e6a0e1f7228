// What the sending page makes of the board: which channel stands where, what is settled, and who gets what. Pure.

import {
  NOTICE_CLASSES,
  type Board,
  type NoticeClass,
  type Outgoing,
  type Readiness,
  type Sending,
} from "./papers.ts";

export interface ChannelState {
  readonly report: number;
  readonly channel: Readiness["channel"];
  /** Undefined when it went out already and nothing more is asked. */
  readonly ready: Readiness | undefined;
  readonly sending: Sending | undefined;
}

/** The channels of the newest report; what went out for earlier ones stands apart. */
export function channelsOf({ ready, sendings }: Outgoing): {
  readonly now: readonly ChannelState[];
  readonly earlier: readonly Sending[];
} {
  const newest = Math.max(0, ...ready.map(({ report }) => report), ...sendings.map(({ report }) => report));
  const now = (["email", "letter"] as const).flatMap((channel) => {
    const isIt = (one: { readonly report: number; readonly channel: string }): boolean =>
      one.report === newest && one.channel === channel;
    const state = { report: newest, channel, ready: ready.find(isIt), sending: sendings.find(isIt) };
    return state.ready === undefined && state.sending === undefined ? [] : [state];
  });
  return { now, earlier: sendings.filter(({ report }) => report !== newest) };
}

/** What can be talked away with a reason; the rest of what is missing cannot. */
export function needsReason({ errors, isTried }: Readiness): boolean {
  return errors > 0 || !isTried;
}

/** What must hold before a channel may start, in the order of the work. */
export function conditionsOf({ channel }: Pick<Readiness, "channel">): readonly string[] {
  const own = channel === "email" ? ["mail-server"] : ["letter-parts", "letter-sender"];
  return ["scope", "facts", "addressees", "stale", "hole", ...own];
}

/** How many get it at a start: letters go to those whom no e-mail reached, unless everybody shall have one. */
export function reachedBy({ channel, people, withAddress }: Readiness, everyone: boolean): number {
  return channel === "letter" && everyone ? withAddress : Math.min(people, withAddress);
}

/** People that need nothing more of this channel. */
export function settledOf({ counts }: Pick<Sending, "counts">): number {
  return counts.sent + counts.refused + counts.bounced;
}

export interface ClassCount {
  readonly of: NoticeClass;
  readonly people: number;
}

/** Each class with its people, worst first; those with nobody are left out. */
export function classCounts({ counts }: Pick<Board, "counts">): readonly ClassCount[] {
  return NOTICE_CLASSES.map((of) => ({ of, people: counts?.[of] ?? 0 })).filter(({ people }) => people > 0);
}

/** Where a printed batch is fetched. */
export function batchPath(incidentPath: string, name: string): string {
  return `${incidentPath}/sendings/letters/${encodeURIComponent(name)}`;
}
