// Nothing moves under a reader's eyes: when the page changes, what they were looking at stays where it was.
import { useLayoutEffect, useRef } from 'preact/hooks';

const SECTION = '.findings :is(li, tr, section, p, dl)';

/** What the reader is most likely looking at: what has the focus, if it is on the screen, or what is at its upper third. */
function lookedAt(): Element | null {
  const focused = document.activeElement?.closest(SECTION);
  if (focused) {
    const { top, bottom } = focused.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) return focused;
  }
  return document.elementFromPoint(innerWidth / 3, innerHeight / 3)?.closest(SECTION) ?? null;
}

/** Keep the place over renderings for which `version` differs. */
export function useSteady(version: unknown): void {
  const before = useRef<{ element: Element; top: number } | null>(null);
  const seen = useRef(version);
  if (seen.current !== version) {
    const element = scrollY > 0 ? lookedAt() : null;
    before.current = element && { element, top: element.getBoundingClientRect().top };
    seen.current = version;
  }
  useLayoutEffect(() => {
    const { element, top } = before.current ?? {};
    before.current = null;
    if (element?.isConnected && top !== undefined) scrollBy({ top: element.getBoundingClientRect().top - top, behavior: 'instant' });
  }, [version]);
}
