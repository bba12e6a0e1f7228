// The words in which routes to a payment gateway are written down: by the presets here and by the owner in misemori.yaml.
// The shapes equal those of the configuration, which this room may not import.

/** One condition on the shop's answer; all given parts must hold. */
export interface AnswerPattern {
  readonly status?: number | readonly number[] | undefined;
  /** The Location header contains this text. */
  readonly redirectTo?: string | undefined;
  /** The body contains this text (case is ignored). */
  readonly bodyHas?: string | undefined;
  /** JSON pointer ("*" stands for any one key) and the value expected there; `true` = present and not empty. */
  readonly json?:
    | { readonly at: string; readonly is: string | number | boolean | readonly string[] }
    | undefined;
}

/** Field names as a form or JSON body has them; dots reach inside ("billing.email"), a final "*" takes any ending. */
export interface RouteFields {
  readonly card: readonly string[];
  readonly token: readonly string[];
  readonly amount: readonly string[];
  readonly email: readonly string[];
  readonly order: readonly string[];
  readonly method: readonly string[];
}

/** Equal in shape to RouteConfig of the configuration. */
export interface RouteRule {
  readonly name: string;
  readonly method: "POST" | "PUT" | "PATCH" | "GET";
  /** Exact path, or with ":part" for one segment and a final "*" for the rest. A part called ":order" is the order reference. */
  readonly path: string;
  /** Further conditions on the query, "name=value" joined by "&". */
  readonly query?: string | undefined;
  /** GraphQL mutation names (one of them makes it an attempt). */
  readonly graphql?: readonly string[] | undefined;
  readonly speaks: "page" | "json" | "graphql";
  /**
   * Only requests with these values count. "*" = any value, also an empty one; "!value" = must not be the only value.
   * The name ":card" stands for a card number or token found anywhere in the request.
   */
  readonly when?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly fields: RouteFields;
  /** Values of the method field that are not cards. */
  readonly notCard: readonly string[];
  readonly approved: readonly AnswerPattern[];
  readonly declined: readonly AnswerPattern[];
  readonly error: readonly AnswerPattern[];
  readonly pending: readonly AnswerPattern[];
  /** JSON pointer to the order reference in the shop's answer. */
  readonly orderAt?: string | undefined;
}

/** A page on which an awaited attempt shows its end (the target of a redirect). */
export interface AwaitedPage {
  /** As in RouteRule. */
  readonly path: string;
  readonly approved: readonly AnswerPattern[];
  readonly declined: readonly AnswerPattern[];
  readonly error: readonly AnswerPattern[];
  /** What it means when no pattern holds; undefined = the page tells nothing. */
  readonly otherwise?: "approved" | "declined" | "error" | undefined;
}

export const PRESET_NAMES = ["eccube2", "eccube4", "woocommerce", "magento2", "vendure", "custom"] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Where a shop's own session keeps the choice of payment. Paths as in RouteRule. */
export interface ChoiceRule {
  /** POST that names the choice, in this field (without its parents). */
  readonly makes: string;
  readonly field: string;
  /** How the shop's answer looks when it took the choice over; anything else is no choice. */
  readonly accepted: readonly AnswerPattern[];
  /** Marks of the page on which a refused choice is made again; they outweigh `accepted`. */
  readonly refused: readonly AnswerPattern[];
  /** POSTs that pay by it. */
  readonly follows: readonly string[];
  /** Requests of any method after which the shop may hold another choice. */
  readonly forgets: readonly string[];
  /** Names of the shop's session cookie. */
  readonly sessions: readonly string[];
  /** Ids of a fresh installation that need no card. */
  readonly notCard: readonly string[];
  /** The page where the buyer chooses. */
  readonly chooseAt: string;
}

export interface Preset {
  readonly name: PresetName;
  readonly routes: readonly RouteRule[];
  readonly awaited: readonly AwaitedPage[];
  /** WordPress: "rest_route=/x" in the query means the path "/wp-json/x". */
  readonly restRoute: boolean;
  /** Paths (prefixes, lower case) of people who run the shop: never an attempt, never a walk. */
  readonly backOffice: readonly string[];
  /** Only for shops whose paying request does not say how. */
  readonly choice?: ChoiceRule | undefined;
}

/** What a rule needs to be said; the rest is empty. */
export type RouteDraft = Pick<RouteRule, "name" | "path"> &
  Partial<Omit<RouteRule, "fields">> & { readonly fields?: Partial<RouteFields> };

const NO_FIELDS: RouteFields = { card: [], token: [], amount: [], email: [], order: [], method: [] };

export function routeRule(draft: RouteDraft): RouteRule {
  return {
    method: "POST",
    speaks: "page",
    notCard: [],
    approved: [],
    declined: [],
    error: [],
    pending: [],
    ...draft,
    fields: { ...NO_FIELDS, ...draft.fields },
  };
}
