import { describe, expect, test } from 'vitest';
import { fileProblem, howWords, sizeWords } from '#components/snapshots/snapshot-words.ts';
import { MOST_UPLOAD } from '#lib/snapshots/schema.ts';

describe('the words of a snapshot', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1_023, '1023 bytes'],
    [48_213, '47 kB'],
    [1_048_063, '1023 kB'],
    [1_048_575, '1.0 MB'],
    [MOST_UPLOAD, '50.0 MB'],
  ])('%d bytes are said as %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });

  test('say how a copy came and by whom', () => {
    expect(howWords({ how: 'fetch', createdBy: null, fileName: null })).toBe('Fetched by the system');
    expect(howWords({ how: 'fetch', createdBy: 'Ada', fileName: null })).toBe('Fetched for Ada');
    expect(howWords({ how: 'upload', createdBy: 'Ada', fileName: 'a.html' })).toBe('Uploaded by Ada: a.html');
  });

  test('name the file that is empty or too large, and let the others pass', () => {
    expect(fileProblem({ name: 'a.html', size: 0 })).toMatch(/“a\.html” is empty/);
    expect(fileProblem({ name: 'b.warc', size: MOST_UPLOAD + 1 })).toMatch(/“b\.warc” .*at most 50\.0 MB/);
    expect(fileProblem({ name: 'c.pdf', size: MOST_UPLOAD })).toBeNull();
  });
});
