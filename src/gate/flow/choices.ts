// The last payment that a shop's session chose and the shop took over: kept in the judge's shared cells, so that all
// workers agree. In doubt nothing is known, and what is not known is treated as a card.

import { createHmac } from "node:crypto";
import type { PaymentChoices } from "../attempts/contract.ts";
import type { ArrivedRequest, ShopAnswer } from "../http/way.ts";
import { CELL, crowdKey, type Cells, type CrowdKey } from "../judge/cells.ts";
import { kindIndex } from "../judge/kinds.ts";

export interface ChoiceMemory {
  /** A request that names a choice sets out; call the returned function with the shop's answer. */
  begin(request: ArrivedRequest, body: Uint8Array): (answer: ShopAnswer | undefined) => void;
  /** Something happened after which the shop may charge otherwise. */
  forget(request: ArrivedRequest): void;
  /** The payment id that the shop will charge by, as a number without meaning, when it is known to need no card. */
  notCard(request: ArrivedRequest): NotCard | undefined;
}

/** Leave to pass unjudged. */
export interface NotCard {
  /** Has nobody touched the choice since? */
  stillHolds(): boolean;
  /** This payment ended as only a card does: it is not believed for a day. */
  distrust(): void;
}

/** A cell like those of tickets: narrow, and gone when its place is needed. Its fields, under names of their own. */
const CARD = kindIndex("card");
const AT = {
  /** Which spelling of the session wrote last. */
  session: CELL.lastCard,
  begun: CELL.streak,
  ended: CELL.cards,
  choice: CELL.pages,
  untilSec: CELL.pendingSec,
} as const;
/** EC-CUBE forgets a session after 24 minutes without a page; a buyer who waits longer is asked like one who pays by card. */
const BELIEVED_SEC = 30 * 60;
const DISTRUST_SEC = 24 * 3600;

interface Tools {
  readonly cells: Cells;
  readonly choices: PaymentChoices;
  /** Keys the hashes: without it, sessions could be made up that share a place. */
  readonly key: Uint8Array;
  readonly nowMs: () => number;
}

/** Where a session's choice lies, and under which spelling it came now. */
interface Place {
  readonly key: CrowdKey;
  readonly spelling: number;
}

/** A request under way that may change the choice. */
interface Turn {
  readonly place: Place;
  readonly number: number;
  /** Had all earlier ones ended when it began? */
  readonly isAlone: boolean;
}

export function openChoiceMemory(tools: Tools): ChoiceMemory {
  const { cells, choices } = tools;
  return {
    begin: (request, body) => {
      const turn = begin(tools, request);
      if (turn === undefined) return () => undefined;
      const id = choices.chosenIn(request, body);
      return (answer) => {
        const cell = end(cells, turn);
        if (cell < 0 || id === undefined || answer === undefined || !choices.isAccepted(answer)) return;
        const { view } = cells;
        Atomics.store(view, cell + AT.untilSec, nowSec(tools) + BELIEVED_SEC);
        if (choices.isNotCard(id)) Atomics.store(view, cell + AT.choice, tagOf(tools, `payment ${id}`));
        // One that set out in between has cleared the choice before it was written.
        if (Atomics.load(view, cell + AT.begun) !== turn.number) Atomics.store(view, cell + AT.choice, 0);
      };
    },
    forget: (request) => {
      const turn = begin(tools, request);
      if (turn !== undefined) end(cells, turn);
    },
    notCard: (request) => {
      const place = placeOf(tools, request);
      return place === undefined ? undefined : notCard(tools, place);
    },
  };
}

function nowSec(tools: Tools): number {
  return Math.floor(tools.nowMs() / 1000);
}

function hash(tools: Tools, text: string): string {
  return createHmac("sha256", tools.key).update(text).digest("hex");
}

/** Never 0, which stands for "none". */
function tagOf(tools: Tools, text: string): number {
  return Number.parseInt(hash(tools, text).slice(0, 8), 16) | 0 || 1;
}

/** Two spellings of one session (databases may ignore case) share a place, but never a choice. */
function placeOf(tools: Tools, request: ArrivedRequest): Place | undefined {
  const session = tools.choices.sessionOf(request);
  if (session === undefined) return undefined;
  const key = crowdKey(CARD, hash(tools, `choice ${session.toLowerCase()}`));
  return { key, spelling: tagOf(tools, `session ${session}`) };
}

function begin(tools: Tools, request: ArrivedRequest): Turn | undefined {
  const place = placeOf(tools, request);
  if (place === undefined) return undefined;
  const { view } = tools.cells;
  const cell = tools.cells.claim(CARD, place.key.slot, place.key.tag, nowSec(tools));
  // First the number, then the choice: whoever ends in between finds that he is not the last.
  const number = Atomics.add(view, cell + AT.begun, 1) + 1;
  Atomics.store(view, cell + AT.choice, 0);
  Atomics.store(view, cell + AT.session, place.spelling);
  return { place, number, isAlone: Atomics.load(view, cell + AT.ended) === number - 1 };
}

/** Ends a turn; gives the cell when nothing else was under way meanwhile: only then is it plain what the shop did last. */
function end(cells: Cells, turn: Turn): number {
  const { view } = cells;
  const cell = cells.find(CARD, turn.place.key.slot, turn.place.key.tag);
  if (cell < 0 || Atomics.load(view, cell + AT.begun) < turn.number) return -1;
  const ended = Atomics.add(view, cell + AT.ended, 1) + 1;
  const isLast = ended === turn.number && Atomics.load(view, cell + AT.begun) === turn.number;
  return turn.isAlone && isLast ? cell : -1;
}

function notCard(tools: Tools, { key, spelling }: Place): NotCard | undefined {
  const { cells } = tools;
  const { view } = cells;
  const cell = cells.find(CARD, key.slot, key.tag);
  if (cell < 0) return undefined;
  const begun = Atomics.load(view, cell + AT.begun);
  const choice = Atomics.load(view, cell + AT.choice);
  const stillHolds = (): boolean =>
    Atomics.load(view, cell + AT.begun) === begun &&
    Atomics.load(view, cell + AT.ended) === begun &&
    Atomics.load(view, cell + AT.session) === spelling &&
    Atomics.load(view, cell + AT.choice) === choice;
  const isFresh = Atomics.load(view, cell + AT.untilSec) >= nowSec(tools);
  if (choice === 0 || !isFresh || !stillHolds()) return undefined;
  const doubted = crowdKey(CARD, hash(tools, `doubted ${choice}`));
  const doubt = cells.find(CARD, doubted.slot, doubted.tag);
  if (doubt >= 0 && Atomics.load(view, doubt + AT.untilSec) >= nowSec(tools)) return undefined;
  return {
    stillHolds,
    distrust: () => {
      const at = cells.claim(CARD, doubted.slot, doubted.tag, nowSec(tools));
      Atomics.store(view, at + AT.untilSec, nowSec(tools) + DISTRUST_SEC);
    },
  };
}
