import type { Registration } from '../registration.ts';

export function registerScenario({ program, context, act }: Registration): void {
  const scenario = program
    .command('scenario')
    .description('list, show, check and begin scenarios')
    .addHelpText('after', '\nExamples:\n  $ gatebench scenario list\n  $ gatebench scenario new my-api.yaml');

  scenario
    .command('list')
    .description('the scenarios in scenarios/, each with its question')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  $ gatebench scenario list')
    .action((options) =>
      act(async () => (await import('../scenario/list.ts')).listQuestions(options, context)),
    );

  scenario
    .command('show')
    .description('what a scenario means once every default is filled in')
    .argument('<scenario>', 'a file or a name')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  $ gatebench scenario show quickstart')
    .action((name, options) =>
      act(async () => (await import('../scenario/show.ts')).showScenario(name, options, context)),
    );

  scenario
    .command('validate')
    .description('check scenarios, and name every problem at its line')
    .argument('<scenarios...>', 'files or names')
    .addHelpText('after', '\nExamples:\n  $ gatebench scenario validate scenarios/*.yaml')
    .action((names) =>
      act(async () => (await import('../scenario/validate.ts')).validateScenarios(names, context)),
    );

  scenario
    .command('schema')
    .description('print the JSON Schema by which editors complete and check scenarios')
    .addHelpText('after', '\nExamples:\n  $ gatebench scenario schema > scenario.schema.json')
    .action(() =>
      act(async () => {
        context.stdout.write((await import('../../scenario/json-schema.ts')).scenarioJsonSchema());
      }),
    );

  scenario
    .command('new')
    .description('begin a scenario of your own, with every block explained')
    .argument('<file>', 'where to write it, as my-api.yaml')
    .addHelpText('after', '\nExamples:\n  $ gatebench scenario new my-api.yaml')
    .action((file) => act(async () => (await import('../scenario/new.ts')).newScenario(file, context)));
}
