// Loaded into what the start script starts: without that script nothing would stop it, and its port would stay taken. JavaScript,
// since a file of TypeScript would leave the compiler of Node in the memory of the site (record 0044).
import { env } from 'node:process';

const parent = new URL(import.meta.url).searchParams.get('parent') ?? '';
// What that program starts in its turn, as `next dev` its server, has this loaded too, but waits for words from another parent.
if (env['ENDS_WITH'] !== parent) {
  env['ENDS_WITH'] = parent;
  process.on('disconnect', () => process.exit(1));
  // The channel alone is no reason to go on.
  process.channel?.unref();
}
