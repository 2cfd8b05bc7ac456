import { writeBlob } from '#lib/core/blobs.ts';
import { transaction } from '#lib/core/db.ts';
import type { CaptureOutcome } from '#lib/snapshots/vocabulary.ts';
import type { Ledger } from './ledger.ts';

let minute = 0;

/** A snapshot of a source with this text; each is a minute later than the one before. */
export async function makeSnapshot(
  ledger: Pick<Ledger, 'actors'>,
  sourceId: number,
  text: string,
  outcome: CaptureOutcome = 'good',
): Promise<number> {
  const sha256 = await writeBlob(Buffer.from(text));
  const actor = ledger.actors.researcher;
  const { id } = await transaction(actor, '', (tx) =>
    tx.snapshot.create({
      data: {
        ...{ sourceId, how: 'fetch', requestedUrl: 'https://example.org/', outcome, detail: '' },
        ...{ fetchedAt: new Date(Date.UTC(2026, 10, 25, 10, minute++)), mediaType: 'text/plain' },
        ...{ bodySha256: sha256, bodyBytes: text.length, textSha256: sha256, textLength: text.length },
        createdById: actor.id,
      },
      select: { id: true },
    }),
  );
  return id;
}
