import { type ReactElement, useState } from "react";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";

export function CodeBlock({ text, language }: { text: string; language?: string | undefined }): ReactElement {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="code-block">
      <div>
        <span>{language && <Text>{language}</Text>}</span>
        <Button kind="quiet" small onClick={copy} onBlur={() => setCopied(false)}>
          {copied ? "Copied" : "Copy"} <span className="visually-hidden">code</span>
        </Button>
      </div>
      <pre tabIndex={0} role="group" aria-label="Code">
        <code>
          <Text>{text}</Text>
        </code>
      </pre>
    </div>
  );
}
