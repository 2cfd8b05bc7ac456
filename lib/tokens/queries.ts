import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { prisma } from '#lib/core/db.ts';
import { demandOwnAccount, demandUser } from '#lib/users/policy.ts';
import type { TokenRow } from './schema.ts';

const SHOWN = { id: true, name: true, createdAt: true, expiresAt: true, lastUsedAt: true } as const;

function tokenRow(row: {
  id: number;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}): TokenRow {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** The actor's own tokens that were not revoked, the newest first. */
export async function listOwnTokens(actor: Actor): Promise<TokenRow[]> {
  const userId = demandOwnAccount(actor);
  const rows = await prisma().apiToken.findMany({
    where: { userId, revokedAt: null },
    select: SHOWN,
    orderBy: { id: 'desc' },
    take: 200,
  });
  return rows.map(tokenRow);
}

/** Everybody's tokens that were not revoked, for administrators. */
export async function listTokens(actor: Actor): Promise<(TokenRow & { email: string })[]> {
  demandUser(actor, 'list');
  const rows = await prisma().apiToken.findMany({
    where: { revokedAt: null },
    select: { ...SHOWN, user: { select: { email: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ user, ...row }) => ({ ...tokenRow(row), email: user.email }));
}
