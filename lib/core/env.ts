import { z } from 'zod';

/** Where the bytes of snapshots are kept. `address` is that of the bucket, with a prefix if any, without a trailing slash. */
export type BlobPlace =
  | { readonly kind: 'database' }
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3';
      readonly address: string;
      readonly region: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

/** The settings from the environment, validated. Nothing else reads process.env. */
export interface Env {
  readonly port: number;
  readonly host: string;
  /** Undefined means the embedded PostgreSQL; the start script then sets it for the app. */
  readonly databaseUrl: string | undefined;
  /** A replica that exports and the read API read from; undefined: they read where everything is. */
  readonly readDatabaseUrl: string | undefined;
  /** As it was written; relative to the project's root. */
  readonly dataDir: string;
  /** Public address, without a trailing slash. */
  readonly nextAuthUrl: string;
  readonly nextAuthSecret: string | undefined;
  /** The body of the PEM of an Ed25519 private key, which signs the seals of the history; the worker keeps one in DATA_DIR. */
  readonly sealKey: string | undefined;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  readonly starterData: boolean;
  readonly logLevel: string;
  /** Whether pages of the public internet are fetched. */
  readonly capturePublic: boolean;
  /** `host:port` as a URL has it: what is fetched although it is not public. */
  readonly captureAllow: readonly string[];
  readonly blobPlace: BlobPlace;
  /** `next dev`. */
  readonly development: boolean;
  /** npm sets a variable of its own for what it runs. */
  readonly startedByNpm: boolean;
  /** Only for tests: a server on which they may create and drop databases. */
  readonly testDatabaseUrl: string | undefined;
  /** Only for tests: a browser to use instead of the packaged one. */
  readonly chromiumPath: string | undefined;
}

/** Says in one line per variable what is missing or wrong. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

const postgresUrl = z.string().refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), {
  error: 'must be a PostgreSQL address such as postgresql://user:password@host:5432/database',
});

const publicUrl = z
  .string()
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
    error: 'must be an http(s) address such as https://claims.example.org',
  })
  .transform((value) => value.replace(/\/+$/, ''));

/** host:port, as the address of a page has it: lower case, IPv6 in brackets, IPv4 in its usual form. */
const hostList = z.string().transform((value, context) =>
  value.split(',').flatMap((part) => {
    const text = part.trim();
    if (text === '') return [];
    const port = /:(\d{1,5})$/.exec(text)?.[1];
    if (port === undefined || /[/@?#\s]/.test(text) || !URL.canParse(`http://${text}`)) {
      context.addIssue({
        code: 'custom',
        message: `must list host:port, separated by commas; “${text}” is none`,
      });
      return [];
    }
    return [`${new URL(`http://${text}`).hostname}:${Number(port)}`];
  }),
);

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, { error: 'must be a port number from 1 to 65535' })
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or host name to listen on')
    .default('127.0.0.1'),
  DATABASE_URL: postgresUrl.optional(),
  READ_DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default('./.data'),
  NEXTAUTH_URL: publicUrl.optional(),
  NEXTAUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  SEAL_KEY: z
    .string()
    .trim()
    .regex(/^MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}$/, {
      error: 'must be an Ed25519 private key, as the middle line of the file that openssl genpkey writes',
    })
    .optional(),
  ADMIN_EMAIL: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, 'must have at most 254 characters')
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .default('admin@localhost'),
  ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .max(200, 'must have at most 200 characters')
    .optional(),
  STARTER_DATA: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('1'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .default('info'),
  CAPTURE_PUBLIC: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('1'),
  CAPTURE_ALLOW: hostList.default([]),
  BLOB_STORE: z
    .string()
    .regex(/^(database|folder:.+|s3:https?:\/\/[^/]+\/.+)$/, {
      error: 'must be database, folder:PATH or s3:https://HOST/BUCKET',
    })
    .default('database'),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  NODE_ENV: z.string().optional(),
  npm_lifecycle_event: z.string().optional(),
  TEST_DATABASE_URL: postgresUrl.optional(),
  CHROMIUM_PATH: z.string().optional(),
});

type Values = z.output<typeof schema>;

function blobPlaceOf(value: Values): BlobPlace {
  const [, kind = '', place = ''] = /^(\w+):?(.*)$/s.exec(value.BLOB_STORE) ?? [];
  if (kind === 'database') return { kind };
  if (kind === 'folder') return { kind, folder: place };
  const { S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = value;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new EnvError('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set for a BLOB_STORE of s3.');
  return { kind: 's3', address: place.replace(/\/+$/, ''), region, accessKeyId, secretAccessKey };
}

/** Validates a set of variables; an empty value counts as not set. Throws EnvError. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'),
    );
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    databaseUrl: value.DATABASE_URL,
    readDatabaseUrl: value.READ_DATABASE_URL,
    dataDir: value.DATA_DIR,
    nextAuthUrl: value.NEXTAUTH_URL ?? `http://localhost:${value.PORT}`,
    nextAuthSecret: value.NEXTAUTH_SECRET,
    sealKey: value.SEAL_KEY,
    adminEmail: value.ADMIN_EMAIL,
    adminPassword: value.ADMIN_PASSWORD,
    starterData: value.STARTER_DATA === '1',
    logLevel: value.LOG_LEVEL,
    capturePublic: value.CAPTURE_PUBLIC === '1',
    captureAllow: value.CAPTURE_ALLOW,
    blobPlace: blobPlaceOf(value),
    development: value.NODE_ENV === 'development',
    startedByNpm: value.npm_lifecycle_event !== undefined,
    testDatabaseUrl: value.TEST_DATABASE_URL,
    chromiumPath: value.CHROMIUM_PATH,
  };
}

let current: Env | undefined;

/** The settings of this process, read at the first call. Throws EnvError. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** The database's address; a build needs none, so it is asked for only when a query runs. */
export function requireDatabaseUrl(): string {
  const { databaseUrl } = env();
  if (databaseUrl === undefined) throw new EnvError('DATABASE_URL is missing.');
  return databaseUrl;
}

/** The key for sessions; the start script generates one for the embedded database. */
export function requireAuthSecret(): string {
  const { nextAuthSecret } = env();
  if (nextAuthSecret === undefined) throw new EnvError('NEXTAUTH_SECRET is missing.');
  return nextAuthSecret;
}

/** Sets variables for this process; the scripts use it once the database's address is known. */
export function provideEnv(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values);
  current = undefined;
}

/** The whole environment for a child process, with some variables set anew. */
export function childEnv(values: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...values };
}
