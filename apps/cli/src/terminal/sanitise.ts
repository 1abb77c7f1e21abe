// Control characters but line feed and tab; the marks that turn the direction of text, by which it can show as what it is not.
const dangerous = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

/**
 * Text from a memory, a model or a file as it may be shown: no character in it can move the cursor, change a colour, rename
 * the window or answer back to the terminal. What is taken out stays visible as a symbol (`␛`), so that nothing hides.
 * Each character is judged alone, so a text may come in pieces.
 */
export function sanitise(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(dangerous, symbolOf);
}

/** The same in one line. */
export function sanitiseLine(text: string): string {
  return sanitise(text.replace(/\s+/g, " ").trim());
}

function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** A value as one line of JSON that may be shown: what is dangerous is escaped, so that a program reads it unchanged. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(dangerous, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
