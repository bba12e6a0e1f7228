// A request body as a flat list of named values, whatever its format: "billing[email]", {"billing":{"email":…}} and a
// variable of a GraphQL mutation all become "billing.email".

/** PHP's own limit on form fields; more than this is no checkout. */
export const FIELDS_MAX = 1_000;
/** Deepest nesting read in JSON; checkout bodies stay below 8. */
const DEPTH_MAX = 16;
/** JSON and forms inside a value (PayPal's form_encoded, WooCommerce's payment_data) are opened this many times. */
const INNER_DEPTH_MAX = 2;
const INNER_LENGTH_MAX = 65_536;
const NAME_LENGTH_MAX = 300;

export interface Field {
  /** Dotted, without array indices, case kept. */
  readonly name: string;
  readonly value: string;
}

export interface FieldList {
  add(name: string, value: string): void;
  addJson(name: string, value: unknown): void;
  readonly all: readonly Field[];
  /** More came than is read: what was read may not be what the shop goes by. */
  readonly overfull: boolean;
}

export function fieldList(): FieldList {
  const all: Field[] = [];
  const list: FieldList = {
    all,
    get overfull() {
      return all.length > FIELDS_MAX;
    },
    add: (name, value) => {
      addValue(list, all, dotted(name), value, 0);
      // PHP turns dots and blanks of a form's names into underscores.
      const asPhp = underscored(name);
      if (asPhp !== name) addValue(list, all, dotted(asPhp), value, 0);
    },
    addJson: (name, value) => addTree(list, all, name, value, 0, 0),
  };
  return list;
}

function addValue(list: FieldList, all: Field[], name: string, value: string, inner: number): void {
  if (all.length > FIELDS_MAX) return;
  all.push({ name, value });
  if (inner >= INNER_DEPTH_MAX || value.length < 3 || value.length > INNER_LENGTH_MAX) return;
  const first = value.charCodeAt(0);
  if (first === 0x7b || first === 0x5b) {
    const tree = parseJson(value);
    if (tree !== undefined) addTree(list, all, name, tree, 0, inner + 1);
  } else if (isFormLike(value)) {
    for (const [partName, partValue] of formParts(value)) {
      addValue(list, all, joined(name, dotted(partName)), partValue, inner + 1);
    }
  }
}

function addTree(
  list: FieldList,
  all: Field[],
  name: string,
  value: unknown,
  depth: number,
  inner: number,
): void {
  if (all.length > FIELDS_MAX || depth > DEPTH_MAX) return;
  if (typeof value === "string") addValue(list, all, name, value, inner);
  else if (typeof value === "number" || typeof value === "boolean") all.push({ name, value: String(value) });
  else if (Array.isArray(value)) {
    for (const item of value) addTree(list, all, name, item, depth + 1, inner);
  } else if (value !== null && typeof value === "object") {
    const entries = Object.entries(value);
    const named = keyAndValue(value);
    // [{ "key": "wc-stripe-payment-method", "value": "pm_…" }] is one more way to write a field.
    if (named !== undefined)
      addTree(list, all, joined(name, dotted(named.key)), named.value, depth + 1, inner);
    for (const [key, item] of entries) addTree(list, all, joined(name, dotted(key)), item, depth + 1, inner);
  }
}

function keyAndValue(value: object): { readonly key: string; readonly value: unknown } | undefined {
  if (!("value" in value)) return undefined;
  if ("key" in value && typeof value.key === "string") return { key: value.key, value: value.value };
  if ("name" in value && typeof value.name === "string") return { key: value.name, value: value.value };
  return undefined;
}

export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFormLike(value: string): boolean {
  return value.includes("=") && value.includes("&") && /^[\w%.[\]-]{1,100}=/.test(value);
}

/** Splits a form-urlencoded text; each part is decoded as UTF-8 when it can be. */
export function* formParts(text: string): Generator<readonly [string, string]> {
  // One more than is kept, so that too many are noticed.
  for (const part of text.split("&", FIELDS_MAX * 2)) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = equals < 0 ? part : part.slice(0, equals);
    yield [decodePart(name), equals < 0 ? "" : decodePart(part.slice(equals + 1))];
  }
}

function decodePart(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** "billing[email]" → "billing.email", "items[0][id]" → "items.id", " mode" → "mode". */
export function dotted(name: string): string {
  const short = name.slice(0, NAME_LENGTH_MAX).trim();
  if (!/[[\d]/.test(short)) return short;
  return short
    .split(/[[\].]/)
    .filter((part) => part !== "" && !/^\d+$/.test(part))
    .join(".");
}

function underscored(name: string): string {
  const bracket = name.indexOf("[");
  const base = bracket < 0 ? name : name.slice(0, bracket);
  return `${base.trim().replace(/[. ]/g, "_")}${bracket < 0 ? "" : name.slice(bracket)}`;
}

function joined(parent: string, name: string): string {
  if (parent === "") return name;
  return name === "" ? parent : `${parent}.${name}`.slice(0, NAME_LENGTH_MAX);
}

/** Is this field the one a rule names? Case is ignored; a rule's name without its parents is enough; "*" ends a name openly. */
export function isNamed(field: string, wanted: string): boolean {
  const name = field.toLowerCase();
  const rule = wanted.toLowerCase();
  if (rule.endsWith("*")) {
    const head = rule.slice(0, -1);
    return name.startsWith(head) || name.includes(`.${head}`);
  }
  return name === rule || name.endsWith(`.${rule}`);
}

export function valuesNamed(fields: readonly Field[], wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return [];
  return fields
    .filter((field) => wanted.some((rule) => isNamed(field.name, rule)))
    .map((field) => field.value.trim());
}
