import type { ReactElement } from "react";
import type { ContextView } from "../../protocol/context.ts";
import { formatCount } from "../design/count.ts";
import { TokenBar } from "../design/token-bar.tsx";
import { openMemory } from "../frame/open-memory.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { journalGrew, useResource } from "../server/use-resource.ts";
import "./token-line.css";

/** How full the window is, in a thin line over the composer; it opens the context. */
export function TokenLine(): ReactElement {
  const { name } = useSpace();
  const { value } = useResource<ContextView>(spacePath(name, "context"), journalGrew);
  if (!value) return <div className="token-line" aria-hidden="true" />;
  const { sizes, free, reserved, warnAt, evictAt, anchored } = value;
  const used = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const percent = Math.round((used / Math.max(1, evictAt)) * 100);
  const words = `${formatCount(used)} of ${formatCount(evictAt)} tokens, ${percent} %`;
  return (
    <button type="button" className="token-line" onClick={() => openMemory({ tab: "context" })}>
      <TokenBar thin sizes={sizes} free={free} reserved={reserved} marks={[{ at: warnAt, title: "Warned here" }]} label={words} />
      <span>
        {percent} % of the window{anchored ? "" : ", estimated"}
        <span className="visually-hidden">. Open the context</span>
      </span>
    </button>
  );
}
