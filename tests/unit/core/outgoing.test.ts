import { describe, expect, test } from 'vitest';
import { fetchSafely } from '#lib/core/outgoing.ts';
import { isPublicAddress } from '#lib/core/public-address.ts';
import { canary, serve, testPolicy } from '../../support/loopback.ts';

const limits = { bytes: 1_048_576, milliseconds: 5_000 };

const HOSTS = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0x7f.1', '0177.0.0.1'],
  ...['017700000001', '0177.1', '127.0.0.1.', '127.1.', '2130706433.', '127.000.000.001', '127.255.255.254'],
  ...[
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '127．0．0．1',
    '%31%32%37.0.0.1',
    '%30x7f.1',
    '0X7F.0X0.0.01',
  ],
  ...[
    '0',
    '0.0.0.0',
    '0x0',
    '00',
    '0.0',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[::0.0.0.1]',
  ],
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]'],
  ...[
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2002:a00:1::1]',
  ],
  ...[
    '[2001:0:7f00:1::1]',
    '[fe80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
  ],
  ...['[::ffff:0:127.0.0.1]', '[100::1]', '[2001:db8::1]', '[4000::1]', '169.254.169.254', '0xa9fea9fe'],
  ...['2852039166', '169.254.43518', '[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '100.100.100.200'],
  ...['168.63.129.16', '0xa83f8110', '10.0.0.1', '012.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['192.168.257', '100.64.0.1', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
];
const NAMES = [
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'sub.localhost',
    'loc%61lhost',
    'ｌｏｃａｌｈｏｓｔ',
    'inward.example',
  ],
  ...['metadata.google.internal', 'instance-data'],
];
const OTHER = [
  ...[
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1/',
    'data:text/html,hello',
    'javascript:alert(1)',
  ],
  ...[
    'ws://127.0.0.1/',
    'blob:http://127.0.0.1/x',
    'unix:/var/run/docker.sock',
    'http+unix://%2Fvar',
    '//127.0.0.1/',
  ],
];

describe('the inside of the network is not reached', () => {
  test.each([...HOSTS, ...NAMES])('http and https://%s', async (host) => {
    const { port, hits } = await canary();
    // The canary's port is open, so that only the address can be what is refused.
    const policy = testPolicy([], { ports: [String(port), '80', '443'] });
    for (const scheme of ['http', 'https']) {
      const got = await fetchSafely(`${scheme}://${host}:${port}/`, limits, policy);
      expect(got).toMatchObject({ ok: false, kind: 'refused' });
    }
    expect(hits()).toBe(0);
  });

  test.each(OTHER)('%s', async (address) => {
    expect(await fetchSafely(address, limits, testPolicy([]))).toMatchObject({ ok: false, kind: 'refused' });
  });

  test('by a user name before the host, or a backslash', async () => {
    const { port, hits } = await canary();
    const policy = testPolicy([], { ports: [String(port)], resolve: async () => ['8.8.8.8'] });
    for (const address of [`http://example.org@127.0.0.1:${port}/`, `http://a:b@example.org:${port}/`])
      expect(await fetchSafely(address, limits, policy)).toMatchObject({ kind: 'refused' });
    const slashed = `http:\\\\127.0.0.1:${port}\\@example.org/`;
    expect(await fetchSafely(slashed, limits, policy)).toMatchObject({ kind: 'refused' });
    expect(hits()).toBe(0);
  });

  test('by a port that is not of the web', async () => {
    const { port, hits } = await canary();
    const got = await fetchSafely(`http://example.org:${port}/`, limits, testPolicy([]));
    expect(got).toMatchObject({
      kind: 'refused',
      reason: `Only the ports 80 and 443 are fetched, not ${port}.`,
    });
    expect(hits()).toBe(0);
  });

  test.each([
    [['8.8.8.8', '127.0.0.1']],
    [['2606:4700::1111', '::1']],
    [['10.0.0.1']],
    [['::ffff:127.0.0.1', '8.8.8.8']],
  ])('by a name with the addresses %j', async (addresses) => {
    const { port, hits } = await canary();
    const policy = testPolicy([], { ports: [String(port)], resolve: async () => addresses });
    const got = await fetchSafely(`http://mixed.example:${port}/`, limits, policy);
    expect(got).toMatchObject({ kind: 'refused', reason: 'mixed.example is not on the public internet.' });
    expect(hits()).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])('by a page that sends on with %i', async (status) => {
    const inside = await canary();
    const port = await serve((_, answer) => {
      answer.writeHead(status, { Location: `http://127.0.0.1:${inside.port}/latest/meta-data/` }).end();
    });
    // Even where that very address may be asked for directly.
    const exceptions = [`page.example:${port}`];
    const policy = testPolicy(exceptions, { ports: [String(inside.port)] });
    const got = await fetchSafely(`http://page.example:${port}/`, limits, policy);
    expect(got).toMatchObject({
      kind: 'refused',
      redirects: [{ url: `http://page.example:${port}/`, status }],
    });
    expect(inside.hits()).toBe(0);
  });

  test('by a name that answers anew: it is asked once, and the connection goes where it said', async () => {
    const port = await serve((_, answer) => answer.end('the page'));
    const inside = await canary('127.0.0.2', port);
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return [answers.shift() ?? ''];
    };
    const got = await fetchSafely(
      `http://flip.example:${port}/`,
      limits,
      testPolicy([`flip.example:${port}`], { resolve }),
    );
    expect(got).toMatchObject({ ok: true, answer: { address: '127.0.0.1' } });
    expect({ asked, hits: inside.hits() }).toEqual({ asked: ['flip.example'], hits: 0 });
  });

  test('by a name whose second answer is inside, at the second hop', async () => {
    const inside = await canary();
    const port = await serve((_, answer) => {
      answer.writeHead(302, { Location: `http://flip.example:${inside.port}/` }).end();
    });
    const policy = testPolicy([`page.example:${port}`], { ports: [String(inside.port)] });
    expect(await fetchSafely(`http://page.example:${port}/`, limits, policy)).toMatchObject({
      kind: 'refused',
    });
    expect(inside.hits()).toBe(0);
  });

  test('when the internet is turned off, nor is the outside', async () => {
    const got = await fetchSafely('https://example.org/', limits, testPolicy([], { publicInternet: false }));
    expect(got).toMatchObject({ kind: 'refused' });
  });

  test('public addresses are told from all others', () => {
    const open = ['8.8.8.8', '93.184.215.14', '2606:4700:4700::1111', '::ffff:8.8.8.8', '2a00:1450::1'];
    expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
    for (const address of ['', 'example.org', '1.2.3', 'fe80::1%eth0', '2606:4700::1%1', '999.1.1.1'])
      expect(isPublicAddress(address)).toBe(address === '1.2.3');
  });
});
