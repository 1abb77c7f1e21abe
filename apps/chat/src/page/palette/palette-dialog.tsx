import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from "react";
import { Dialog } from "../design/dialog.tsx";
import { Text } from "../design/text.tsx";
import { face } from "../layout.ts";
import type { PaletteItem } from "./palette-match.ts";
import { usePaletteItems } from "./use-palette-items.ts";
import "../design/field.css";
import "./palette.css";

/** A field and what it finds; Up and Down choose, Enter goes there. */
export default function PaletteDialog({ onClose }: { onClose: () => void }): ReactElement {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const items = usePaletteItems(text);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = Math.min(chosen, Math.max(0, items.length - 1));
  useEffect(() => {
    // In braces: newer browsers return a promise here, which is nothing to clean up with.
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at, items]);

  const go = (item: PaletteItem | undefined): void => {
    if (!item) return;
    onClose();
    face.set("memory");
    location.hash = item.to;
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (step === undefined) go(items[at]);
    else if (items.length > 0) setChosen((at + step + items.length) % items.length);
  };
  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        className="field"
        role="combobox"
        aria-label="A space, a tab, a block, an entity, or words of a memory"
        aria-expanded={items.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={items.length === 0 ? undefined : `${id}-${at}`}
        placeholder="A space, a tab, a block, an entity, or words of a memory"
        autoFocus
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div ref={list} id={`${id}-list`} className="palette-list" role="listbox" aria-label="Places">
        {groups(items).map(({ group, items: members }) => (
          <div key={group} role="group" aria-label={group}>
            <p className="palette-group" aria-hidden="true">
              {group}
            </p>
            {members.map(({ item, index }) => (
              <div
                key={item.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                className="palette-item"
                onClick={() => go(item)}
              >
                <span className="palette-label">
                  <Text>{item.label}</Text>
                </span>
                {item.detail !== undefined && (
                  <span className="faint">
                    <Text>{item.detail}</Text>
                  </span>
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className="faint">
        {items.length === 0 && "Nothing of that name, and no memory with these words."}
      </p>
    </Dialog>
  );
}

interface Group {
  readonly group: string;
  readonly items: { readonly item: PaletteItem; readonly index: number }[];
}

/** In order of their first item; the index is that of the whole list, as the keys go through it. */
function groups(items: readonly PaletteItem[]): readonly Group[] {
  const found = new Map<string, Group>();
  for (const [index, item] of items.entries()) {
    const group = found.get(item.group) ?? { group: item.group, items: [] };
    group.items.push({ item, index });
    found.set(item.group, group);
  }
  return [...found.values()];
}
