import { describeEdtf } from '#lib/core/edtf-text.ts';
import { INSTRUMENT_KIND_LABELS, type InstrumentKind } from './vocabulary.ts';

export type NamedInstrument = { kind: InstrumentKind; number: string; adoptedOn: string | null };

/** “Decree No. 702 of 19 August 2024”, as acts are cited. */
export function instrumentName({ kind, number, adoptedOn }: NamedInstrument): string {
  const date = adoptedOn === null ? '' : ` of ${describeEdtf(adoptedOn)}`;
  return `${INSTRUMENT_KIND_LABELS[kind]} No. ${number}${date}`;
}

/** “Decree No. 702 of 19 August 2024, paragraph 4”; the act alone where no article is named. */
export function placeName(instrument: NamedInstrument, place: string | null): string {
  return place === null ? instrumentName(instrument) : `${instrumentName(instrument)}, ${place}`;
}
