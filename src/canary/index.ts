// The door of canary: planted customer records, and what the mail that comes to them tells about a leaked list.
export { baitContents, baitPlace } from "./baits/contents.ts";
export { decoyKey, makeDecoy, ownDecoy } from "./cards/make.ts";
export { createTouchTally } from "./baits/tally.ts";
export type { TouchedPlace, TouchTally } from "./baits/tally.ts";
export { meaningOf, storyWith } from "./baits/touches.ts";
export type { TouchStory } from "./baits/touches.ts";
export { bracket } from "./bracket/bracket.ts";
export type { Bracketed, CanaryMail, Leak, Planting } from "./bracket/contract.ts";
export { canaryTrouble, mailsFrom, plantingsFrom } from "./bracket/files.ts";
export type { ReadRows, ReadSettings } from "./bracket/files.ts";
export { tellBracketed } from "./bracket/telling.ts";
export { DECOY_SYSTEM, LEAK_LIMITS } from "./desk.ts";
export type {
  CanaryLetter,
  LeakDesk,
  LeakOverview,
  LeakStanding,
  LettersAsked,
  PlantedSet,
  RetireWish,
  SetWish,
  WatchedSystem,
} from "./desk.ts";
export { alarmsFrom, leakCause } from "./listen/alarm.ts";
export type { Alarm } from "./listen/alarm.ts";
export { selfSigned } from "./listen/certificate.ts";
export type { Certificate } from "./listen/certificate.ts";
export type { MailFacts, OwnSenders } from "./listen/contract.ts";
export { createMailFolder } from "./listen/folder.ts";
export type { MailFolder } from "./listen/folder.ts";
export { createIntake } from "./listen/intake.ts";
export type { Intake } from "./listen/intake.ts";
export { openReader } from "./listen/reader.ts";
export type { ReadingThread } from "./listen/reader.ts";
export { readHere } from "./listen/reading.ts";
export { watchMailbox } from "./listen/mailbox.ts";
export type { MailboxWatch } from "./listen/mailbox.ts";
export { mailboxTroubleOf, mailboxTroubleText, tryMailbox } from "./listen/mailbox-place.ts";
export type { MailboxPlace, MailboxTrouble } from "./listen/mailbox-place.ts";
export { openReceiver } from "./listen/receiver.ts";
export type { Receiver } from "./listen/receiver.ts";
export { outcomeNow, standingOf } from "./listen/standing.ts";
export type { Standing } from "./listen/standing.ts";
export { mailText, setAsideText } from "./listen/telling.ts";
export type { Resolve } from "./listen/verdicts.ts";
export { openVendurePlace } from "./place/vendure.ts";
export { plantCsv, PLANT_ENCODINGS, PLANT_FORMATS } from "./plant/formats.ts";
export type { PlantEncoding, PlantFormat } from "./plant/formats.ts";
export { canaryPredicate, PLANT_COUNT_MAX, planPlanting } from "./plant/plant.ts";
export type { CanaryCustomer, PlantWish } from "./plant/plant.ts";
export { weekOf } from "./plant/week.ts";
export type {
  CanaryMails,
  CanaryRecords,
  KeptMail,
  DecoyCard,
  DecoyCardRecords,
  PlantedCanary,
  PutEnd,
  ShopPlace,
  TakeOutEnd,
} from "./ports.ts";
