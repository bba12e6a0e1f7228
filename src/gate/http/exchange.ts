// One forwarded request: the buyer's side, the shop's side, and everything that can break between them.
// Which way a request goes was decided before; what a watcher learns from the answer is his affair.

import type { Socket } from "node:net";
import { answerFields, mayRepeat, shopRequest } from "./passing.ts";
import { passableTrailers } from "./field-roles.ts";
import { streamBody, writeWhole } from "./request-body.ts";
import { BUYER_BUFFER_BYTES, FAILURE_STATUS, type ExchangeGround, type SwitchWish } from "./ground.ts";
import type { ShopFailureKind } from "./settings.ts";
import type { AnswerSink, ShopConnection } from "./shop-connection.ts";
import type { ShopHead } from "./shop-head.ts";
import type { Occupant } from "./buyer-connection.ts";
import { sendError, type Visit } from "./visit.ts";
import { note, startWatching, tell, type Watching } from "./watching.ts";
import type { Forward } from "./way.ts";

export class Exchange implements AnswerSink, Occupant {
  readonly method: string;
  readonly #visit: Visit;
  readonly #ground: ExchangeGround;
  readonly #forward: Forward;
  /** The body when it was read before; undefined when it is streamed (or there is none). */
  readonly #body: Uint8Array | undefined;
  readonly #wish: SwitchWish | undefined;
  readonly #watching: Watching | undefined;
  /** The answer's bytes while the watcher has not let it go. */
  #held: Buffer[] | undefined;
  #isReleasing = false;
  #heldEnd: readonly string[] | undefined;
  #connection: ShopConnection | undefined;
  #answer: ShopHead | undefined;
  #sentAtMs = -1;
  #isRepeated = false;
  #wasKept = false;
  #isGone = false;
  #isOver = false;
  #isWaitingForDrain = false;
  #resumeUpload: (() => void) | undefined;

  constructor(
    visit: Visit,
    ground: ExchangeGround,
    forward: Forward,
    body: Uint8Array | undefined,
    wish?: SwitchWish,
  ) {
    this.method = forward.as?.method ?? visit.head.method;
    this.#visit = visit;
    this.#ground = ground;
    this.#forward = forward;
    this.#body = forward.body ?? body;
    this.#wish = wish;
    if (forward.watch !== undefined) {
      this.#watching = startWatching(forward.watch);
      if (forward.watch.holdAnswer) this.#held = [];
    }
  }

  start(): void {
    const how = {
      mayRepeat: this.#mayRepeat(),
      fresh: this.#wish !== undefined,
      apart: this.#wish !== undefined,
    };
    this.#ground.pool.ask(this, how);
  }

  /** Only what is idempotent and still wholly in hand. */
  #mayRepeat(): boolean {
    return mayRepeat(this.method) && (this.#visit.head.bodyBytes === 0 || this.#body !== undefined);
  }

  onConnected(connection: ShopConnection): void {
    this.#connection = connection;
    this.#wasKept = connection.exchanges > 0;
    const { socket } = connection;
    const body = this.#body;
    const bodyBytes = body === undefined ? this.#visit.head.bodyBytes : body.byteLength;
    const { text, isLast } = shopRequest(this.#visit.head, this.#forward, bodyBytes, this.#wish?.protocol);
    connection.isLast = isLast;
    if (body === undefined && bodyBytes !== 0) {
      // With the head goes what came with it of the body; should that be broken, neither goes.
      socket.cork();
      socket.write(text, "latin1");
      this.#expectIdle(connection);
      this.#resumeUpload = streamBody(this.#visit, connection, this.#ground.limits, {
        onProgress: () => this.#expectIdle(connection),
        onDone: () => this.#onSent(connection),
        onRefused: (status) => this.#refuse(status),
        nowMs: () => this.#ground.pool.nowMs(),
      });
      process.nextTick(() => socket.uncork());
      return;
    }
    writeWhole(socket, text, body);
    this.#onSent(connection);
  }

  #expectIdle(connection: ShopConnection): void {
    connection.expectIdle(this.#ground.limits.upstreamIdleTimeoutMs);
  }

  #onSent(connection: ShopConnection): void {
    connection.requestSent = true;
    this.#sentAtMs = this.#ground.pool.nowMs();
    if (this.#answer !== undefined) return;
    connection.expectBy(this.#sentAtMs + this.#ground.limits.upstreamHeadTimeoutMs, "head-timeout");
  }

  #refuse(status: number): void {
    this.#abandon();
    this.#tellBuyer(status);
  }

  /** The gate's own page, or a broken connection when an answer has begun. */
  #tellBuyer(status: number): void {
    const { answer, buyer } = this.#visit;
    if (answer.hasBegun) buyer.cut();
    else sendError(this.#visit, status, this.#ground.shop);
  }

  onHead(head: ShopHead): void {
    this.#answer = head;
    if (this.#watching !== undefined) {
      this.#watching.head = head;
      this.#watching.shopMs = this.#sentAtMs < 0 ? 0 : this.#ground.pool.nowMs() - this.#sentAtMs;
    }
    if (this.#held === undefined) this.#writeHead(head);
  }

  #writeHead(head: ShopHead): void {
    const { answer, buyer } = this.#visit;
    if (this.#isGone || answer.hasBegun) return;
    if (this.#ground.isClosing || !buyer.isBodyWhole) answer.staysOpen = false;
    answer.begin(head.status, head.reason, answerFields(head, this.#forward));
  }

  onBody(data: Buffer): void {
    const watching = this.#watching;
    if (watching !== undefined) {
      const kept = Buffer.from(data);
      note(watching, kept);
      if (this.#held !== undefined) {
        this.#held.push(kept);
        if (watching.isTooLong) this.#release();
        return;
      }
    }
    if (this.#isGone && (watching === undefined || watching.isTooLong)) this.#abandon();
    if (!this.#isGone) this.#visit.answer.write(data);
  }

  onPause(): void {
    if (this.#answer === undefined) return;
    // A held answer's bytes are the shop's own time; while the watcher thinks, it is nobody's.
    if (this.#held !== undefined && this.#isReleasing) return;
    if (this.#held === undefined && !this.#isGone) this.#visit.answer.flush();
    this.#keepPace();
  }

  /** Lets the shop go on, or stops it until the buyer has read what is there. */
  #keepPace(): void {
    const connection = this.#connection;
    if (connection === undefined || this.#isWaitingForDrain) return;
    const { answer, buyer } = this.#visit;
    if (this.#isGone || answer.backlog < BUYER_BUFFER_BYTES) {
      this.#expectIdle(connection);
      return;
    }
    this.#isWaitingForDrain = true;
    connection.socket.pause();
    connection.deadlineMs = Infinity;
    buyer.awaitDrain();
  }

  onBuyerDrain(): void {
    const connection = this.#connection;
    if (!this.#isWaitingForDrain || connection === undefined) return;
    this.#isWaitingForDrain = false;
    this.#expectIdle(connection);
    connection.socket.resume();
  }

  onShopDrain(): void {
    this.#resumeUpload?.();
  }

  onEnd(trailers: readonly string[]): void {
    this.#connection = undefined;
    if (this.#held === undefined) {
      this.#end(trailers);
      if (this.#watching !== undefined) void this.#tell(true);
      return;
    }
    this.#heldEnd = trailers;
    this.#release();
  }

  #end(trailers: readonly string[]): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (!this.#isGone) this.#visit.answer.end(passableTrailers(trailers));
  }

  onSwitched(head: ShopHead, socket: Socket, rest: Buffer): void {
    this.#connection = undefined;
    if (this.#wish === undefined || head.upgrade?.toLowerCase() !== this.#wish.protocol.toLowerCase()) {
      socket.destroy();
      this.onShopFailure("bad-answer", true);
      return;
    }
    this.#isOver = true;
    if (this.#watching !== undefined) this.#watching.head = head;
    void this.#tell(false);
    if (this.#isGone) socket.destroy();
    else this.#wish.onSwitched(head, socket, rest);
  }

  onShopFailure(why: ShopFailureKind, answerBegan: boolean): void {
    this.#connection = undefined;
    const canRepeat = why === "reset" && !answerBegan && this.#wasKept && !this.#isRepeated;
    if (canRepeat && !this.#isGone && this.#mayRepeat()) {
      this.#isRepeated = true;
      this.#ground.pool.ask(this, { mayRepeat: true, fresh: true, apart: false });
      return;
    }
    this.#ground.onTrouble({ type: "shop.failed", why, method: this.method, path: this.#visit.head.path });
    // Nothing of a held answer was sent: the buyer gets a page instead of a torn answer.
    this.#isOver = true;
    void this.#tell(false);
    if (!this.#isGone) this.#tellBuyer(FAILURE_STATUS[why]);
  }

  /** Lets a held answer go once the watcher has seen it. */
  #release(): void {
    if (this.#isReleasing) return;
    this.#isReleasing = true;
    const connection = this.#connection;
    if (connection !== undefined) {
      connection.socket.pause();
      connection.deadlineMs = Infinity;
    }
    void this.#releaseAfterWatcher(connection);
  }

  async #releaseAfterWatcher(connection: ShopConnection | undefined): Promise<void> {
    await this.#tell(this.#heldEnd !== undefined);
    const held = this.#held ?? [];
    this.#held = undefined;
    if (this.#isOver || this.#answer === undefined) return;
    if (this.#isGone) {
      this.#abandon();
      return;
    }
    this.#writeHead(this.#answer);
    for (const data of held) this.#visit.answer.write(data);
    if (this.#heldEnd !== undefined) {
      this.#end(this.#heldEnd);
      return;
    }
    this.#visit.answer.flush();
    this.#keepPace();
    if (!this.#isWaitingForDrain) connection?.socket.resume();
  }

  /**
   * The buyer's connection is gone. A watched request that was wholly sent is followed to its end all the same: who
   * hangs up early must not hide how his attempt ended.
   */
  onBuyerGone(): void {
    if (this.#isOver || this.#isGone) return;
    this.#isGone = true;
    const connection = this.#connection;
    const isFollowed =
      this.#watching !== undefined && connection?.requestSent === true && !this.#watching.isTooLong;
    if (isFollowed) connection.socket.resume();
    else if (!this.#isReleasing) this.#abandon();
  }

  onBuyerIdle(): void {
    this.#refuse(408);
  }

  #abandon(): void {
    this.#isOver = true;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection === undefined) this.#ground.pool.forget(this);
    else connection.abandon();
    void this.#tell(false);
  }

  async #tell(isWhole: boolean): Promise<void> {
    if (this.#watching === undefined) return;
    await tell(this.#watching, isWhole, (error) => {
      this.#ground.onTrouble({ type: "handler.threw", where: "seen", error, path: this.#visit.head.path });
    });
  }
}
