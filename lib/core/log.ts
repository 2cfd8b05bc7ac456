import { pino } from 'pino';
import { env } from './env.ts';

/** One JSON object a line on standard output; written at once, so that a crash loses none. */
export const log = pino(
  {
    level: env().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['password', '*.password', 'token', '*.token', 'secret', '*.secret'],
  },
  pino.destination({ dest: 1, sync: true }),
);
