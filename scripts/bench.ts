import os from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareDataSet } from './bench/database.ts';
import { type Adapter, measurePeer } from './bench/peer.ts';
import { growthFacts, keepResults, printResults } from './bench/results.ts';
import { measureSize, PARTS, type Part, type SizeResults } from './bench/run.ts';
import { buildApp, generateClient } from './build.ts';
import { CliError, runMain } from './cli.ts';
import { withDatabase } from './database-for-command.ts';
import { stopSignal } from './stop-signal.ts';

const USAGE = `npm run bench -- [--claims N[,N…]] [--parts LIST] [--peer URL --adapter FILE]

Makes ledgers of made-up claims beside your own database, starts the site on each, and measures it over HTTP in turn with a floor:
the same answers by hand-written SQL behind a bare HTTP server. Tells milliseconds, requests a second, rows a second and memory, and
whether both gave the same rows; keeps figures and a chart in bench-results/. Your own claims are neither read nor changed.

  --claims        sizes, 10000 if not given; from two sizes on it tells the growth. A million claims take some 10 GB of disk,
                  and some ten minutes to make, once.
  --parts         some of ${PARTS.join(', ')}; all if not given
  --peer          the address of another HTTP API, measured beside both; it must hold its own data already
  --adapter       a module that says how to ask it; docs/bench-adapter.md shows one
  --prepare-only  make the databases (ledger_10k, ledger_100k, ledger_1m) and stop
  --help          this text

Everything runs on this machine's loopback address; requests go nowhere else but to --peer.
The database is the embedded one of DATA_DIR, or the server of DATABASE_URL, whose role must be allowed to create databases.`;

/** What a growth is told from. */
const SMALL = 10_000;

function sizes(text: string): number[] {
  const all = text.split(',').map(Number);
  const odd = all.find((size) => !Number.isInteger(size) || size < 100 || size > 20_000_000);
  if (odd !== undefined) throw new CliError('--claims takes whole numbers from 100 to 20,000,000.');
  return [...new Set(all)].sort((a, b) => a - b);
}

function parts(text: string | undefined): Part[] {
  if (text === undefined) return [...PARTS];
  return text.split(',').map((name) => {
    const part = PARTS.find((each) => each === name);
    if (part === undefined) throw new CliError(`--parts: there is no ${name}, only ${PARTS.join(', ')}.`);
    return part;
  });
}

async function adapterFrom(file: string | undefined): Promise<Adapter> {
  if (file === undefined) throw new CliError('--peer needs --adapter FILE: how to ask it.');
  const module: { default?: Adapter } = await import(pathToFileURL(file).href);
  if (module.default?.works === undefined) throw new CliError(`${file} has no default export with works.`);
  return module.default;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      claims: { type: 'string', default: String(SMALL) },
      parts: { type: 'string' },
      peer: { type: 'string' },
      adapter: { type: 'string' },
      'prepare-only': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  const begin = performance.now();
  const wanted = sizes(values.claims);
  const chosen = parts(values.parts);
  if (values.peer !== undefined && !URL.canParse(values.peer))
    throw new CliError(`--peer ${values.peer} is not an address.`);
  const adapter = values.peer === undefined ? undefined : await adapterFrom(values.adapter);
  const stop = stopSignal(false);
  await generateClient({ signal: stop });
  await withDatabase(async (urls) => {
    // The growth is told from the small ledger, measured in short.
    const all = values['prepare-only'] || wanted.some((size) => size <= SMALL) ? wanted : [SMALL, ...wanted];
    for (const claims of all) await prepareDataSet(urls, claims);
    if (values['prepare-only']) return;
    await buildApp({ signal: stop });
    const measured: SizeResults[] = [];
    for (const claims of all) {
      stop.throwIfAborted();
      const inShort = !wanted.includes(claims);
      measured.push(
        await measureSize({
          urls,
          claims,
          parts: chosen,
          inShort,
          signal: stop,
          peer: measurePeer(values.peer, adapter),
        }),
      );
    }
    const results = measured.flatMap((size) => size.results);
    const everything = {
      at: new Date().toISOString(),
      machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? os.arch()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
      results,
      files: measured.flatMap((size) => size.files),
      browser: measured.flatMap((size) => size.browser),
      facts: {
        ...Object.assign({}, ...measured.map((size) => size.facts)),
        ...growthFacts(results),
        'whole run': `${Math.round((performance.now() - begin) / 1_000)} s`,
      },
    };
    printResults(everything);
    console.log(`Kept: ${(await keepResults(everything)).join(', ')}`);
    const astray = results.filter(({ same }) => same === false);
    if (astray.length > 0) {
      process.exitCode = 1;
      console.error(`Product and floor differ: ${astray.map(({ work }) => work.id).join(', ')}.`);
    }
    for (const failure of measured.flatMap((size) => size.failures)) {
      process.exitCode = 1;
      console.error(`Not measured: ${failure}`);
    }
  });
}

await runMain(main);
