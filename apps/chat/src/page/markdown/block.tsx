import type { TrustLabel } from "@pagefile/core/contracts";
import type { Token, Tokens } from "marked";
import type { ReactElement } from "react";
import { Text } from "../design/text.tsx";
import { CodeBlock } from "./code-block.tsx";
import { Inline } from "./inline.tsx";
import { Table } from "./table.tsx";

export interface TokenProps {
  readonly token: Token;
  readonly trust: TrustLabel;
}

/** One block of a text. What is not known, HTML first of all, is shown as the text it is. */
export function Block({ token, trust }: TokenProps): ReactElement {
  switch (token.type) {
    case "heading":
      return (
        <h4 data-depth={(token as Tokens.Heading).depth}>
          <Inline tokens={token.tokens} trust={trust} />
        </h4>
      );
    case "paragraph":
      return (
        <p>
          <Inline tokens={token.tokens} trust={trust} />
        </p>
      );
    case "code":
      return <CodeBlock text={(token as Tokens.Code).text} language={(token as Tokens.Code).lang} />;
    case "blockquote":
      return (
        <blockquote>
          <Blocks tokens={token.tokens} trust={trust} />
        </blockquote>
      );
    case "list":
      return <List token={token as Tokens.List} trust={trust} />;
    case "table":
      return <Table token={token as Tokens.Table} trust={trust} />;
    case "hr":
      return <hr />;
    case "text":
      return <Inline tokens={(token as Tokens.Text).tokens ?? [token]} trust={trust} />;
    default:
      return (
        <p className="markdown-plain">
          <Text>{token.raw}</Text>
        </p>
      );
  }
}

function Blocks({ tokens = [], trust }: { tokens?: readonly Token[] | undefined; trust: TrustLabel }): ReactElement {
  const shown = tokens.filter(({ type }) => type !== "space" && type !== "def" && type !== "checkbox");
  return (
    <>
      {shown.map((token, index) => (
        <Block key={index} token={token} trust={trust} />
      ))}
    </>
  );
}

function List({ token, trust }: { token: Tokens.List; trust: TrustLabel }): ReactElement {
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.task && <span className="task">{item.checked ? "☑ " : "☐ "}</span>}
      <Blocks tokens={item.tokens} trust={trust} />
    </li>
  ));
  return token.ordered ? <ol start={token.start === "" ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}
