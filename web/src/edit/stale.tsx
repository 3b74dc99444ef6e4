import type { Conflict } from '../api/schema';
import { Edits } from './list';
import { claimed, settings } from './say';

/** Both versions of a stale edit: what the editor wants, and what the others made of it since. */
export function Stale({ conflict, insist }: { conflict: Conflict; insist: () => void }) {
  const { yours, theirs, claim } = conflict;
  return (
    <>
      <p>Nothing was done. Look at both and choose.</p>
      <dl class="versions">
        <dt>Yours</dt>
        <dd>
          {yours.kind}
          {yours.set && ` ${settings(yours.set)}`}
          {yours.reason && <q>{yours.reason}</q>}
        </dd>
        <dt>Theirs</dt>
        <dd>
          <Edits edits={theirs} />
        </dd>
        {claim && (
          <>
            <dt>It now reads</dt>
            <dd>{claimed(claim)}</dd>
          </>
        )}
      </dl>
      <button type="button" autofocus onClick={insist}>
        Edit all the same
      </button>
    </>
  );
}
