// The presets by name.

import type { Preset, PresetName } from "../rules.ts";
import { custom } from "./custom.ts";
import { eccube2 } from "./eccube2.ts";
import { eccube4 } from "./eccube4.ts";
import { magento2 } from "./magento2.ts";
import { vendure } from "./vendure.ts";
import { woocommerce } from "./woocommerce.ts";

const PRESETS: Readonly<Record<PresetName, Preset>> = {
  eccube2,
  eccube4,
  woocommerce,
  magento2,
  vendure,
  custom,
};

export function presetNamed(name: PresetName): Preset {
  return PRESETS[name];
}
