import { createRequire, registerHooks } from "node:module";

/*
 * Preloaded by a test: gives a program the FAISS that the tests compiled in place of the binary that `faiss-node` would have
 * downloaded when it was installed.
 */
const addon = process.env["FAISS_ADDON"] ?? "";
const require = createRequire(import.meta.url);
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "faiss-node" ? { url: "compiled:faiss", format: "module", shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    if (url !== "compiled:faiss") return next(url, context);
    const names = Object.keys(require(addon) as object).filter((name) => name !== "default");
    const source = `import { createRequire } from "node:module";
      const faiss = createRequire(${JSON.stringify(import.meta.url)})(${JSON.stringify(addon)});
      export default faiss;
      ${names.map((name) => `export const ${name} = faiss.${name};`).join("\n")}`;
    return { format: "module", source, shortCircuit: true };
  },
});
