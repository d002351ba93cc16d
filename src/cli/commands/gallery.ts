import type { Registration } from '../registration.ts';

export function registerGallery({ program, context, act }: Registration): void {
  program
    .command('gallery')
    .description('list all runs in a folder on one page, with what each found')
    .argument('[folder]', 'the folder that runs are kept in, or that of one scenario', 'reports')
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench gallery
  $ gatebench gallery reports/quickstart

Writes <folder>/index.html, which also every run, sweep and search for capacity does for its own --out folder. Beside each
Result, and each sweep's index, a card.json keeps what the page says of it; one that is missing, damaged or older is made
anew. The page shows the command that compares those of its runs that are picked there.`,
    )
    .action((folder) => act(async () => (await import('../gallery/gallery.ts')).gallery(folder, context)));
}
