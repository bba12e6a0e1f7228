// Builds the console's page into dist/page. Everything is bundled: the page asks no third party for anything.

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "src/console/page",
  plugins: [react()],
  build: {
    outDir: "../../../dist/page",
    emptyOutDir: true,
    target: "es2022",
    // Inlined files would need data: in the policy for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
});
