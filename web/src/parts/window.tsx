import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const MORE = 8; // rows beyond the edges of the screen, so that a flick of the wheel shows no gap

interface Range {
  from: number;
  to: number;
}

/** Which rows of a list of equal rows are on the screen; `all` while the page is printed. */
function useRows(list: RefObject<HTMLElement | null>, count: number, height: number): Range {
  const [rows, setRows] = useState<Range>({ from: 0, to: 30 });
  useLayoutEffect(() => {
    const look = () => {
      const top = -(list.current?.getBoundingClientRect().top ?? 0);
      const from = Math.max(Math.floor(top / height) - MORE, 0);
      const to = Math.min(Math.ceil((top + innerHeight) / height) + MORE, count);
      setRows((old) => (old.from === from && old.to === to ? old : { from, to }));
    };
    const all = () => setRows({ from: 0, to: count });
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    addEventListener('beforeprint', all);
    addEventListener('afterprint', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
      removeEventListener('beforeprint', all);
      removeEventListener('afterprint', look);
    };
  }, [count, height]);
  return rows;
}

interface Props<T> {
  list: RefObject<HTMLOListElement | null>;
  items: readonly T[];
  /** of a row, in pixels: all are equal */
  height: number;
  label: string;
  row: (item: T, n: number) => ComponentChildren;
}

/** A long list of which only what is on the screen is in the page. A screen reader is told its whole length. */
export function Window<T extends { id: string }>({ list, items, height, label, row }: Props<T>) {
  const { from, to } = useRows(list, items.length, height);
  const end = Math.min(to, items.length);
  return (
    <ol class="window" ref={list} aria-label={label} style={{ height: `${items.length * height}px` }}>
      {items.slice(from, end).map((item, n) => (
        <li
          key={item.id}
          style={{ top: `${(from + n) * height}px`, height: `${height}px` }}
          aria-setsize={items.length}
          aria-posinset={from + n + 1}
        >
          {row(item, from + n)}
        </li>
      ))}
    </ol>
  );
}
