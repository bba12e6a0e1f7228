// What the rest of the desk sees of the scope.
export { compareScope } from "./compare.ts";
export type { ScopeComparison, ScopeMove } from "./compare.ts";
export { COLUMN_FIELDS, ITEMS, PRESETS } from "./contract.ts";
export type {
  ColumnField,
  ColumnMap,
  Evidence,
  InputKind,
  InputRecord,
  InputTrouble,
  Item,
  PersonClass,
  Preset,
  Reason,
  ScopeAnswer,
  ScopeInput,
  ScopePerson,
  ScopeQuestion,
  ScopeRequest,
  ScopeRun,
} from "./contract.ts";
export { keepRows, keepScope, keptInputs, keptLists } from "./keep.ts";
export type { KeptScope } from "./keep.ts";
export { peopleCsv } from "./people-file.ts";
export { tablesOf } from "./row-inputs.ts";
export { runScope } from "./run.ts";
export type { ScopeTools } from "./run.ts";
export { scopeWords } from "./words.ts";
