import { createTokenFor, revokeToken } from '#lib/tokens/mutations.ts';
import { listTokens } from '#lib/tokens/queries.ts';
import { createTokenInput, revokeTokenInput } from '#lib/tokens/schema.ts';
import { findUser } from '#lib/users/queries.ts';
import { actor, asCommand, columns, demandNone } from './admin-command.ts';
import { CliError } from './cli.ts';

interface TokenOptions {
  readonly name?: string | undefined;
  readonly days?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Runs one command on access tokens. Throws CliError. */
export async function runTokenCommand(command: string, args: string[], options: TokenOptions): Promise<void> {
  await asCommand(() => dispatch(command, args, options));
}

async function dispatch(command: string, args: string[], options: TokenOptions): Promise<void> {
  const [subject, ...further] = args;
  if (command === 'list') {
    demandNone(args);
    const tokens = await listTokens(actor);
    const rows = tokens.map((token) => [
      String(token.id),
      token.email,
      token.name,
      `${token.expired ? 'expired' : 'until'} ${token.expiresAt.slice(0, 10)}`,
      token.lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never',
    ]);
    console.log(
      options.json
        ? JSON.stringify(tokens, null, 2)
        : columns([['ID', 'E-MAIL', 'NAME', 'STATE', 'LAST USED'], ...rows]),
    );
    return;
  }
  demandNone(further);
  if (command === 'add') {
    if (subject === undefined) throw new CliError('token add: the e-mail address is missing.');
    const input = createTokenInput.parse({ name: options.name ?? '', days: Number(options.days ?? '90') });
    const user = await findUser(actor, subject);
    const { id, token } = await createTokenFor(actor, user.id, input);
    console.log(`Token ${id} of ${user.email}, for ${input.days} days: ${token}\nIt is shown this once.`);
    return;
  }
  if (command === 'revoke') {
    if (subject === undefined)
      throw new CliError('token revoke: its number is missing; token list tells it.');
    await revokeToken(actor, revokeTokenInput.parse({ id: Number(subject) }));
    console.log(`Token ${subject} is revoked.`);
    return;
  }
  throw new CliError(`There is no command "token ${command}". npm run admin -- --help lists them.`);
}
