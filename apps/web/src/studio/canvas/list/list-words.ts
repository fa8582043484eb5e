import { defineWords } from '../../../shared/languages/words.ts'

export const listWords = defineWords('canvas-list', {
  en: {
    callers: 'Web service input',
    callersOf: 'Web service input for {{port}} of {{title}}',
    comment: 'Comment',
    empty: 'Add the first module; each takes from those above it.',
    inputs: 'Takes from',
    module: 'Module',
    none: 'Not connected',
    portOf: '{{port}} of {{title}}',
    source: '{{title}}, {{port}}',
    state: 'State',
    table: 'Modules',
  },
  nl: {
    callers: 'Webservice-invoer',
    callersOf: 'Webservice-invoer voor {{port}} van {{title}}',
    comment: 'Opmerking',
    empty: 'Voeg de eerste module toe; elke module neemt van die erboven.',
    inputs: 'Neemt van',
    module: 'Module',
    none: 'Niet verbonden',
    portOf: '{{port}} van {{title}}',
    source: '{{title}}, {{port}}',
    state: 'Status',
    table: 'Modules',
  },
})
