import { expect, test } from 'vitest';
import { EnvError, parseEnv } from '#lib/core/env.ts';

test('nothing set gives the defaults', () => {
  expect(parseEnv({})).toEqual({
    port: 3000,
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
