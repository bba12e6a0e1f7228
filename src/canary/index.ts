// The door of canary: planted customer records, and what the mail that comes to them tells about a leaked list.
export { baitContents } from "./baits/contents.ts";
export { meaningOf, storyWith } from "./baits/touches.ts";
export type { TouchStory } from "./baits/touches.ts";
export { bracket } from "./bracket/bracket.ts";
export type { Bracketed, CanaryMail, Leak, Planting } from "./bracket/contract.ts";
export { canaryTrouble, mailsFrom, plantingsFrom } from "./bracket/files.ts";
export type { ReadRows, ReadSettings } from "./bracket/files.ts";
export { tellBracketed } from "./bracket/telling.ts";
export { plantCsv, PLANT_ENCODINGS, PLANT_FORMATS } from "./plant/formats.ts";
export type { PlantEncoding, PlantFormat } from "./plant/formats.ts";
export { canaryPredicate, PLANT_COUNT_MAX, planPlanting } from "./plant/plant.ts";
export type { CanaryCustomer, PlantWish } from "./plant/plant.ts";
export type { CanaryRecords, PlantedCanary } from "./ports.ts";
