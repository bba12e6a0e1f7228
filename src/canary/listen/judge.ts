// What a mail to a canary is: a hint that a list leaked, or something with a reason of its own. Pure; the reason is always said.

import type { PlantedCanary } from "../ports.ts";
import { isUnder } from "./address.ts";
import { LISTEN_LIMITS, type MailFacts, type OwnSenders, type SetAside } from "./contract.ts";

/** Our clock and the one that planted may differ by this much. */
const CLOCKS_APART_MS = 5 * 60_000;

/** `canary`: null when the address was never planted. */
export function judgeMail(
  facts: MailFacts,
  canary: PlantedCanary | null,
  { systems, senders }: OwnSenders,
): "hit" | SetAside {
  if (canary === null) return "unknown-address";
  if (facts.hops > LISTEN_LIMITS.hopsMax) return "loop";
  if (canary.retiredAtMs !== null && facts.receivedAtMs >= canary.retiredAtMs) return "retired";
  if (facts.receivedAtMs < canary.plantedAtMs - CLOCKS_APART_MS) return "before-planting";
  // What one system was given says nothing about mail to another system's canary: that one must not know it.
  const own = [
    ...senders,
    ...systems.filter(({ name }) => name === canary.system).flatMap((one) => one.senders),
  ];
  if (facts.proven.some((domain) => isUnder(domain, own))) return "own-sender";
  const isClaimed = [facts.fromDomain, facts.envelopeDomain].some((domain) => isUnder(domain, own));
  // Anybody can write the shop's name. Only where the proof could not be looked at is it left open.
  const isOpen =
    [facts.spf, facts.dkim].includes("temperror") ||
    (!facts.isWhole && facts.dkim === "unknown" && facts.spf !== "fail");
  if (isClaimed && isOpen) return "own-sender-unchecked";
  if (facts.isReport || facts.envelopeDomain === "") return "delivery-report";
  return facts.isReply ? "automatic-reply" : "hit";
}
