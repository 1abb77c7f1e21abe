import type { ComponentPropsWithRef, ReactElement } from "react";
import "./button.css";

export interface ButtonProps extends Omit<ComponentPropsWithRef<"button">, "disabled"> {
  /** @default "plain" */
  readonly kind?: "plain" | "primary" | "quiet" | "danger" | "danger-fill";
  readonly small?: boolean;
  /** Why it cannot be used now: it stays in the tab order, and the reason is its description and its tooltip. */
  readonly locked?: string | undefined;
  readonly busy?: boolean;
}

/** A button that says why it does nothing, instead of falling silent. */
export function Button({ kind = "plain", small, locked, busy = false, onClick, children, ...rest }: ButtonProps): ReactElement {
  const inert = busy || locked !== undefined;
  return (
    <button
      type="button"
      {...rest}
      className={["button", rest.className].filter(Boolean).join(" ")}
      data-kind={kind}
      {...(small ? { "data-small": "" } : {})}
      {...(inert ? { "aria-disabled": true } : {})}
      {...(busy ? { "aria-busy": true } : {})}
      {...(locked === undefined ? {} : { title: locked })}
      onClick={(event) => {
        if (inert) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}
