import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";

export interface GuardProps {
  /** What it is that may fail: "This tab". */
  readonly what: string;
  readonly children: ReactNode;
}

/** A part of the page that fails by itself, and leaves the rest standing. */
export class Guard extends Component<GuardProps, { readonly failed: boolean }> {
  override state: { readonly failed: boolean } = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="state" data-kind="failure" role="alert">
        <p>
          {this.props.what} cannot be shown. Nothing in memory was changed by that. <code>PAGE_FAILED</code>
        </p>
        <Button small onClick={() => this.setState({ failed: false })}>
          Try again
        </Button>
        <Button small onClick={() => location.reload()}>
          Load the page anew
        </Button>
      </div>
    );
  }
}
