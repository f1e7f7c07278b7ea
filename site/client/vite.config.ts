import { defineConfig } from "vitest/config";

// No data: URLs, no inline polyfill: the strict content security policy of the pages holds for what is built here.
export default defineConfig({
  base: "/static/client/",
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"] } } },
  build: {
    manifest: "manifest.json",
    outDir: "dist/client",
    emptyOutDir: true,
    sourcemap: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    target: "es2022",
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    rollupOptions: {
      input: {
        page: "src/page/main.ts",
        admin: "src/page/admin.ts",
        designer: "src/designer/main.ts",
      },
    },
  },
  test: { environment: "jsdom", include: ["src/**/*.test.ts"] },
});
