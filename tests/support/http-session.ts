import { address } from './browser.ts';

/** A program that keeps cookies and speaks to next-auth's endpoints, as scripts outside do. */
export class HttpSession {
  readonly cookies = new Map<string, string>();

  /** Follows no redirect; sends and keeps cookies. */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(address(path), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  private async token(): Promise<string> {
    const { csrfToken } = await (await this.send('/api/auth/csrf')).json();
    return String(csrfToken);
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const body = new URLSearchParams({ csrfToken: await this.token(), json: 'true', ...fields });
    return this.send(path, { method: 'POST', body, headers });
  }

  signIn(user: { email: string; password: string }, fields: Record<string, string> = {}): Promise<Response> {
    return this.post('/api/auth/callback/credentials', { ...user, ...fields });
  }

  signOut(): Promise<Response> {
    return this.post('/api/auth/signout', {});
  }

  async whoAmI(): Promise<unknown> {
    return (await this.send('/api/auth/session')).json();
  }

  copy(): HttpSession {
    const copy = new HttpSession();
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }
}
