import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./nearest.ts";

/** Where the journal is. */
export type JournalPlace = { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "postgres"; readonly url: string };

/** Where the program keeps what is the user's. */
export function dataFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "pagefile");
}

export const storeKinds = ["qdrant", "neo4j", "faiss"] as const;

/** A store that follows, and its address: a URL, of FAISS a folder. */
export interface StorePlace {
  readonly kind: (typeof storeKinds)[number];
  readonly address: string;
}

/** @throws UsageError, without repeating what may hold a password */
export function journalPlace(text: string, folder: string): JournalPlace {
  const file = /^sqlite:(?!\/\/)(.+)$/.exec(text)?.[1];
  if (file !== undefined) return { kind: "sqlite", file: file === ":memory:" ? file : resolve(folder, file) };
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return { kind: "postgres", url: text };
  throw new UsageError(
    `A journal is sqlite:FILE or postgres://HOST/DATABASE, not ${JSON.stringify(withoutSecrets(text))}. User and password may stand in front of the host.`,
  );
}

/** @throws UsageError */
export function storePlace(text: string, folder: string): StorePlace {
  const [, name = "", address = ""] = /^([^=]*)=(.+)$/.exec(text) ?? [];
  const kind = storeKinds.find((known) => known === name);
  if (kind === undefined) {
    const shown = JSON.stringify(withoutSecrets(text));
    throw new UsageError(`A store is qdrant=URL, neo4j=URL or faiss=FOLDER, not ${shown}.${didYouMean(name, storeKinds)}`);
  }
  if (kind === "faiss") return { kind, address: resolve(folder, address) };
  const schemes = kind === "qdrant" ? /^https?:\/\// : /^(bolt|neo4j)(\+s|\+ssc)?:\/\//;
  if (schemes.test(address) && URL.canParse(address)) return { kind, address };
  const example = kind === "qdrant" ? "qdrant=http://localhost:6333" : "neo4j=bolt://localhost:7687";
  throw new UsageError(`${kind} is named by a URL, as in ${example}, not by ${JSON.stringify(withoutSecrets(address))}.`);
}

/** The text with what stands between `://` and `@` taken out. */
export function withoutSecrets(text: string): string {
  return text.replace(/(:\/\/)[^/\s]*@/g, "$1…@");
}

/** The journal as it may be shown. */
export function nameOf(journal: JournalPlace): string {
  return journal.kind === "sqlite" ? journal.file : withoutSecrets(journal.url);
}
