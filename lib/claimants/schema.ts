import { z } from 'zod';
import { line } from '#lib/core/input.ts';

export const searchClaimantsInput = z.strictObject({ text: line(200, 'The name') });

export type ClaimantChoice = { id: number; name: string; claims: number };
