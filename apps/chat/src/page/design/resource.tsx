import type { ReactElement, ReactNode } from "react";
import type { Resource } from "../server/use-resource.ts";
import { Failure, Offline, Skeleton } from "./state.tsx";

export interface ResourceViewProps<Value> {
  readonly resource: Resource<Value>;
  readonly lines?: number;
  readonly children: (value: Value) => ReactNode;
}

/** A resource in whichever state it is: a skeleton, a failure, its value, or an old value with the reason it is old. */
export function ResourceView<Value>({ resource, lines, children }: ResourceViewProps<Value>): ReactElement {
  const { value, error, reload } = resource;
  if (value === undefined)
    return error ? <Failure error={error} retry={reload} /> : <Skeleton {...(lines === undefined ? {} : { lines })} />;
  return (
    <>
      {error && (error.status === 0 ? <Offline /> : <Failure error={error} retry={reload} />)}
      {children(value)}
    </>
  );
}
