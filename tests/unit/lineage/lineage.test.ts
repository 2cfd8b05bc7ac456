import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countOrigins, grouped, keyOf, type LineageInput, lineageOf, reach } from '#lib/lineage/lineage.ts';
import { documentOf, inputOf, linkOf, sketches } from '../../support/lineage.ts';

const COUNTED = ['supports', 'refutes', 'origin'] as const;

/** The voices that count for the claim. */
function voices(input: LineageInput): string[] {
  return lineageOf(input)
    .groups.filter((group) => group.counts)
    .map((group) => group.voice)
    .sort();
}

describe('the origins of a claim', () => {
  test('copies of one document, near or far, go back to it', () => {
    const input = {
      documents: [documentOf(1, 'tass'), documentOf(2, 'a'), documentOf(3, 'b'), documentOf(4, 'own')],
      links: [linkOf(2, 1), linkOf(3, 2)],
    };
    const { origins, groups, edges } = lineageOf(input);
    expect(Object.fromEntries(origins)).toEqual({ 1: ['tass'], 2: ['tass'], 3: ['tass'], 4: ['own'] });
    expect(groups.map(({ voice, own, retold }) => [voice, own.length, retold.map(({ id }) => id)])).toEqual([
      ['tass', 1, [2, 3]],
      ['own', 1, []],
    ]);
    expect(edges).toEqual([
      { from: 'source-2', to: 'source-1', kind: 'cites' },
      { from: 'source-3', to: 'source-2', kind: 'cites' },
    ]);
  });

  test('a name is an origin of its own, or the document of that voice', () => {
    const documents = [documentOf(1, 'a'), documentOf(2, 'b')];
    const named = lineageOf({ documents, links: [linkOf(1, 'tass'), linkOf(2, 'tass')] });
    expect(named.groups).toMatchObject([{ voice: 'tass', name: 'tass', own: [], counts: true }]);
    expect(named.nodes.map((node) => [node.key, node.origin])).toEqual([
      ['source-1', false],
      ['source-2', false],
      ['name-tass', true],
    ]);
    const found = lineageOf({
      documents: [...documents, documentOf(3, 'tass')],
      links: [linkOf(1, 'tass'), linkOf(3, 'lawyer')],
    });
    expect(found.origins.get(1)).toEqual(['lawyer']);
    expect(found.edges[0]).toMatchObject({ from: 'source-1', to: 'source-3' });
  });

  test('a diamond has one origin, two roots have two, one voice counts once', () => {
    const documents = [1, 2, 3, 4].map((id) => documentOf(id, `v${id}`));
    const diamond = [linkOf(2, 1), linkOf(3, 1), linkOf(4, 2), linkOf(4, 3)];
    expect(lineageOf({ documents, links: diamond }).origins.get(4)).toEqual(['v1']);
    expect(countOrigins({ documents, links: [linkOf(3, 1), linkOf(3, 2)] }, ['supports'])).toBe(3);
    expect(
      countOrigins({ documents: [documentOf(1, 'v'), documentOf(2, 'v')], links: [] }, ['supports']),
    ).toBe(1);
  });

  test('names in a circle speak for themselves', () => {
    const documents = [documentOf(1, 'a'), documentOf(2, 'b')];
    const { origins } = lineageOf({ documents, links: [linkOf(1, 'b'), linkOf(2, 'a')] });
    expect(Object.fromEntries(origins)).toEqual({ 1: ['a'], 2: ['b'] });
  });

  test('what only mentions the claim, and what stands behind it, do not count', () => {
    const input = {
      documents: [documentOf(1, 'a', null), documentOf(2, 'b', 'mentions'), documentOf(3, 'c', 'refutes')],
      links: [linkOf(3, 1)],
    };
    expect(voices(input)).toEqual(['a']);
    expect(countOrigins(input, ['supports'])).toBe(0);
    expect(countOrigins(input, COUNTED)).toBe(1);
  });

  test('the groups are the origins that are counted', () => {
    fc.assert(
      fc.property(sketches.map(inputOf), (input) => {
        expect(voices(input)).toHaveLength(countOrigins(input, COUNTED));
      }),
    );
  });

  // Its own voice must not be one that the others name: then it says where that name has it from, which is news. And what goes
  // round in a circle has no origin that a copy could share.
  test('a copy never changes them', () => {
    fc.assert(
      fc.property(sketches.map(inputOf), fc.nat(), fc.boolean(), (input, pick, isNew) => {
        const counted = input.documents.filter(({ id, stance }) => {
          const { edges } = lineageOf(input);
          const back = grouped(edges, (edge) => edge.from);
          return stance && stance !== 'mentions' && [...reach(keyOf(id), back)].some((key) => !back.has(key));
        });
        const copied = counted[pick % counted.length];
        fc.pre(copied !== undefined);
        const named = input.links.some((link) => link.originKey === copied.voice);
        const copy = documentOf(99, isNew || named ? 'somebody new' : copied.voice);
        const links = [...input.links, linkOf(copy.id, copied.id)];
        expect(voices({ documents: [...input.documents, copy], links })).toEqual(voices(input));
      }),
    );
  });
});
