import { defineWords } from '../../shared/languages/words.ts'

/** What is said of names of things in the workspace, and of who made them. */
export const namingWords = defineWords('naming', {
  en: {
    name: 'Name',
    description: 'Description',
    nameNeeded: 'Enter a name',
    rename: 'Rename',
    renamed: 'Renamed to {{name}}',
    renameTitle: 'Rename {{name}}',
    you: 'You',
    samples: 'Sluice',
  },
  nl: {
    name: 'Naam',
    description: 'Beschrijving',
    nameNeeded: 'Vul een naam in',
    rename: 'Hernoemen',
    renamed: 'Hernoemd tot {{name}}',
    renameTitle: '{{name}} hernoemen',
    you: 'U',
    samples: 'Sluice',
  },
})
