/** A screen, where it is, and what is there once it shows what was asked for and not its skeleton. */
export interface Screen {
  readonly name: string;
  readonly tab: string;
  /** A selector of CSS. */
  readonly content: string;
}

export const screens: readonly Screen[] = [
  { name: "chat", tab: "context", content: ".chat-log article.reply" },
  { name: "context", tab: "context", content: ".queue li" },
  { name: "recall", tab: "recall", content: ".recall .state" },
  { name: "graph", tab: "graph", content: ".drawing svg circle" },
  { name: "tables", tab: "tables", content: "table.rows tbody tr" },
  { name: "timeline", tab: "timeline", content: ".entries li" },
  { name: "import", tab: "import", content: ".document-row" },
  { name: "spaces", tab: "spaces", content: "dl.counts" },
];
