import type { ReactElement } from "react";
import type { ContextView } from "../../protocol/context.ts";
import { ResourceView } from "../design/resource.tsx";
import { TokenBar } from "../design/token-bar.tsx";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { journalGrew, useResource } from "../server/use-resource.ts";

export default function ContextScreen(): ReactElement {
  const { name } = useSpace();
  const context = useResource<ContextView>(spacePath(name, "context"), journalGrew);
  return (
    <ResourceView resource={context}>
      {({ sizes, free, reserved }) => <TokenBar sizes={sizes} free={free} reserved={reserved} label="The context" />}
    </ResourceView>
  );
}
