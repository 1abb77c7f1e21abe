import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** The styles of a part may come before those that put the layers in order: so every sheet begins with that order. */
const layersFirst: Plugin = {
  name: "layers-first",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
      const css = typeof file.source === "string" ? file.source : new TextDecoder().decode(file.source);
      file.source = `@layer tokens, base, design, frame, screens;${css}`;
    }
  },
};

/** The page is built whole, beside the server's code: no address outside, no `data:` URL, nothing inline that its CSP would refuse. */
const config: UserConfig = defineConfig({
  root: fileURLToPath(new URL("src/page", import.meta.url)),
  base: "/",
  plugins: [react(), layersFirst],
  build: {
    outDir: fileURLToPath(new URL("dist/page", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    reportCompressedSize: false,
    // In kilobytes before compression. What is loaded first is React, the chat client, and the chat.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { "/api": { target: process.env["PAGEFILE_SERVER"] ?? "http://127.0.0.1:4477", changeOrigin: true } } },
});

export default config;
