import type { BrowserContext } from 'playwright-core';

/** What a browser context did that no page of ours may do. */
export interface PageGuard {
  /** Declares a problem that this test brings about; verify() then wants to see it. */
  expectProblem(pattern: RegExp): void;
  /** Throws when there was a problem that nobody declared, or a declared one did not come. */
  verify(): Promise<void>;
}

/**
 * Watches every page of the context: console errors, uncaught errors, dialogs, failed requests,
 * answers of 400 and above, and any request that leaves the origin.
 */
export function guardContext(context: BrowserContext, origin: string): PageGuard {
  const problems: string[] = [];
  const expected: RegExp[] = [];

  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`error: ${error.error().stack ?? error.error().message}`));
  context.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.type()} ${dialog.message()}`);
    dialog.dismiss().catch((error: Error) => problems.push(`dialog: ${error.message}`));
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const leaves = /^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host;
    if (leaves) problems.push(`foreign request: ${request.method()} ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    problems.push(`answer ${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown';
    // The browser drops what a new navigation, or a download, makes pointless.
    if (reason !== 'net::ERR_ABORTED')
      problems.push(`failed: ${request.method()} ${request.url()} ${reason}`);
  });

  return {
    expectProblem: (pattern) => expected.push(pattern),
    async verify() {
      // A round trip, so that what the pages have sent before it has arrived.
      await Promise.all(context.pages().map((page) => page.title()));
      const surprises = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
      const absent = expected.filter((pattern) => !problems.some((problem) => pattern.test(problem)));
      const lines = [...surprises, ...absent.map((pattern) => `declared, but did not happen: ${pattern}`)];
      if (lines.length > 0) throw new Error(`The page had problems:\n${lines.join('\n')}`);
    },
  };
}
