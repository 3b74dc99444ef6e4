// Who may look and edit: a desk with an editors' file asks for a token before it shows anything; a session that ran out.
import { startMock } from '../../web/mock/server.mjs';
import { signIn } from './visit.mjs';

export async function sessions({ check, visit }) {
  const closed = await startMock({ closed: true });
  await visit('', async (page) => {
    await page.getByRole('dialog', { name: 'This desk shows itself to its editors alone' }).waitFor();
    check('nothing is shown to strangers', await page.locator('.incident-row').count(), 0);
    await page.getByLabel('Your token').fill('a guess');
    await page.keyboard.press('Enter');
    await page.locator('.notice.fault', { hasText: 'The token is none of an editor' }).waitFor();
    await page.getByLabel('Your token').fill('a token');
    await page.keyboard.press('Enter');
    await page.locator('.incident-row').first().waitFor();
    check('all to editors', [await page.locator('.incident-row').count(), await page.locator('.editor').textContent()], [3, '✎ Ann Sign out']);
  }, { desk: closed, quiet: false }); // the browser itself tells of each 401
  closed.stop();

  await visit('#/incident/I12/report/19/c2', async (page, mock) => {
    await signIn(page);
    await page.locator('.claim-detail').waitFor();
    mock.forget();
    await page.keyboard.press('c');
    await page.getByLabel('Your name').fill('Ann');
    await page.keyboard.press('Enter');
    await page.locator('.claim-detail .tag', { hasText: 'confirmed' }).waitFor();
    check('a session that ran out loses no edit', mock.desk.edits.length, 1);
  }, { quiet: false });
}
