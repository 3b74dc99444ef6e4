// How wide the screen is, where the page is laid out otherwise, not only smaller. The style sheets know the same widths.
import { signal } from '@preact/signals';

function matches(query: string) {
  const media = matchMedia(query);
  const made = signal(media.matches);
  media.addEventListener('change', () => (made.value = media.matches));
  return made;
}

/** A phone's. */
export const narrow = matches('(max-width: 46rem)');
/** With room for the words beside the figures. */
export const wide = matches('(min-width: 68rem)');
