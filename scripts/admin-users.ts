import { createUser, disableUser, enableUser, resetPassword, setRole } from '#lib/users/mutations.ts';
import { findUser, listUsers } from '#lib/users/queries.ts';
import { addUserInput, changeUserInput, setRoleInput, type UserRow } from '#lib/users/schema.ts';
import { actor, asCommand, columns, demandNone } from './admin-command.ts';
import { CliError } from './cli.ts';

interface UserOptions {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly reason?: string | undefined;
  readonly json?: boolean | undefined;
}

const commands = new Set(['list', 'add', 'set-role', 'disable', 'enable', 'reset-password']);

/** Runs one command on accounts. Throws CliError. */
export async function runUserCommand(command: string, args: string[], options: UserOptions): Promise<void> {
  await asCommand(() => dispatch(command, args, options));
}

async function dispatch(command: string, args: string[], options: UserOptions): Promise<void> {
  const [email, ...further] = args;
  if (!commands.has(command)) {
    throw new CliError(`There is no command "user ${command}". npm run admin -- --help lists them.`);
  }
  if (command === 'list') {
    demandNone(args);
    const users = await listUsers(actor);
    console.log(options.json ? JSON.stringify(users, null, 2) : table(users));
    return;
  }
  if (email === undefined) throw new CliError(`user ${command}: the e-mail address is missing.`);
  if (command === 'add') {
    demandNone(further);
    const input = addUserInput.parse({ email, name: options.name ?? '', role: options.role ?? 'researcher' });
    const { password } = await createUser(actor, input);
    console.log(`Added ${input.email} as ${input.role}.\nPassword: ${password}\nIt is shown this once.`);
    return;
  }
  await change(command, await findUser(actor, email), further, options);
}

async function change(command: string, user: UserRow, args: string[], options: UserOptions): Promise<void> {
  const [role, ...further] = args;
  const input = {
    id: user.id,
    version: user.version,
    reason: options.reason ?? `user ${command}, on the command line`,
  };
  if (command === 'set-role') {
    demandNone(further);
    await setRole(actor, setRoleInput.parse({ ...input, role: role ?? options.role }));
    console.log(`${user.email} is now ${role ?? options.role}.`);
    return;
  }
  demandNone(args);
  if (command === 'disable') {
    await disableUser(actor, changeUserInput.parse(input));
    console.log(`${user.email} is disabled and signed out everywhere.`);
  } else if (command === 'enable') {
    await enableUser(actor, changeUserInput.parse(input));
    console.log(`${user.email} is enabled.`);
  } else {
    const { password } = await resetPassword(actor, changeUserInput.parse(input));
    console.log(`New password of ${user.email}: ${password}\nIt is shown this once.`);
  }
}

function table(users: readonly UserRow[]): string {
  return columns([
    ['E-MAIL', 'NAME', 'ROLE', 'STATE', 'LAST SEEN'],
    ...users.map((user) => [
      user.email,
      user.name,
      user.role,
      user.disabledAt === null ? 'enabled' : `disabled ${user.disabledAt.slice(0, 10)}`,
      user.lastSeenAt?.slice(0, 16).replace('T', ' ') ?? 'never',
    ]),
  ]);
}
