import type { TrustLabel } from "@pagefile/core/contracts";
import type { Token, Tokens } from "marked";
import type { ReactElement } from "react";
import { Text } from "../design/text.tsx";
import { decodeEntities } from "./decode-entities.ts";
import { Link } from "./link.tsx";

export interface InlineProps {
  readonly tokens?: readonly Token[] | undefined;
  readonly trust: TrustLabel;
}

/** What stands in a line. */
export function Inline({ tokens = [], trust }: InlineProps): ReactElement {
  return (
    <>
      {tokens.map((token, index) => (
        <Piece key={index} token={token} trust={trust} />
      ))}
    </>
  );
}

function Piece({ token, trust }: { token: Token; trust: TrustLabel }): ReactElement {
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <Inline tokens={token.tokens} trust={trust} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} trust={trust} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} trust={trust} />
        </del>
      );
    case "codespan":
      return (
        <code>
          <Text>{(token as Tokens.Codespan).text}</Text>
        </code>
      );
    case "br":
      return <br />;
    case "link":
      return (
        <Link href={(token as Tokens.Link).href} text={(token as Tokens.Link).text} trust={trust}>
          <Inline tokens={token.tokens} trust={trust} />
        </Link>
      );
    case "image":
      return (
        <span className="image-left-out">
          [image: <Text>{(token as Tokens.Image).text}</Text>]
        </span>
      );
    case "escape":
      return <Text>{(token as Tokens.Escape).text}</Text>;
    case "text":
      return token.tokens ? <Inline tokens={token.tokens} trust={trust} /> : <Text>{decodeEntities((token as Tokens.Text).text)}</Text>;
    default:
      return <Text>{token.raw}</Text>;
  }
}
