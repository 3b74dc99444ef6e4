import { api, Refusal } from '../api/client';
import type { Conflict, Edited, NewEdit } from '../api/schema';
import { ask } from '../parts/dialog';
import { askForName } from '../parts/login';
import { nobody, setSession, tellFault, tellReader } from '../state/desk';
import { refreshOpen } from '../state/open';
import { Stale } from './stale';

/** Show what the others did meanwhile; whether the editor's own word shall stand all the same. */
const insist = (conflict: Conflict): Promise<true | null> =>
  ask<true>('Somebody edited this since', (done) => <Stale conflict={conflict} insist={() => done(true)} />);

/** Send an edit, if need be after signing in. A stale one is shown with the others' edits, and sent again if the editor
 * still wants it. null: nothing was done. */
export async function send(edit: NewEdit, done: string): Promise<Edited | null> {
  let next = edit;
  while (await askForName())
    try {
      const made = await api.edit(next);
      tellReader(`${done}. Undo with u`);
      void refreshOpen();
      return made;
    } catch (fault) {
      if (!(fault instanceof Refusal && (fault.stranger || fault.conflict))) {
        tellFault(fault);
        return null;
      }
      if (fault.stranger) setSession(nobody); // the session has run out: sign in anew
      if (!fault.conflict) continue;
      void refreshOpen();
      if (!(await insist(fault.conflict))) return null;
      next = { ...next, version: fault.conflict.change };
    }
  return null;
}
