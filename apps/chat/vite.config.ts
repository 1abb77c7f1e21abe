import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

/** The page is built whole, beside the server's code: no address outside, no `data:` URL, nothing inline that its CSP would refuse. */
const config: UserConfig = defineConfig({
  root: fileURLToPath(new URL("src/page", import.meta.url)),
  base: "/",
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/page", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": { target: process.env["PAGEFILE_SERVER"] ?? "http://127.0.0.1:4477", changeOrigin: true } } },
});

export default config;
