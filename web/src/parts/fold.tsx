import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface FoldProps {
  summary: ComponentChildren;
  class?: string;
  /** whether it is unfolded to be printed */
  onPaper?: boolean;
  /** what is folded: made when it is first opened, or printed */
  children: () => ComponentChildren;
}

/** What can be unfolded. A long story holds thousands of lines that nobody opens: they are not in the page until then. */
export function Fold({ summary, class: name, onPaper = true, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const print = () => setOpen((open) => open || onPaper);
    addEventListener('beforeprint', print);
    return () => removeEventListener('beforeprint', print);
  }, []);
  return (
    <details class={name} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children()}
    </details>
  );
}

interface LongProps<T> {
  items: readonly T[];
  /** so many are shown at once */
  most: number;
  list: (some: readonly T[]) => ComponentChildren;
}

/** The first of a list, and the others folded. */
export function Long<T>({ items, most, list }: LongProps<T>) {
  return (
    <>
      {list(items.slice(0, most))}
      {items.length > most && (
        <Fold class="more" summary={`and ${items.length - most} more`}>
          {() => list(items.slice(most))}
        </Fold>
      )}
    </>
  );
}
