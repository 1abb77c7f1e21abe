import type { TrustLabel } from "@pagefile/core/contracts";
import type { Token } from "marked";
import { memo, type ReactElement, useMemo } from "react";
import { Text } from "../design/text.tsx";
import { Block } from "./block.tsx";
import { readMarkdown } from "./read-markdown.ts";
import "./markdown.css";

export interface MarkdownProps {
  readonly text: string;
  /** Of the text: below `user` a link asks before it is followed. @default "untrusted" */
  readonly trust?: TrustLabel;
}

/** Markdown as elements of React: no HTML is made or taken, no image is loaded, nothing is fetched. */
export function Markdown({ text, trust = "untrusted" }: MarkdownProps): ReactElement {
  const read = useMemo(() => readMarkdown(text), [text]);
  if (!read) {
    return (
      <p className="markdown markdown-plain">
        <Text>{text}</Text>
      </p>
    );
  }
  return (
    <div className="markdown">
      {read.blocks.map((token, index) => (
        <KeptBlock key={index} token={token} trust={trust} definitions={read.definitions} />
      ))}
    </div>
  );
}

interface KeptBlockProps {
  readonly token: Token;
  readonly trust: TrustLabel;
  readonly definitions: number;
}

/** While a reply grows, only its last block changes. */
const KeptBlock = memo(
  ({ token, trust }: KeptBlockProps): ReactElement => <Block token={token} trust={trust} />,
  (one, next) =>
    one.token.raw === next.token.raw &&
    one.token.type === next.token.type &&
    one.trust === next.trust &&
    one.definitions === next.definitions,
);
