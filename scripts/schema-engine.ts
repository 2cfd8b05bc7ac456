import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

type SchemaEngine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>;

/** The columns of type "char" that the engine asks for, and the names under which they come back. */
const charColumns = /(\bconstr\.contype|\bcon\.confdeltype|\bcon\.confupdtype)( AS |,)/g;
const charNames = new Set(['constraint_type', 'confdeltype', 'confupdtype']);

/**
 * Prisma's adapter, with two things put right that only migrations need: it cuts a script at every
 * semicolon, also inside a function's body, while PostgreSQL takes it as a whole; and it refuses the
 * type "char", in which PostgreSQL keeps the kinds of constraints.
 */
class MigrationPg extends PrismaPg {
  private readonly failures: unknown[];

  constructor(pool: pg.Pool, failures: unknown[]) {
    super(pool);
    this.failures = failures;
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const sql = query.sql.replace(charColumns, '$1::text$2');
      const result = await queryRaw({ ...query, sql });
      if (sql === query.sql) return result;
      const columnTypes = result.columnTypes.map((type, index) =>
        charNames.has(result.columnNames[index] ?? '') ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        this.failures.push(error);
        throw error;
      }
    };
    return adapter;
  }

  /** The database given is one to play in: see schemaDiff. The adapter's own would be the same one again. */
  override connectToShadowDb(): ReturnType<PrismaPg['connect']> {
    return this.connect();
  }
}

/** Where the engine puts its last words before it gives up. */
const panics: unknown[] = [];
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => panics.push(message) },
});

const unobtrusiveTimeout = (callback: () => void, milliseconds: number) =>
  setTimeout(callback, milliseconds).unref();

let loaded: Promise<void> | undefined;

/** The package expects a bundler to bring in the WebAssembly file; Node gets it by hand. */
async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(await readFile(entry.replace(/\.js$/, '.wasm')));
  const imports: WebAssembly.ModuleImports = {};
  for (const [name, value] of Object.entries(bindings)) {
    if (typeof value !== 'function') continue;
    // The engine leaves its time limits running; they must not keep the process.
    imports[name] = name.startsWith('__wbg_setTimeout_') ? unobtrusiveTimeout : value;
  }
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports });
  bindings.__wbg_set_wasm(exports);
  if (typeof exports['__wbindgen_start'] === 'function') exports['__wbindgen_start']();
}

/**
 * Prisma's own migration engine, as WebAssembly, on the given connections. Its messages hide what
 * PostgreSQL said: errors of scripts are collected besides.
 */
export async function schemaEngine(pool: pg.Pool): Promise<{ engine: SchemaEngine; failures: unknown[] }> {
  loaded ??= load();
  await loaded;
  const failures: unknown[] = [];
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationPg(pool, failures));
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
  return { engine, failures };
}
