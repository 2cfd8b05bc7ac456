export const PUBLISHER_SORTS = [
  'name',
  'kind',
  'country',
  'network',
  'reliability',
  'sources',
  'claims',
  'updated',
] as const;
