import type { Confirmation, ConfirmationCause } from "@pagefile/core";
import type { JsonValue } from "@pagefile/core/contracts";
import { shortId } from "../record-line.ts";
import { sanitise } from "./sanitise.ts";
import type { Screen, Style } from "./screen.ts";
import { WordWrap } from "./word-wrap.ts";

/** What a person can type about the calls that wait. */
export const howToDecide = "/allow runs it, /refuse [WHY] does not; another message refuses.";

/** A call that waits, in whole lines: what it would do, with all of its arguments, why it waits, and the records it rests on. */
export function confirmationLines({ call, reason, because }: Confirmation, screen: Screen): readonly string[] {
  return [
    ...wrapped(`? ${call.name}`, screen, { style: ["bold", "yellow"], indent: "  " }),
    ...Object.entries(call.arguments).flatMap(([name, value]) => wrapped(`${name}: ${written(value)}`, screen, { indent: "    " })),
    ...wrapped(reason, screen, { style: "yellow", indent: "    " }),
    ...because.flatMap((cause) => wrapped(`· ${describe(cause)}`, screen, { style: "dim", indent: "    " })),
  ];
}

function describe({ id, trust, channel, source, table, space }: ConfirmationCause): string {
  const from = source === undefined ? "" : ` ${source}`;
  const what = table === undefined ? `${channel}${from}` : `rows of the table ${table}`;
  return `${trust}, ${what}${space === undefined ? "" : ` in ${space}`} [${shortId(id)}]`;
}

function written(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Made safe, and wrapped: nothing of it is cut, for it is what is decided on. */
function wrapped(text: string, screen: Screen, { style, indent }: { readonly style?: Style; readonly indent: string }): readonly string[] {
  const wrap = new WordWrap(screen.columns - indent.length - 2, indent);
  const lines = (wrap.add(sanitise(text)) + wrap.end()).split("\n");
  return style === undefined ? lines : lines.map((line) => screen.paint(style, line));
}
