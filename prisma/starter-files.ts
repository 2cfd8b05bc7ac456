import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseEdtf } from '#lib/core/edtf.ts';
import {
  ClaimStatus,
  DependentPart,
  FactType,
  InstrumentKind,
  PublisherKind,
  Qualifier,
  Reliability,
  RelianceKind,
  SourceKind,
  Stance,
} from './generated/enums.ts';

const text = z.string().min(1);
const edtf = z.string().refine((value) => parseEdtf(value).ok, 'not an EDTF date');

const programme = z.strictObject({ slug: text, name: text, description: z.string() });
const topic = z.strictObject({ slug: text, name: text });
const publisher = z.strictObject({
  name: text,
  kind: z.enum(PublisherKind),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  reliability: z.enum(Reliability),
  parent: text.optional(),
  note: text,
});
const reliance = z.union([
  z.strictObject({ name: text, kind: z.enum(RelianceKind) }),
  z.strictObject({ source: text, kind: z.enum(RelianceKind) }),
]);
const source = z.strictObject({
  key: text,
  url: z.url(),
  title: text,
  titleExact: z.boolean(),
  publisher: text,
  kind: z.enum(SourceKind),
  language: text.nullable(),
  publishedOn: edtf.nullable(),
  reliesOn: z.array(reliance),
});
const fact = z.strictObject({
  slug: text,
  question: text,
  type: z.enum(FactType),
  series: z.boolean(),
  unit: text.nullable(),
  options: z.array(text),
});
const value = z.strictObject({
  fact: text,
  text,
  qualifier: z.enum(Qualifier).nullable(),
  unit: text.nullable(),
  measure: text.nullable(),
  asOf: edtf.nullable(),
  validFrom: edtf.optional(),
  validTo: edtf.optional(),
});
const claim = z.strictObject({
  key: text,
  statement: text,
  language: text,
  claimant: text,
  claimedOn: edtf.nullable(),
  topic: text,
  tags: z.array(text),
  status: z.enum(ClaimStatus),
  rationale: text,
  value: value.nullable(),
  evidence: z.array(z.strictObject({ source: text, stance: z.enum(Stance), note: text })),
});

const instrument = z.strictObject({
  key: text,
  kind: z.enum(InstrumentKind),
  number: text,
  issuer: text,
  title: z.string(),
  language: text,
  titleEnglish: z.string(),
  adoptedOn: edtf.nullable(),
  publishedOn: edtf.nullable(),
  inForceFrom: edtf.nullable(),
  note: z.string(),
  sources: z.array(text),
  articles: z.array(z.strictObject({ place: text, subject: z.string() })),
});
const dependence = z.strictObject({
  claim: text,
  instrument: text,
  article: text.nullable(),
  part: z.enum(DependentPart),
});

export type Starter = {
  programmes: z.output<typeof programme>[];
  topics: z.output<typeof topic>[];
  publishers: z.output<typeof publisher>[];
  sources: z.output<typeof source>[];
  facts: z.output<typeof fact>[];
  claims: z.output<typeof claim>[];
  instruments: z.output<typeof instrument>[];
  dependences: z.output<typeof dependence>[];
};

async function read<T>(name: string, item: z.ZodType<T>): Promise<T[]> {
  const file = new URL(`./starter/${name}.json`, import.meta.url);
  return z.array(item).parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The files of prisma/starter, checked for their shape. References are checked where they are used. */
export async function readStarter(): Promise<Starter> {
  const [programmes, topics, publishers, sources, facts, claims, instruments, dependences] =
    await Promise.all([
      read('programmes', programme),
      read('topics', topic),
      read('publishers', publisher),
      read('sources', source),
      read('facts', fact),
      read('claims', claim),
      read('instruments', instrument),
      read('dependences', dependence),
    ]);
  return { programmes, topics, publishers, sources, facts, claims, instruments, dependences };
}
