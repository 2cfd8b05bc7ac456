import fc from 'fast-check';
import type { Stance } from '#lib/evidence/vocabulary.ts';
import type { LineageDocument, LineageInput, LineageLink } from '#lib/lineage/lineage.ts';

/** Publishers by number; `parent` is the number of its network, always a smaller one. */
export type Sketch = {
  parents: (number | null)[];
  documents: { publisher: number | null; stance: Stance | null }[];
  /** From a document to an earlier one, to a publisher by name, or to a stranger by name. */
  links: { from: number; to: { document: number } | { publisher: number } | { stranger: number } }[];
};

const at = (index: number, length: number) => index % length;

/** Small lineages: copies, chains, diamonds, networks, names with and without documents, circles of names. */
export const sketches: fc.Arbitrary<Sketch> = fc
  .record({
    parents: fc.array(fc.option(fc.nat(9)), { minLength: 1, maxLength: 4 }),
    documents: fc.array(
      fc.record({
        publisher: fc.option(fc.nat(9)),
        stance: fc.constantFrom('supports', 'supports', 'refutes', 'origin', 'mentions', null),
      }),
      { minLength: 1, maxLength: 7 },
    ),
    links: fc.array(
      fc.record({
        from: fc.nat(99),
        kind: fc.constantFrom('document', 'publisher', 'stranger'),
        to: fc.nat(99),
      }),
      { maxLength: 10 },
    ),
  })
  .map(({ parents, documents, links }) => {
    const said = new Set<string>();
    return {
      parents: parents.map((parent, index) => (parent === null || index === 0 ? null : at(parent, index))),
      documents: documents.map(({ publisher, stance }) => ({
        publisher: publisher === null ? null : at(publisher, parents.length),
        stance,
      })),
      links: links.flatMap(({ from: one, kind, to: other }): Sketch['links'] => {
        const from = at(one, documents.length);
        if (kind === 'document' && from === 0) return [];
        const to = at(other, kind === 'document' ? from : kind === 'publisher' ? parents.length : 2);
        const link = `${from} ${kind} ${to}`;
        if (said.has(link)) return [];
        said.add(link);
        if (kind === 'document') return [{ from, to: { document: to } }];
        return [{ from, to: kind === 'publisher' ? { publisher: to } : { stranger: to } }];
      }),
    };
  });

/** What the database would answer for it. */
export function inputOf({ parents, documents, links }: Sketch): LineageInput {
  const voiceOf = (publisher: number): string => {
    const parent = parents[publisher] ?? null;
    return parent === null ? `press ${publisher}` : voiceOf(parent);
  };
  return {
    documents: documents.map(({ publisher, stance }, id) =>
      documentOf(id, publisher === null ? `#${id}` : voiceOf(publisher), stance),
    ),
    links: links.map(({ from, to }) => {
      if ('document' in to) return linkOf(from, to.document);
      return linkOf(from, 'publisher' in to ? `press ${to.publisher}` : `stranger ${to.stranger}`);
    }),
  };
}

export function documentOf(id: number, voice: string, stance: Stance | null = 'supports'): LineageDocument {
  return {
    id,
    title: `Document ${id}`,
    publisher: voice,
    reliability: 'F',
    deleted: false,
    voice,
    voiceName: voice,
    stance,
  };
}

/** To a document by its id, or to a name. */
export function linkOf(sourceId: number, to: number | string): LineageLink {
  return {
    sourceId,
    originSourceId: typeof to === 'number' ? to : null,
    originKey: typeof to === 'string' ? to : null,
    originName: typeof to === 'string' ? to : null,
    kind: 'cites',
  };
}
