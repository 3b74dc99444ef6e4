import { signal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { tellFault } from '../state/desk';
import { open } from '../state/open';
import { Around } from '../time/clock';

interface Asked {
  title: string;
  content: VNode;
  cancel: () => void;
}

const asked = signal<Asked | null>(null);
let shown: HTMLDialogElement | null = null;

/** Ask the reader in a dialog; null: they went away without an answer. The focus returns to where it was. */
export function ask<T>(title: string, content: (done: (answer: T) => void) => VNode): Promise<T | null> {
  asked.value?.cancel();
  return new Promise((resolve) => {
    const end = (answer: T | null) => {
      shown?.close(); // gives the focus back, which it could not once it is out of the page
      asked.value = null;
      resolve(answer);
    };
    asked.value = { title, content: content(end), cancel: () => end(null) };
  });
}

export function Dialogs() {
  const held = asked.value;
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    shown = ref.current;
    if (held) shown?.showModal();
  }, [held]);
  if (!held) return null;
  return (
    <dialog ref={ref} aria-labelledby="dialog-title" onCancel={held.cancel}>
      <h2 id="dialog-title">{held.title}</h2>
      <Around.Provider value={{ incident: open.value?.summary.place?.zone ?? null, outlet: null }}>{held.content}</Around.Provider>
      <button type="button" class="small cancel" onClick={held.cancel}>
        Cancel
      </button>
    </dialog>
  );
}

interface FormProps {
  /** of the button that sends it */
  does: string;
  send: (values: FormData) => Promise<void> | void;
  children: ComponentChildren;
}

/** A form whose button waits while it is sent, and whose faults are told. */
export function Form({ does, send, children }: FormProps) {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const button = form.querySelector<HTMLButtonElement>('button[type=submit]');
    if (button) button.disabled = true;
    try {
      await send(new FormData(form));
    } catch (fault) {
      tellFault(fault);
    }
    if (button) button.disabled = false;
  };
  return (
    <form onSubmit={submit}>
      {children}
      <button type="submit">{does}</button>
    </form>
  );
}

/** A field's text, "" where it was left empty. */
export const text = (values: FormData, name: string): string => String(values.get(name) ?? '').trim();
