// The empty preset: every route comes from the owner's configuration.

import type { Preset } from "../rules.ts";

export const custom: Preset = { name: "custom", routes: [], awaited: [], restRoute: false, backOffice: [] };
