import { expect, test, vi } from 'vitest';
import { Opened } from '#components/data-table/use-opened.ts';

function answering(...answers: Response[]) {
  const asked: number[] = [];
  return {
    asked,
    read: async (id: number) => {
      asked.push(id);
      const answer = answers.shift();
      if (!answer) throw new TypeError('fetch failed');
      return answer;
    },
  };
}

const load = async () => undefined;
const nothing = { id: null, data: null };

test('what was read ahead is not asked for again, and each row once', async () => {
  const { asked, read } = answering(Response.json({ name: 'a' }), Response.json({ name: 'b' }));
  const opened = new Opened(nothing, read, load);
  opened.ahead(1);
  await expect(opened.read(1)).resolves.toEqual({ kind: 'data', data: { name: 'a' } });
  await expect(opened.read(2)).resolves.toEqual({ kind: 'data', data: { name: 'b' } });
  await opened.read(1);
  expect(asked).toEqual([1, 2]);
});

test('what came with the page is there at once; that there is none, too', async () => {
  const { asked, read } = answering();
  const opened = new Opened({ id: 5, data: { name: 'e' } }, read, load);
  expect(opened.known(5)).toEqual({ kind: 'data', data: { name: 'e' } });
  expect(opened.known(6)).toBeNull();
  await expect(opened.read(5)).resolves.toEqual({ kind: 'data', data: { name: 'e' } });
  expect(new Opened({ id: 9, data: null }, read, load).known(9)).toEqual({ kind: 'missing' });
  expect(asked).toEqual([]);
});

test('after half a minute it is asked for again', async () => {
  vi.useFakeTimers();
  try {
    const { asked, read } = answering(Response.json(1), Response.json(2));
    const opened = new Opened<number>(nothing, read, load);
    const first = opened.read(1);
    await vi.advanceTimersByTimeAsync(1);
    await first;
    vi.advanceTimersByTime(30_001);
    const second = opened.read(1);
    await vi.advanceTimersByTimeAsync(1);
    await expect(second).resolves.toEqual({ kind: 'data', data: 2 });
    expect(asked).toEqual([1, 1]);
  } finally {
    vi.useRealTimers();
  }
});

test('a failure says why and is not kept; an ended session and a missing row are told apart', async () => {
  const problem = Response.json({ detail: 'The database rests.' }, { status: 503 });
  const { read } = answering(problem, Response.json({}, { status: 401 }), Response.json({}, { status: 404 }));
  const opened = new Opened(nothing, read, load);
  await expect(opened.read(1)).resolves.toEqual({ kind: 'failed', message: 'The database rests.' });
  await expect(opened.read(1)).resolves.toEqual({ kind: 'ended' });
  await expect(opened.read(1)).resolves.toEqual({ kind: 'missing' });
  await expect(opened.read(2)).resolves.toMatchObject({ kind: 'failed', message: /could not be reached/ });
});
