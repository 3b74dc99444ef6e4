import type { Claim, ClaimSettings, Edit } from '../api/schema';
import { ask } from '../parts/dialog';
import { session, tellReader } from '../state/desk';
import { open } from '../state/open';
import { Correct } from './correct';
import { Reason } from './fields';
import { claimed, settings } from './say';
import { send } from './send';

/** The incident's version as the editor sees it when they begin to edit. */
const version = (): number => open.value?.summary.change ?? 0;

export const confirm = (claim: Claim) => send({ kind: 'confirm', claim: claim.key, version: version() }, `Confirmed: ${claimed(claim)}`);

export async function reject(claim: Claim): Promise<void> {
  const seen = version();
  const reason = await ask<string>(`Reject “${claim.words}”`, (done) => (
    <Reason does="Reject" value="read wrongly" of={['read wrongly', 'not of this incident', 'the report withdrew it']} done={done} />
  ));
  if (reason) await send({ kind: 'reject', claim: claim.key, version: seen, reason }, `Rejected: ${claimed(claim)}`);
}

export async function correct(claim: Claim): Promise<void> {
  const seen = version();
  const answer = await ask<{ set: ClaimSettings; reason: string }>(`Correct “${claim.words}”`, (done) => <Correct claim={claim} done={done} />);
  if (answer) await send({ kind: 'correct', claim: claim.key, version: seen, ...answer }, `Corrected ${settings(answer.set)}`);
}

/** The newest edit that stands: of the claim where one is given, else of the incident, by whoever is signed in. */
function last(claim: Claim | null): Edit | undefined {
  const mine = open.value?.edits.filter((edit) => edit.author === session.value.editor && edit.undone_by === null && edit.kind !== 'undo');
  return mine?.filter((edit) => !claim || edit.claim === claim.key).at(-1);
}

export async function undo(claim: Claim | null): Promise<void> {
  const edit = last(claim);
  if (edit) await send({ kind: 'undo', edit: edit.edit }, 'Undone');
  else tellReader('There is no edit of yours to undo here');
}
