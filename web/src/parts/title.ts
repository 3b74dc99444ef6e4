import { useEffect } from 'preact/hooks';

/** The document's title, which a screen reader says first and a tab shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – sitrep desk`;
  }, [title]);
}
