// Single keys. They work where nothing is typed and no other key is held, and can be switched off: who speaks to their
// computer, or has a tremor, would set them off unawares (WCAG 2.1.4).
import { useEffect } from 'preact/hooks';
import { stored } from './stored';

export const singleKeys = stored('keys', true);

/** Whether a key is meant for a field, a dialog or the browser, and not for us. */
export function typing(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys.value) return true;
  const target = event.target;
  return target instanceof Element && target.closest('input:not([type=checkbox], [type=radio]), textarea, select, dialog') !== null;
}

/** What each key does while the component is there. */
export function useKeys(keys: Record<string, () => void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = keys[event.key];
      if (!act || event.defaultPrevented || typing(event)) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
