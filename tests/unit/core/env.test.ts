import { expect, test } from 'vitest';
import { EnvError, parseEnv } from '#lib/core/env.ts';

test('nothing set gives the defaults', () => {
  expect(parseEnv({})).toEqual({
    port: 3000,
    capturePublic: true,
    captureAllow: [],
    blobPlace: { kind: 'database' },
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir: './.data',
    nextAuthUrl: 'http://localhost:3000',
    nextAuthSecret: undefined,
    adminEmail: 'admin@localhost',
    adminPassword: undefined,
    starterData: true,
    logLevel: 'info',
    startedByNpm: false,
    development: false,
    testDatabaseUrl: undefined,
    chromiumPath: undefined,
  });
});

test('an empty value counts as not set', () => {
  expect(parseEnv({ PORT: '', DATABASE_URL: ' ', STARTER_DATA: '' })).toEqual(parseEnv({}));
});

test('the public address follows the port, and loses its last slash', () => {
  expect(parseEnv({ PORT: '8080' }).nextAuthUrl).toBe('http://localhost:8080');
  expect(parseEnv({ NEXTAUTH_URL: 'https://claims.example.org/' }).nextAuthUrl).toBe(
    'https://claims.example.org',
  );
});

test('every wrong value is named, one to a line, and none is repeated in full', () => {
  const wrong = {
    PORT: '0',
    DATABASE_URL: 'mysql://user:hidden@host/x',
    STARTER_DATA: 'no',
    LOG_LEVEL: 'loud',
  };
  const parse = () => parseEnv(wrong);
  expect(parse).toThrow(EnvError);
  expect(parse).toThrow(/^PORT .*\nDATABASE_URL .*\nSTARTER_DATA .*\nLOG_LEVEL .*$/);
  expect(parse).not.toThrow(/hidden/);
});

test('hosts that may be fetched are listed as an address has them', () => {
  const { captureAllow } = parseEnv({ CAPTURE_ALLOW: 'Wiki.example.lan:443, 0x7f.1:8080,[0:0::1]:80' });
  expect(captureAllow).toEqual(['wiki.example.lan:443', '127.0.0.1:8080', '[::1]:80']);
  for (const wrong of ['wiki.example.lan', 'https://wiki.lan:443', 'a b:80', 'wiki.lan:443/x'])
    expect(() => parseEnv({ CAPTURE_ALLOW: wrong })).toThrow(`“${wrong}” is none`);
});

test('the storage of copies is told by one address, and S3 needs its keys', () => {
  expect(parseEnv({ BLOB_STORE: 'folder:/var/copies' }).blobPlace).toEqual({
    kind: 'folder',
    folder: '/var/copies',
  });
  const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
  expect(parseEnv({ BLOB_STORE: 's3:https://s3.example.org/bucket/kept/', ...keys }).blobPlace).toEqual({
    ...{ kind: 's3', address: 'https://s3.example.org/bucket/kept', region: 'us-east-1' },
    ...{ accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  expect(() => parseEnv({ BLOB_STORE: 's3:https://s3.example.org/bucket' })).toThrow('S3_ACCESS_KEY_ID');
  for (const wrong of ['folder:', 's3:bucket', 'disk', 's3:https://s3.example.org/'])
    expect(() => parseEnv({ BLOB_STORE: wrong })).toThrow('BLOB_STORE must be database');
});
