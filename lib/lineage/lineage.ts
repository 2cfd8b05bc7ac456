import type { Stance } from '#lib/evidence/vocabulary.ts';
import type { Reliability } from '#lib/sources/vocabulary.ts';
import type { RelianceKind } from './vocabulary.ts';

export type LineageDocument = {
  id: number;
  title: string;
  publisher: string | null;
  reliability: Reliability | null;
  deleted: boolean;
  /** Whose words these are: the key of the publisher or of its network, '#' and the id where there is none. */
  voice: string;
  voiceName: string;
  /** What it says of the claim; null where it is no evidence for it, or where no claim is asked about. */
  stance: Stance | null;
};

/** `sourceId` relies on a document or on a name; exactly one of the two is there. */
export type LineageLink = {
  sourceId: number;
  originSourceId: number | null;
  originKey: string | null;
  originName: string | null;
  kind: RelianceKind;
};

export type LineageInput = { documents: readonly LineageDocument[]; links: readonly LineageLink[] };

export type LineageNode = {
  key: string;
  /** Null for an origin that is only named. */
  document: LineageDocument | null;
  name: string;
  voice: string;
  /** Something of the claim goes back to it, and it goes back to nothing. */
  origin: boolean;
  /** How it takes over what it relies on. */
  kinds: RelianceKind[];
};
export type LineageEdge = { from: string; to: string; kind: RelianceKind };

/** One voice, and what of the claim goes back to it. */
export type OriginGroup = {
  voice: string;
  name: string;
  /** What it says itself; empty where it is only named. */
  own: LineageDocument[];
  retold: LineageDocument[];
  /** Not only mentions go back to it. */
  counts: boolean;
};

export type LineageGraph = {
  nodes: LineageNode[];
  edges: LineageEdge[];
  /** The voices that each document of the claim goes back to. */
  origins: Map<number, string[]>;
  groups: OriginGroup[];
};

/**
 * The lineage of a claim by the rule of `claim_origins` in the database: reliance is followed back, through another document
 * of the claim where an origin is only named, to what relies on nothing; what only goes round in a circle of names speaks
 * for itself. Documents of one voice are one origin.
 */
export function lineageOf({ documents, links }: LineageInput): LineageGraph {
  const nodes = new Map<string, LineageNode>();
  for (const document of documents) {
    const name = document.publisher ?? document.title;
    const { voice } = document;
    nodes.set(keyOf(document.id), {
      key: keyOf(document.id),
      document,
      name,
      voice,
      origin: false,
      kinds: [],
    });
  }
  const edges = links.flatMap((link) => edgesOf(link, documents, nodes));
  const back = grouped(edges, (edge) => edge.from);
  for (const [key, out] of back) {
    const node = nodes.get(key);
    if (node) node.kinds = [...new Set(out.map((edge) => edge.kind))];
  }

  const origins = new Map<number, string[]>();
  for (const document of documents) {
    if (document.stance === null) continue;
    const own = nodes.get(keyOf(document.id));
    const ends = [...reach(keyOf(document.id), back)].flatMap((key) => {
      const node = nodes.get(key);
      return node && !back.has(key) ? [node] : [];
    });
    if (ends.length === 0 && own) ends.push(own);
    for (const end of ends) end.origin = true;
    origins.set(document.id, [...new Set(ends.map((end) => end.voice))]);
  }
  return { nodes: [...nodes.values()], edges, origins, groups: groupsOf([...nodes.values()], origins) };
}

/** How many origins the documents of these stances go back to. */
export function countOrigins({ documents, links }: LineageInput, stances: readonly Stance[]): number {
  const { origins } = lineageOf({ documents, links });
  const counted = documents.filter(({ stance }) => stance !== null && stances.includes(stance));
  return new Set(counted.flatMap(({ id }) => origins.get(id) ?? [])).size;
}

/** All keys that edges lead to from `start`, itself included. */
export function reach(start: string, edges: ReadonlyMap<string, readonly LineageEdge[]>): Set<string> {
  const seen = new Set([start]);
  // A set hands out what is added while it is walked, so this goes on until nothing new is reached.
  for (const key of seen) for (const edge of edges.get(key) ?? []) seen.add(edge.to);
  return seen;
}

export function grouped<T, K>(items: readonly T[], by: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

export function keyOf(id: number): string {
  return `source-${id}`;
}

/** A name leads to the other documents of the claim by that voice; where there is none, to a node of its own. */
function edgesOf(
  link: LineageLink,
  documents: readonly LineageDocument[],
  nodes: Map<string, LineageNode>,
): LineageEdge[] {
  const from = keyOf(link.sourceId);
  const { kind, originSourceId, originKey, originName } = link;
  if (originSourceId !== null) return [{ from, to: keyOf(originSourceId), kind }];
  if (originKey === null) return [];
  const named = documents.filter(
    ({ id, voice, stance }) => stance !== null && voice === originKey && id !== link.sourceId,
  );
  if (named.length > 0) return named.map(({ id }) => ({ from, to: keyOf(id), kind }));
  const to = `name-${originKey}`;
  if (!nodes.has(to))
    nodes.set(to, {
      key: to,
      document: null,
      name: originName ?? originKey,
      voice: originKey,
      origin: false,
      kinds: [],
    });
  return [{ from, to, kind }];
}

/** The most retold first. */
function groupsOf(nodes: readonly LineageNode[], origins: ReadonlyMap<number, string[]>): OriginGroup[] {
  const groups = new Map<string, OriginGroup>();
  for (const { origin, voice, document, name } of nodes) {
    if (!origin) continue;
    const group = groups.get(voice) ?? {
      voice,
      name: document?.voiceName ?? name,
      own: [],
      retold: [],
      counts: false,
    };
    if (document) group.own.push(document);
    groups.set(voice, group);
  }
  for (const { document } of nodes) {
    for (const voice of (document && origins.get(document.id)) ?? []) {
      const group = groups.get(voice);
      if (!group || !document) continue;
      if (!group.own.includes(document)) group.retold.push(document);
      if (document.stance !== 'mentions') group.counts = true;
    }
  }
  return [...groups.values()].sort((a, b) => b.retold.length - a.retold.length);
}
