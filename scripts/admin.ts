import { parseArgs } from 'node:util';
import { provideEnv } from '#lib/core/env.ts';
import { generateClient } from './build.ts';
import { CliError, isMain, messageOf, runMain } from './cli.ts';
import { withDatabase } from './database-for-command.ts';
import { missingMigrations } from './migrate.ts';

const help = `Usage: npm run admin -- user COMMAND
       npm run admin -- token COMMAND

  user list [--json]                            all accounts
  user add EMAIL --name NAME [--role ROLE]      add an account; prints its password once
  user set-role EMAIL ROLE [--reason TEXT]      viewer, researcher, editor or admin
  user disable EMAIL [--reason TEXT]            shut an account and end its sessions
  user enable EMAIL [--reason TEXT]             open it again
  user reset-password EMAIL [--reason TEXT]     give it a new password, printed once; ends its sessions

  token list [--json]                           all access tokens that were not revoked
  token add EMAIL --name NAME [--days N]        make one for an account, for 90 days unless told; prints it once
  token revoke ID                               end one for good

Works on DATABASE_URL, or on the embedded database of DATA_DIR, whether the site is running or not.
Changes appear in the history as made on the command line. Without --role, the role is researcher.
`;

async function main(): Promise<void> {
  const { values, positionals } = parse();
  const [subject, command, ...rest] = positionals;
  if (values.help || subject === undefined) {
    console.log(help);
    return;
  }
  if ((subject !== 'user' && subject !== 'token') || command === undefined) {
    throw new CliError(`There is no command "${positionals.join(' ')}". npm run admin -- --help lists them.`);
  }
  await generateClient();
  await withDatabase(async ({ databaseUrl }) => {
    provideEnv({ DATABASE_URL: databaseUrl });
    if ((await missingMigrations(databaseUrl)).length > 0) {
      throw new CliError('The database is not up to date: run npm start, or npm run migrate, first.');
    }
    // Only now, since it needs the database client, which may just have been made.
    if (subject === 'user') {
      const { runUserCommand } = await import('./admin-users.ts');
      await runUserCommand(command, rest, values);
    } else {
      const { runTokenCommand } = await import('./admin-tokens.ts');
      await runTokenCommand(command, rest, values);
    }
  });
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string' },
        reason: { type: 'string' },
        days: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CliError(`${messageOf(error)}\nnpm run admin -- --help lists the commands.`);
  }
}

if (isMain(import.meta.url)) await runMain(main);
