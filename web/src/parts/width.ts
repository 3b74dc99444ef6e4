import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The width of an element, as it changes: drawings are laid out in real pixels, so that their letters keep their size. */
export function useWidth<E extends HTMLElement>(first: number) {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(() => setWidth(Math.max(Math.floor(element.clientWidth), 200)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [ref, width] as const;
}
