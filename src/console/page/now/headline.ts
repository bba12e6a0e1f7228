// The one sentence at the top: is something wrong, who has it, what does it cost, what next. Pure: facts in, words out.

import type { Speech } from "../ground/speech.ts";
import type { AlertView, NowView } from "../ground/reach.ts";

export interface Headline {
  /** "act" (red) only when a person is needed now; "watch" when it is in hand; "calm" otherwise. */
  readonly level: "calm" | "watch" | "act";
  readonly title: string;
  readonly who: string;
  readonly cost: string;
  readonly next: string;
  readonly action: { readonly kind: "own"; readonly alertId: string } | { readonly kind: "holds" } | null;
}

export function headlineOf(now: NowView, alerts: readonly AlertView[], speech: Speech): Headline {
  const { t, yen, who } = speech;
  const living = alerts.filter((alert) => alert.state !== "closed");
  const unowned = living.find((alert) => alert.state === "open");
  const owned = living.find((alert) => alert.state === "owned");
  const common = {
    cost: t("head.cost.value", { fees: yen(now.today.feesYen), saved: yen(now.today.savedYen) }),
    who:
      unowned !== undefined
        ? unowned.owner === "" || unowned.told === 0
          ? t("head.who.none")
          : t("head.who.called", { who: who(unowned.owner) })
        : owned !== undefined
          ? who(owned.owner)
          : now.site.shop.state === "stopped"
            ? who(now.site.shop.by)
            : t("head.who.guard"),
  };
  const own = unowned === undefined ? null : ({ kind: "own", alertId: unowned.id } as const);
  const subject = unowned?.kind === "attack" ? undefined : unowned?.said?.subject;
  return { ...common, ...situation(now, speech, own, subject) };
}

type Situation = Pick<Headline, "level" | "title" | "next" | "action">;

function situation(
  now: NowView,
  speech: Speech,
  own: Headline["action"],
  subject: string | undefined,
): Situation {
  const { t, count } = speech;
  if (now.workers.running === 0) {
    return { level: "act", title: t("head.dead"), next: t("head.dead.next"), action: own };
  }
  if (now.attack !== null) return underAttack(now, speech, own);
  if (own !== null) {
    const calm = quiet(now, speech);
    return { title: subject ?? calm.title, level: "act", next: t("head.attack.own"), action: own };
  }
  const closed = now.site.shop.state === "stopped" || now.cards.state === "paused";
  if (now.workers.running < now.workers.wanted || closed) return quiet(now, speech);
  if (now.holdsWaiting > 0) {
    return {
      level: "watch",
      title: t("head.holds", { count: count(now.holdsWaiting) }),
      next: t("head.holds.next"),
      action: { kind: "holds" },
    };
  }
  return quiet(now, speech);
}

function underAttack(now: NowView, { t, count }: Speech, own: Headline["action"]): Situation {
  const { hour, day } = now.budget;
  const spent = [hour, day].some((meter) => meter.limitYen > 0 && meter.spentYen >= meter.limitYen);
  if (spent && now.cards.state === "open") {
    return { level: "act", title: t("head.spent"), next: t("head.spent.next"), action: own };
  }
  const title = t("head.attack");
  if (own !== null) return { level: "act", title, next: t("head.attack.own"), action: own };
  if (now.holdsWaiting > 0) {
    const next = t("head.attack.holds", { count: count(now.holdsWaiting) });
    return { level: "watch", title, next, action: { kind: "holds" } };
  }
  return { level: "watch", title, next: t("head.attack.wait"), action: null };
}

function quiet(now: NowView, { t, time, who }: Speech): Situation {
  if (now.workers.running < now.workers.wanted) {
    return { level: "watch", title: t("head.weak"), next: t("head.weak.next"), action: null };
  }
  const { shop } = now.site;
  if (shop.state === "stopped") {
    const next = t("head.stopped.next", { time: time(shop.atMs), who: who(shop.by) });
    return { level: "watch", title: t("head.stopped"), next, action: null };
  }
  if (now.cards.state === "paused") {
    const next = t("head.paused.next", { time: time(now.cards.atMs), who: who(now.cards.by) });
    return { level: "watch", title: t("head.paused"), next, action: null };
  }
  return { level: "calm", title: t("head.calm"), next: t("head.calm.next"), action: null };
}
