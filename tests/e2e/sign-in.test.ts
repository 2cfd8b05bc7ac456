import { expect, inject, test } from 'vitest';
import { expectAccessible, newPage, signIn } from '../support/browser.ts';
import { HttpSession } from '../support/http-session.ts';

const schemes = ['light', 'dark'] as const;
const users = inject('users');

test('a wrong password is said in words, with the e-mail kept; the right one leads where one wanted', async () => {
  const page = await newPage();
  await page.goto('/account?from=link');
  await page.getByLabel('E-mail').fill(users.viewer.email);
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('E-mail or password is wrong.').waitFor();
  await expect.poll(() => page.getByLabel('E-mail').inputValue()).toBe(users.viewer.email);
  await page.getByLabel('Password', { exact: true }).fill(users.viewer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
  expect(page.url()).toMatch(/\/account\?from=link$/);
});

test('signing out ends the session on the server, and a cookie put back opens nothing', async () => {
  const page = await newPage();
  await signIn(page, 'viewer');
  await page.goto('/account');
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: /account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await page.context().addCookies(cookies);
  await page.goto('/account');
  await page.getByText('Your session has ended. Sign in again.').waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

test('another session is seen on the account page, and ended there', async () => {
  const other = new HttpSession();
  await other.signIn(users.editor);
  const page = await newPage();
  await signIn(page, 'editor');
  await page.goto('/account');
  await page.getByText('this one').waitFor();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByText('All other sessions have ended.').waitFor();
  expect(await other.whoAmI()).toEqual({});
  await page.getByRole('button', { name: 'Sign out everywhere else' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /^End the session/ }).count()).toBe(0);
});

test('an administrator adds somebody, who signs in, and is out as soon as the account is disabled', async () => {
  const page = await newPage({ as: 'admin' });
  await page.goto('/users');
  await page.getByRole('button', { name: 'Add user' }).click();
  const form = page.getByRole('dialog', { name: 'Add a user' });
  await form.getByRole('button', { name: 'Add user' }).click();
  await form.getByText('Write an e-mail address such as name@example.org.').waitFor();
  await form.getByLabel('E-mail').fill('guest@example.org');
  await form.getByRole('textbox', { name: 'Name' }).fill('A guest');
  await form.getByRole('button', { name: 'Add user' }).click();
  const password = await page
    .getByRole('dialog', { name: 'The new password' })
    .getByText(/^(\w{5}-){3}\w{5}$/)
    .textContent();
  await page.getByRole('button', { name: 'Done' }).click();

  const guest = new HttpSession();
  expect((await guest.signIn({ email: 'guest@example.org', password: password ?? '' })).status).toBe(200);
  expect(await guest.whoAmI()).toMatchObject({ user: { role: 'researcher' } });

  await page.getByRole('button', { name: 'Change A guest' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByLabel('Reason').fill('only a guest');
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByText(/^disabled/).waitFor();
  expect(await guest.whoAmI()).toEqual({});
  expect((await guest.signIn({ email: 'guest@example.org', password: password ?? '' })).status).toBe(401);
});

test('a researcher is told that the users page is not open to the role', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/users');
  await page.getByText('Your role does not open this').waitFor();
  expect(await page.getByRole('button', { name: 'Add user' }).count()).toBe(0);
});

test.each(schemes)('account and users can be used by everybody (%s)', async (scheme) => {
  for (const width of [1280, 360]) {
    const page = await newPage({ scheme, width, as: 'admin' });
    for (const path of ['/account', '/users']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
