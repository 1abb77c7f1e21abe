export function opensPage(args: readonly string[], isTerminal: boolean): boolean;
