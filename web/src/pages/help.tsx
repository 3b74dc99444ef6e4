import { singleKeys } from '../parts/keys';
import { useTitle } from '../parts/title';

const KEYS: [keys: string, does: string][] = [
  ['/', 'look for words in the reports'],
  ['j k', 'go to the next or last incident, or claim'],
  ['Enter', 'open it'],
  ['c', 'confirm the open claim'],
  ['e', 'correct it'],
  ['x', 'reject it'],
  ['n', 'note something of it, or of the incident'],
  ['u', 'undo your last edit of it, or of the incident'],
  ['m', 'merge the incident with another'],
  ['s', 'split reports off it'],
  ['Esc', 'close what is open'],
];

const MARKS: [look: string, says: string][] = [
  ['plain', 'said, and it stands'],
  ['struck', 'overtaken by a later figure of those who gave it, or rejected by an editor'],
  ['hollow', 'denied, or withdrawn by a later revision of the report'],
  ['dotted', 'feared or possible'],
];

export function HelpPage() {
  useTitle('Help');
  return (
    <>
      <h1 class="page-title">Help</h1>
      <section>
        <h2>Keys</h2>
        <label class="check">
          <input type="checkbox" checked={singleKeys.value} onChange={(event) => (singleKeys.value = event.currentTarget.checked)} /> Single
          keys do something
        </label>
        <dl class="keys">
          {KEYS.map(([keys, does]) => (
            <div>
              <dt>
                {keys.split(' ').map((key) => (
                  <kbd>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>Figures</h2>
        <p>
          Low and high are what was given for certain at least and at most; best is what the rule takes for the likeliest. A dash is not known.
          Disputed figures are never averaged. A click on any figure opens the words that it was read from.
        </p>
        <ul class="claims">
          {MARKS.map(([look, says]) => (
            <li class={look}>
              <span class="q">“22 people”</span> {says}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Times</h2>
        <p>
          Each time is told with the place whose clock shows it, and how its zone was known: stated in the report, from its dateline, from its
          outlet’s own zone, or inferred. Choose at the top of the page whose clock you want to read. A day alone is told as it was written.
        </p>
      </section>
    </>
  );
}
