import { AppError } from '#lib/core/errors.ts';
import { answerAlike } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';

/** What is no address of the API says so as the API does, whatever is asked of it. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = answerAlike(async (request) => {
  await demandReader(request);
  throw new AppError('not_found', 'The API has no such address; docs/api.md lists them.');
});
