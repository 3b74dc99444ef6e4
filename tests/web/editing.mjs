// Editors: one key to confirm, correct, reject; undo; a stale edit; another's edits; merge, split, reprint, note.
import { startMock } from '../../web/mock/server.mjs';
import { picture, signIn, texts } from './visit.mjs';

const CLAIM = '#/incident/I12/report/19/c2';

async function alone({ check, visit }) {
  await visit(CLAIM, async (page, mock) => {
    await page.locator('.claim-detail').waitFor();
    await page.keyboard.press('c');
    await page.getByLabel('Your name').fill('Ann');
    await page.keyboard.press('Enter');
    await page.locator('.claim-detail .tag', { hasText: 'confirmed' }).waitFor();
    check('c confirms, after asking who', mock.desk.edits.map((e) => [e.kind, e.author, e.claim]), [['confirm', 'Ann', '19:c2']]);
    await page.keyboard.press('e');
    await page.getByLabel('Number', { exact: true }).fill('20');
    await page.getByLabel('Reason').fill('the list names twenty');
    await picture(page, 'correct');
    await page.keyboard.press('Enter');
    await page.locator('.readings').waitFor();
    check('e corrects; the machine’s reading stays beside it', (await texts(page, '.readings tr:nth-child(1) :is(th, td)')).slice(-3), ['number', '21', '20']);
    check('and the ledger tells it', (await texts(page, '.ledger tbody tr:nth-child(3) td:nth-child(2) b')), ['21', '20']);
    await page.keyboard.press('u');
    await page.locator('.readings').waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.claim-detail .tag', { hasText: 'rejected by an editor' }).waitFor();
    check('x rejects, with a reason', mock.desk.edits.at(-1).reason, 'read wrongly');
    check('who did what stands beside it', (await texts(page, '.claim-detail .edits li')).length, 3);
    await picture(page, 'rejected');
    await page.keyboard.press('n');
    await page.getByLabel('Reason').fill('ask the desk in Niamey');
    await page.keyboard.press('Enter');
    await page.getByText('ask the desk in Niamey').first().waitFor();
  });
  await visit('#/incident/I12', async (page) => {
    await page.locator('.tally').waitFor();
    await page.goto(`${new URL(page.url()).origin}/#/help`);
    await page.getByLabel('Single keys do something').uncheck();
    await page.goBack();
    await page.locator('.tally').waitFor();
    await page.keyboard.press('m');
    check('single keys can be switched off', await page.getByRole('dialog').count(), 0);
  });
}

async function together({ check, visit }) {
  const mock = await startMock();
  await visit(CLAIM, async (page) => {
    await signIn(page);
    await page.locator('.claim-detail').waitFor();
    await page.keyboard.press('e');
    await page.getByLabel('Number', { exact: true }).fill('20');
    await page.getByLabel('Reason').fill('mine');
    mock.desk.edit('Ben', { kind: 'correct', claim: '19:c2', set: { value: { low: 22, high: 22, value: 22, hedge: 'exact' } }, reason: 'his' });
    await page.locator('.claim-detail .edits', { hasText: 'Ben' }).waitFor();
    check('another’s edit appears live', (await texts(page, '.claim-detail .edits li'))[0].startsWith('✎ Ben corrected number: 22'), true);
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByText('Somebody edited this since').waitFor();
    check('a stale edit shows both versions', await texts(page, 'dialog dd'), [/* yours, theirs, now */ 'correct number: 20mine', (await texts(page, 'dialog dd'))[1], 'killed: 22']);
    await picture(page, 'stale');
    check('and has done nothing', mock.desk.edits.length, 1);
    await page.getByRole('button', { name: 'Edit all the same' }).click();
    await page.locator('.notice', { hasText: 'Corrected number: 20' }).waitFor();
    check('unless the editor insists', mock.desk.edits.map((e) => e.author), ['Ben', 'Ann']);
  }, { desk: mock, quiet: false }); // the browser itself tells of the 409
  mock.stop();
}

async function whole({ check, visit }) {
  await visit('#/incident/I13', async (page, mock) => {
    await signIn(page);
    await page.keyboard.press('m');
    await page.getByLabel('The same as').fill('I12');
    await page.getByLabel('Reason').fill('one event');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Zinder/ }).waitFor();
    await page.getByText('also I13').waitFor();
    check('m merges into the older', mock.desk.edits.map((e) => [e.kind, e.incident, e.into]), [['merge', 'I13', 'I12']]);
    await page.keyboard.press('s');
    await page.getByLabel('Lake Radio: Ferry sinks').check();
    await page.getByLabel('Lake Radio: Missing of Bol').check();
    await page.getByLabel('Reason').fill('two events');
    await page.getByRole('button', { name: 'Split off' }).click();
    await page.locator('.reports', { hasText: 'Lake Radio' }).waitFor({ state: 'detached' });
    check('s splits reports off', mock.desk.edits.at(-1).documents, ['11', '14']);
    await page.getByRole('button', { name: 'Reprint… of what Niger Courier repeats' }).click();
    await page.getByLabel('It repeats').selectOption('17');
    await page.getByLabel('Reason').fill('the same words');
    await page.keyboard.press('Enter');
    await page.getByText('2 reprints of it').waitFor();
    check('a report is marked as a reprint', mock.desk.edits.at(-1).reprint_of, '17');
  });
}

export async function editing(tools) {
  await alone(tools);
  await together(tools);
  await whole(tools);
}
