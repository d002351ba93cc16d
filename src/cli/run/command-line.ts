import { withoutPasswords } from '../../support/without-passwords.ts';

/** The command line as a shell would take it again, passwords of URLs left out. */
export function commandLine(argv: readonly string[]): string {
  return ['gatebench', ...argv.map(withoutPasswords).map(quote)].join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
