import type { Edit } from '../api/schema';
import { Tag } from '../parts/speaker';
import { received, Time } from '../time/time';
import { edited } from './say';

/** What editors did, each with who, why and when; what was undone stays, struck. */
export function Edits({ edits }: { edits: readonly Edit[] }) {
  return (
    <ul class="edits plain">
      {edits.map((edit) => (
        <li key={edit.edit} class={edit.undone_by === null ? '' : 'undone'}>
          <span class="pen" aria-hidden="true">
            ✎
          </span>{' '}
          <b>{edit.author}</b> {edited(edit)}
          {edit.reason && <q>{edit.reason}</q>} {edit.undone_by !== null && <Tag>undone</Tag>}{' '}
          <span class="dim">
            <Time when={received(edit.at)} short relative />
          </span>
        </li>
      ))}
    </ul>
  );
}
